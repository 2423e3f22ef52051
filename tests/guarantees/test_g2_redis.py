"""G2 in bad weather: Redis dies, hangs, forgets or comes back, and nothing is lost, late or held up for long."""

import asyncio
import math
import time
from contextlib import AsyncExitStack

import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from realtime.delivery.hub import Pace
from realtime.streams import Event
from tests.browser.site import Site
from tests.factories.forums import make_thread
from tests.factories.members import make_member
from tests.guarantees.laboratory.patient import Patient
from tests.guarantees.laboratory.rooms import seated, session_of
from tests.guarantees.test_spread import all_see, everyone, room_at, speak
from tests.sizes import BROAD, FULL
from tests.waiting import it_is_so

LISTENERS = 20 if FULL else 2
POSTS = 20 if FULL else 2
IN_A_ROW = 20 if FULL else 4
PROMISED = 5.0
# The hint gives up after half a second, the word to the worker after a connection and a command of half a second each;
# the rest is for a machine that is busy. A back-off of the broker's client would be 6 seconds, a hang for ever.
LONGEST_POST = 4.0
HEALED = 20.0
# What is said as soon as its predecessor was heard is a whole round away from the next look at the heads.
SWIFT = Pace().heads / 2


FORGETTING = {"killed-and-restarted": [Patient.kill, Patient.start]}
if BROAD:
    FORGETTING["flushed"] = [Patient.forget]


@pytest.fixture(scope="module")
def _redis():
    redis = Patient()
    yield redis
    redis.close()


@pytest.fixture
def redis(_redis):
    """It is well when a test begins."""
    yield _redis
    _redis.recover()


@pytest.fixture(scope="module")
def sites(_redis, django_db_setup):
    """Two web processes which no test starts again."""
    sites = [Site(REDIS_URL=_redis.url) for _ in range(2)]
    try:
        for site in sites:
            site.start_web()
        yield sites
        assert [site.web.poll() for site in sites] == [None, None]
    finally:
        for site in sites:
            site.close()


@pytest.fixture
def thread(transactional_db):
    return make_thread(by=make_member(name="Ada"))


@pytest.mark.parametrize("happen", FORGETTING.values(), ids=FORGETTING)
async def test_who_is_here_is_shown_again_when_redis_has_forgotten_everybody(sites, redis, thread, happen):
    """Whoever comes afterwards is told of those who were there before, at whichever process they are."""
    bea, cid = [await sync_to_async(make_member)(name=name) for name in ("Bea", "Cid")]
    here, there = sites
    async with AsyncExitStack() as stay:

        async def sit(site, member):
            return await stay.enter_async_context(seated(site, await session_of(site, member), thread.stream))

        before = [await sit(here, thread.author), await sit(there, bea)]
        await all_see(before, ["Ada", "Bea"])
        for act in happen:
            act(redis)
        began = time.monotonic()
        # Bea's process must say of itself that she is there: nobody comes or goes at it.
        await all_see([*before, await sit(here, cid)], ["Ada", "Bea", "Cid"])
        assert time.monotonic() - began < HEALED


@pytest.mark.parametrize(
    ("harm", "heal"),
    [
        pytest.param(Patient.pause, Patient.resume, id="paused-and-resumed"),
        pytest.param(Patient.forget, None, id="flushed"),
        pytest.param(Patient.hang_up, None, id="lines-cut"),
        pytest.param(Patient.kill, Patient.start, id="killed-and-restarted"),
    ],
)
async def test_nothing_is_lost_or_late_and_hints_come_back_by_themselves(sites, redis, thread, harm, heal):
    async with room_at(sites, thread, LISTENERS) as room:
        await talk_through(room, redis, harm)
        if heal:
            heal(redis)
        for here, there in (sites, reversed(sites)):
            told = redis.words_to_the_worker()
            assert await flow(room, here, there) < HEALED
            await it_is_so(lambda told=told: redis.words_to_the_worker() > told, within=HEALED)
    await kept(room)


async def test_nothing_is_lost_or_late_where_redis_is_killed_for_good(sites, redis, thread):
    """Also the negative control of what shows that hints flow: they do not, and that is seen."""
    async with room_at(sites, thread, LISTENERS) as room:
        await talk_through(room, redis, Patient.kill)
        assert await flow(room, *sites, within=2 * Pace().heads) == math.inf
    await kept(room)


async def talk_through(room, redis, harm):
    """Everybody talks at all sites: before it, and again when it has happened."""
    speakers = everyone(room.posters)
    await speak(speakers, POSTS, "before")
    harm(redis)
    await speak(speakers, POSTS, "since")
    await room.all_hear(await room.last())


async def flow(room, here, there, within=HEALED):
    """Seconds until many posts in a row came from the one site to the other sooner than from the heads alone.

    Infinite where that is not so within so many seconds.
    """
    (poster,), listener = room.posters[here], room.listeners[there][0]
    number = swift = 0
    began = now = time.monotonic()
    while swift < IN_A_ROW and now - began < within:
        said = now
        await asyncio.to_thread(poster.say, f"again {number} from {here.address}")
        await listener.until(await room.last(), HEALED)
        now = time.monotonic()
        number += 1
        swift = swift + 1 if now - said < SWIFT else 0
    await room.all_hear(await room.last())
    return now - began if swift == IN_A_ROW else math.inf


async def kept(room):
    """Everything was promised, nothing held up, and all of it is where it belongs, in time."""
    assert await room.faults() == []
    said = room.log.said
    assert {key: one.tries for key, one in said.items() if one.tries != 1} == {}
    assert max(one.acked - one.began for one in said.values()) < LONGEST_POST
    acked = {number: said[body].acked for number, body in (await sync_to_async(bodies)(room.thread)).items()}
    late = [at - acked[number] for heard in room.log.heard.values() for number, at in heard if number in acked]
    assert len(late) == len(said) * len(room.log.heard)
    assert max(late) < PROMISED


def bodies(thread):
    by_post = dict(thread.posts.values_list("pk", "body"))
    events = Event.objects.filter(stream=thread.stream, fact="thread.replied")
    found = {event.seq: by_post[event.payload["post_id"]] for event in events}
    connections.close_all()
    return found
