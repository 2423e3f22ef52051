"""G4: one key posts once, however often and through whatever door it comes; with other words it is refused."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.browser.site import Site
from tests.factories.forums import make_thread
from tests.factories.members import make_member
from tests.guarantees.laboratory.logs import Log
from tests.guarantees.laboratory.people import Poster
from tests.sizes import FULL

FAULTY = "tests.guarantees.laboratory.faulty"
KEYS = 200 if FULL else 12


@pytest.fixture
def thread(transactional_db):
    return make_thread(by=make_member())


def posters(sites, thread):
    return [Poster(site, site.cookie_of(thread.author)["value"], thread, Log()) for site in sites]


def flood(doors):
    """Each key one to five times at the same moment, over every door in turn."""

    def send(number):
        times = number % 5 + 1
        gate = threading.Barrier(times)

        def once(at):
            gate.wait(30)
            return doors[at % len(doors)].say(f"line {number}")

        with ThreadPoolExecutor(times) as hands:
            return set(hands.map(once, range(times)))

    return [send(number) for number in range(KEYS)]


@pytest.fixture
def open_sites():
    opened = []

    def open_some(count, **environ):
        for _ in range(count):
            site = Site(FAULTY, **environ)
            opened.append(site)
            site.start_web()
        return opened

    yield open_some
    for site in opened:
        site.close()


def test_each_key_is_kept_once_over_two_servers(thread, open_sites):
    doors = posters(open_sites(2), thread)
    assert flood(doors) == [{201}] * KEYS
    bodies = list(thread.posts.filter(number__gt=1).values_list("body", flat=True))
    assert sorted(bodies) == sorted(f"line {number}" for number in range(KEYS))
    assert [door.say("line 0", "other words") for door in doors] == [409, 409]


def test_the_negative_control_without_receipts_there_are_doubles(thread, open_sites):
    flood(posters(open_sites(2, KONTOR_WITHOUT="receipts"), thread))
    bodies = list(thread.posts.filter(number__gt=1).values_list("body", flat=True))
    assert len(bodies) > len(set(bodies))
