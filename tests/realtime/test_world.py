import re
from pathlib import Path

import pytest
from django.conf import settings

from realtime.face.world import HEIGHT, WIDTH, Arc, Port, project, world_map

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


def _outline(code):
    path = re.search(rf'id="{code}" d="([^"]+)"', OUTLINES).group(1)
    points, at = [], (0, 0)
    for kind, numbers in re.findall(r"([Ml])([-\d ]+)", path):
        values = [int(n) for n in re.findall(r"-?\d+", numbers)]
        for dx, dy in zip(values[::2], values[1::2], strict=True):
            at = (dx, dy) if kind == "M" else (at[0] + dx, at[1] + dy)
            points.append(at)
    return points
