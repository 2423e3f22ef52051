"""G2: what was acknowledged survives a kill at any step, and everybody who listens has it: in time, once, in order."""

import asyncio
import contextlib
import time

import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from realtime.streams import Event
from tests.browser.site import Site
from tests.factories.forums import make_thread
from tests.factories.members import make_member
from tests.guarantees.laboratory.faulty import POINTS
from tests.guarantees.laboratory.logs import Log, faults
from tests.guarantees.laboratory.people import Listener, Poster
from tests.sizes import FULL

FAULTY = "tests.guarantees.laboratory.faulty"
LISTENERS = 12 if FULL else 3
POSTS = 60 if FULL else 6
# How many times the step is reached before a server dies at it: about ten deaths at full size.
EVERY = (
    {"mid-frame": 70, "mid-room": 80, "mid-replay": 40} if FULL else {"mid-frame": 7, "mid-room": 8, "mid-replay": 2}
)
CATCH_UP = 120
NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def thread(transactional_db):
    return make_thread(by=make_member(name="Ada"))


@contextlib.contextmanager
def running(**environ):
    site = Site(FAULTY, **environ)
    try:
        site.start_web()
        yield site
    finally:
        site.close()


class Keeper:
    """Starts the web process again whenever it has died, and counts how often."""

    def __init__(self, site):
        self.site, self.deaths = site, 0
        self.task = asyncio.create_task(self._watch())

    async def _watch(self):
        while True:
            if self.site.web.poll() is not None:
                self.deaths += 1
                await asyncio.to_thread(self.site.start_web)
            await asyncio.sleep(0.02)

    async def rest(self):
        self.task.cancel()
        await asyncio.wait([self.task])


async def talk(site, thread, *, posts=POSTS, within=CATCH_UP, come_late=False):
    """Somebody talks while others listen; gives what broke a promise, the log, and how often the server died.

    Who comes late listens when all has been said.
    """
    cookie = (await sync_to_async(site.cookie_of)(thread.author))["value"]
    log, keeper = Log(), Keeper(site)
    poster, listeners = Poster(site, cookie, thread, log), []

    def sit_down():
        names = [f"listener {number}" for number in range(LISTENERS)]
        listeners.extend(Listener(name, site, cookie, thread.stream, log) for name in names)

    try:
        if not come_late:
            sit_down()
        for listener in listeners:
            await listener.until(1, CATCH_UP)
        for number in range(posts):
            assert await asyncio.to_thread(poster.say, f"line {number}") == 201
        if come_late:
            sit_down()
        last = await sync_to_async(lambda: Event.objects.filter(stream=thread.stream).order_by("-seq").first().seq)()
        with contextlib.suppress(TimeoutError):
            for listener in listeners:
                await listener.until(last, within)
    finally:
        await keeper.rest()
        for listener in listeners:
            await listener.leave()
    return await sync_to_async(judged)(thread, log), log, keeper.deaths


def judged(thread, log):
    bodies = dict(thread.posts.values_list("pk", "body"))
    events = list(Event.objects.filter(stream=thread.stream).order_by("seq"))
    stored = [bodies[event.payload["post_id"]] for event in events if event.fact == "thread.replied"]
    connections.close_all()
    return faults(log, stored, [event.seq for event in events])


TWO_WAYS = [({}, 2), pytest.param({"REDIS_URL": NOBODY}, 5, marks=pytest.mark.wide)]
DAILY = ("before-commit", "after-commit", "mid-replay")
STEPS = [pytest.param(point, marks=[] if point in DAILY else pytest.mark.wide) for point in POINTS]


@pytest.mark.parametrize("point", STEPS)
async def test_a_kill_at_any_step_loses_and_doubles_nothing(thread, point):
    with running(KONTOR_FAILPOINT=f"{point}:{EVERY.get(point, 4)}") as site:
        found, log, deaths = await talk(site, thread, come_late=point == "mid-replay")
    assert found == []
    assert deaths >= 1
    assert len(log.said) == POSTS


async def test_the_negative_control_an_acknowledgement_before_the_commit_is_caught(thread):
    with running(KONTOR_WITHOUT="commit") as site:
        found, _log, _deaths = await talk(site, thread, posts=6)
    assert any("was acknowledged and is not stored" in fault for fault in found), found


async def test_the_negative_control_a_hub_that_does_not_listen_is_caught(thread):
    with running(KONTOR_WITHOUT="listening") as site:
        found, _log, _deaths = await talk(site, thread, posts=4, within=4)
    assert any("never" in fault for fault in found), found


@pytest.mark.parametrize(("environ", "promised"), TWO_WAYS, ids=["redis", "no-redis"])
async def test_everybody_has_it_in_time_wherever_it_was_written(thread, environ, promised):
    """Two web processes, one of which only listens: it hears through Redis, or from the heads that it polls."""
    with running(**environ) as here, running(**environ) as there:
        cookie = (await sync_to_async(here.cookie_of)(thread.author))["value"]
        log = Log()
        listeners = [Listener(f"at {site.address}", site, cookie, thread.stream, log) for site in (here, there)]
        poster = Poster(here, cookie, thread, log)
        for listener in listeners:
            await listener.until(1, CATCH_UP)
        late = []
        for number in range(5):
            await asyncio.to_thread(poster.say, f"line {number}")
            said = time.monotonic()
            for listener in listeners:
                await listener.until(number + 2, CATCH_UP)
            late.append(time.monotonic() - said)
        for listener in listeners:
            await listener.leave()
    assert await sync_to_async(judged)(thread, log) == []
    assert max(late) < promised
