"""What holds in one process holds across several: one Redis, one database, and a room whose people sit everywhere."""

import asyncio
import contextlib
import json
import threading
import time
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from realtime.presence.state import key_of
from realtime.streams import Event, hints
from tests.browser.site import Site
from tests.factories.forums import make_thread
from tests.factories.members import make_member
from tests.guarantees.laboratory.logs import Log
from tests.guarantees.laboratory.people import Listener, Poster
from tests.guarantees.laboratory.rooms import seated, session_of
from tests.guarantees.test_g2_kept import FAULTY, judged
from tests.sizes import BROAD, FULL

PROCESSES = 4 if BROAD else 2
LISTENERS = 25 if FULL else 3
POSTS = 50 if FULL else 8
WITHIN = 30
LOST = 3.5  # seconds: two rounds of the heads and more, after which nobody will hear what they have not


@pytest.fixture(scope="module")
def _running(django_db_setup):
    running = [Site() for _ in range(PROCESSES)]
    yield running
    for site in running:
        site.close()


@pytest.fixture
def sites(_running):
    """Web processes that share everything but their address. Whichever an earlier test killed is there again."""
    for site in _running:
        if site.web is None or site.web.poll() is not None:
            site.start_web()
    return _running


@pytest.fixture
def thread(transactional_db):
    return make_thread(by=make_member(name="Ada"))


@pytest.fixture(autouse=True)
async def _let_go(thread):
    """The thread that asks the database for a test would keep its connection."""
    yield
    await sync_to_async(connections.close_all)()


class Room:
    """A thread that is talked about at many sites: a speaker and some listeners at each, and one log of it all."""

    def __init__(self, thread):
        self.thread, self.log = thread, Log()
        self.posters, self.listeners = {}, {}

    async def seat(self, site, listeners):
        speaker = await sync_to_async(make_member)()
        cookie = (await sync_to_async(site.cookie_of)(speaker))["value"]
        names = [f"listener {one} at {site.address}" for one in range(listeners)]
        self.posters[site] = [Poster(site, cookie, self.thread, self.log)]
        self.listeners[site] = [Listener(name, site, cookie, self.thread.stream, self.log) for name in names]

    def send_on(self, site, heir):
        """Those of one site come back to another: from where they are, and with what was not yet answered."""
        for poster in self.posters[site]:
            poster.place = urlsplit(heir.address)
        for listener in self.listeners[site]:
            listener.client.socket_address = heir.address.replace("http", "ws", 1) + "/live/"
            listener.client.origin = heir.address
        self.posters[heir] += self.posters.pop(site)
        self.listeners[heir] += self.listeners.pop(site)

    async def all_hear(self, number, within=WITHIN):
        """Raises TimeoutError."""
        for listener in everyone(self.listeners):
            await listener.until(number, within)

    async def last(self):
        events = Event.objects.filter(stream=self.thread.stream).order_by("-seq")
        return await sync_to_async(lambda: events.values_list("seq", flat=True).first())()

    async def faults(self):
        return await sync_to_async(judged)(self.thread, self.log)


@contextlib.asynccontextmanager
async def room_at(sites, thread, listeners=LISTENERS):
    """A room at these sites where all are seated and up to date."""
    room = Room(thread)
    try:
        for site in sites:
            await room.seat(site, listeners)
        await room.all_hear(await room.last())
        yield room
    finally:
        for listener in everyone(room.listeners):
            await listener.leave()


def everyone(by_site):
    return [one for those in by_site.values() for one in those]


async def speak(posters, posts, word="line"):
    """All talk at the same time, each as fast as it is answered."""
    await asyncio.gather(*(asyncio.to_thread(say, one, f"{word} {n}", posts) for n, one in enumerate(posters)))


def say(poster, word, posts):
    for number in range(posts):
        assert poster.say(f"{word}-{number}") == 201


async def test_everybody_hears_the_same_wherever_they_sit_and_wherever_it_was_said(sites, thread):
    async with room_at(sites, thread) as room:
        await speak(everyone(room.posters), POSTS)
        last = await room.last()
        await room.all_hear(last)
    assert await room.faults() == []
    assert last == 1 + POSTS * PROCESSES
    assert len(room.log.heard) == LISTENERS * PROCESSES


async def test_who_loses_a_process_goes_on_at_another_and_misses_nothing(sites, thread):
    """One process after another is killed while all talk, the last one has everybody in the end."""
    *doomed, refuge = sites
    over = threading.Event()
    async with room_at(sites, thread) as room:
        speakers = everyone(room.posters)
        stayed, moved = list(room.listeners[refuge]), everyone({site: room.listeners[site] for site in doomed})
        talk = asyncio.gather(*(asyncio.to_thread(say_on, one, f"line {n}", over) for n, one in enumerate(speakers)))
        try:
            for site, heir in zip(doomed, sites[1:], strict=True):
                await room.all_hear(await room.last() + 2)
                room.send_on(site, heir)
                site.kill_web()
            await room.all_hear(await room.last() + 2)
        finally:
            over.set()
            said = await talk
        last = await room.last()
        await room.all_hear(last)
    assert await room.faults() == []
    assert last == 1 + sum(said)
    assert min(said) >= 1
    assert all(listener.client.connections >= 2 for listener in moved)
    assert all(listener.client.connections == 1 for listener in stayed)


def say_on(poster, word, over):
    """How many posts it came to until all was over."""
    # The address of a dead process still takes calls, which nobody answers.
    poster.answer_within = 3
    posts = 0
    while not over.is_set():
        assert poster.say(f"{word}-{posts}") == 201
        posts += 1
    return posts


async def test_the_negative_control_a_process_that_shares_nothing_is_caught(sites, thread):
    """One that neither takes hints nor polls: it misses what is said elsewhere, and nobody else misses anything."""
    deaf = Site(FAULTY, KONTOR_WITHOUT="listening")
    try:
        deaf.start_web()
        async with room_at([sites[0], deaf], thread, listeners=1) as room:
            (hearing,), (missing,) = room.listeners[sites[0]], room.listeners[deaf]
            await speak(everyone(room.posters), posts=2)
            await hearing.until(5, WITHIN)
            with pytest.raises(TimeoutError):
                await missing.until(5, LOST)
    finally:
        deaf.kill_web()
        deaf.close()
    assert await room.faults() == [f"listener 0 at {deaf.address} heard twice [], never [2, 3, 4, 5]"]


async def test_every_process_shows_the_same_people_and_each_of_them_once(sites, thread):
    bea, cid = [await sync_to_async(make_member)(name=name) for name in ("Bea", "Cid")]
    here, there = sites[0], sites[-1]
    async with AsyncExitStack() as stay, AsyncExitStack() as first, AsyncExitStack() as second:

        async def sit(site, member, until=stay):
            return await until.enter_async_context(seated(site, await session_of(site, member), thread.stream))

        watching = [await sit(site, thread.author) for site in sites]
        await sit(here, bea, first)
        await sit(there, bea, second)
        await all_see(watching, ["Ada", "Bea"])
        await leases(thread.stream, bea, 2)

        await first.aclose()
        await leases(thread.stream, bea, 1)
        watching.append(await sit(there, cid))
        seen = await all_see(watching, ["Ada", "Bea", "Cid"])
        assert all("Bea" in names for names in seen if len(names) > 1)

        await second.aclose()
        await all_see(watching, ["Ada", "Cid"])


async def all_see(sockets, names):
    """What each was shown until it was these people, each once. Raises TimeoutError."""
    async with asyncio.timeout(WITHIN):
        shown = await asyncio.gather(*(looks(socket, names) for socket in sockets))
    return [names for one in shown for names in one]


async def looks(socket, names):
    shown = []
    async for text in socket:
        said = json.loads(text)
        if said["op"] == "presence":
            shown.append(sorted(one["name"] for one in said["people"]))
            assert said["count"] == len(said["people"])
        if shown and shown[-1] == names:
            return shown
    raise AssertionError("the socket was closed")


async def leases(stream, member, number):
    """Until so many processes say that this member is with them. Raises TimeoutError."""

    def said():
        lines = hints.client().zrangebyscore(key_of(stream.pk), time.time(), "+inf")
        return sum(line.split(":")[1] == str(member.pk) for line in lines)

    async with asyncio.timeout(WITHIN):
        while await asyncio.to_thread(said) != number:
            await asyncio.sleep(0.02)


async def test_who_writes_at_one_process_is_seen_writing_at_all(sites, thread):
    bea = await sync_to_async(make_member)(name="Bea")
    async with AsyncExitStack() as stay:
        seats = [
            await stay.enter_async_context(seated(site, await session_of(site, thread.author), thread.stream))
            for site in sites
        ]
        writer = await stay.enter_async_context(seated(sites[0], await session_of(sites[0], bea), thread.stream))
        await all_see([*seats, writer], ["Ada", "Bea"])
        await writer.send(json.dumps({"v": 1, "do": "typing", "stream": thread.stream.name}))
        async with asyncio.timeout(WITHIN):
            told = await asyncio.gather(*(hears(socket, "typing") for socket in seats))
    assert [[one["name"] for one in said["people"]] for said in told] == [["Bea"]] * len(sites)


async def hears(socket, op):
    async for text in socket:
        said = json.loads(text)
        if said["op"] == op:
            return said
    raise AssertionError("the socket was closed")
