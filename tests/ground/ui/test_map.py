import re
from pathlib import Path

import pytest
from django.conf import settings

from ground.ui.map import HEIGHT, WIDTH, Arc, Port, apart, project, world_map

OUTLINES = (Path(settings.BASE_DIR) / "static/img/world.svg").read_text()


def test_equator_and_greenwich_meet_in_the_middle():
    assert project(0, 0) == (500, 240)


@pytest.mark.parametrize(("lat", "lon"), [(84, -180), (-55, 180), (60, 0)])
def test_inhabited_places_are_on_the_picture(lat, lon):
    x, y = project(lat, lon)

    assert -2 <= x <= WIDTH + 2
    assert -2 <= y <= HEIGHT


def test_a_port_lies_in_its_country():
    x, y = project(52.5, 13.4)
    points = _outline("DE")

    assert min(at for at, _ in points) < x < max(at for at, _ in points)
    assert min(at for _, at in points) < y < max(at for _, at in points)


def test_names_are_escaped_and_places_are_percentages():
    drawn = world_map(ports=[Port(0, 0, "<Null> Island")], arcs=[Arc((0, 0), (10, 10), "soft")], label='"x"')

    assert "&lt;Null&gt; Island" in drawn
    assert 'x="50.00%"' in drawn
    assert 'aria-label="&quot;x&quot;"' in drawn
    assert "style=" not in drawn


def test_a_name_takes_the_side_that_is_free():
    osaka, tokyo = Port(34.69, 135.5, "Osaka"), Port(35.68, 139.65, "Tokyo")

    assert [port.side for port in apart([osaka, tokyo])] == ["start", "end"]
    assert [port.side for port in apart([tokyo, osaka])] == ["end", "start"]


def test_where_it_is_crowded_who_comes_first_has_a_name_and_a_phone_shows_fewer():
    lyon, berlin = Port(45.76, 4.84, "Lyon"), Port(52.52, 13.4, "Berlin")
    rotterdam, stockholm = Port(51.92, 4.48, "Rotterdam"), Port(59.33, 18.07, "Stockholm")
    named = apart([lyon, rotterdam, berlin, stockholm, Port(52.37, 4.9, "Amsterdam")])

    assert [port.name for port in named] == ["Lyon", "Rotterdam", "", "Stockholm", ""]
    assert [port.name for port in named if port.name and not port.minor] == ["Rotterdam", "Stockholm"]


def test_no_name_goes_over_the_edge():
    (far,) = apart([Port(-17.7, 178, "Viti Levu", side="end")])

    assert far.side == "start"


def test_two_houses_of_one_town_have_its_name_once():
    named = apart([Port(50, 0, "Hafen"), Port(50.01, 0, "Hafen")])

    assert [port.name for port in named] == ["Hafen", ""]


def _outline(code):
    path = re.search(rf'id="{code}" d="([^"]+)"', OUTLINES).group(1)
    points, at = [], (0, 0)
    for kind, numbers in re.findall(r"([Ml])([-\d ]+)", path):
        values = [int(n) for n in re.findall(r"-?\d+", numbers)]
        for dx, dy in zip(values[::2], values[1::2], strict=True):
            at = (dx, dy) if kind == "M" else (at[0] + dx, at[1] + dy)
            points.append(at)
    return points
