"""What machines ask for: robots.txt and the icon."""

import struct
from pathlib import Path
from urllib import robotparser

import pytest

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


def rules_of(client):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    read = robotparser.RobotFileParser()
    read.parse(answer.content.decode().splitlines())
    return lambda path: read.can_fetch("Anybody", path)


def test_open_pages_are_theirs_to_read_and_what_is_ones_own_is_not(client):
    may = rules_of(client)
    assert all(map(may, ("/", "/forums/", "/shows/", "/landings/", "/terms/", "/static/img/kontor.svg")))
    own = ("/account/login/", "/staff/", "/me/", "/invitations/abc/", "/letters/by/abc/", "/calendar/abc.ics")
    assert not any(map(may, own))


def test_a_demo_is_read_by_no_machine(client, settings):
    settings.DEMO = True
    assert not rules_of(client)("/forums/")


def test_the_icon_is_there_in_three_sizes_for_whoever_asks(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/static/img/favicon")
    icon = (ROOT / "static/img/favicon.ico").read_bytes()
    kind, many = struct.unpack("<HH", icon[2:6])
    assert (kind, sorted(icon[6 + 16 * at] for at in range(many))) == (1, [16, 32, 48])
