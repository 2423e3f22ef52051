"""A right that is lost reaches an open socket (guarantee G9)."""

import asyncio
import json
import sys
import time

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.utils import timezone
from websockets.exceptions import ConnectionClosed

from network.conversations.actions import open_step
from network.conversations.models import Participant
from network.forums.actions import boards
from realtime.access.revocation import revoke
from realtime.connections.protocol import SESSION_ENDED
from realtime.delivery import hub
from realtime.streams import hints
from tests.browser.site import Site
from tests.factories.forums import make_board, make_thread
from tests.factories.members import make_member
from tests.guarantees.laboratory.patient import Patient
from tests.guarantees.laboratory.rooms import seated, session_of, standing
from tests.realtime.conftest import QUICK
from tests.realtime.kinds_for_tests import FORBIDDEN, happen, new_room
from tests.realtime.sockets import Ended

PUSHED_ONLY = hub.Pace(heads=0.2, slow=0.1, recheck=60, presence=60)
PROMISED = 15
FAULTY = "tests.guarantees.laboratory.faulty"
member = sync_to_async(make_member)


@sync_to_async
def log_out(session):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.post("/account/logout/")


@sync_to_async
def close_account(ada):
    ada.is_active = False
    ada.save()


@sync_to_async
def change_password(ada):
    ada.set_password("another")
    ada.save()


@sync_to_async
def forget_session(ada):
    """As another tool would, telling nobody."""
    Session.objects.all().delete()


@sync_to_async
def say_so(ada, stream):
    with transaction.atomic():
        revoke(ada.pk, stream.pk)


async def ends_quietly(socket):
    with pytest.raises(TimeoutError):
        await socket.ends(within=1)


class TestPushed:
    """Rounds are an hour away: only a push can have done it."""

    @pytest.fixture
    def pace(self):
        return PUSHED_ONLY

    async def test_logging_out_ends_the_sockets_of_that_session_alone(self, connect):
        ada = await member()
        here, elsewhere = await connect(ada), await connect(ada)
        await log_out(here.cookie)
        assert await here.ends(within=2) == SESSION_ENDED
        await ends_quietly(elsewhere)

    async def test_an_account_that_is_closed_is_out_everywhere(self, connect):
        ada = await member()
        sockets = [await connect(ada), await connect(ada)]
        bystander = await connect(await member())
        await close_account(ada)
        for socket in sockets:
            assert await socket.ends(within=2) == SESSION_ENDED
        await ends_quietly(bystander)

    async def test_a_right_that_is_taken_away_ends_the_subscription(self, connect):
        stream, other = await new_room(), await new_room()
        ada = await member()
        socket = await connect(ada)
        for one in (stream, other):
            await socket.subscribe(one)
            await socket.hear("events")
        FORBIDDEN.add((ada.pk, stream.pk))
        await say_so(ada, stream)
        assert (await socket.hear("revoked", within=2))["stream"] == stream.name
        await happen(stream, "secret")
        await happen(other, "open")
        assert (await socket.hear("events"))["stream"] == other.name

    async def test_who_may_still_read_notices_nothing(self, connect):
        stream = await new_room()
        ada = await member()
        socket = await connect(ada)
        await socket.subscribe(stream)
        await socket.hear("events")
        await say_so(ada, stream)
        await happen(stream, "as before")
        assert await socket.numbers(upto=1) == [1]
        assert "revoked" not in [frame["op"] for frame in socket.received]

    async def test_another_process_hears_of_it_through_redis(self, house, connect):
        ada = await member()
        socket = await connect(ada)
        hints.stop_listening(house.overhear)
        await close_account(ada)
        assert await socket.ends(within=2) == SESSION_ENDED
        hints.listen_here(house.overhear)

    async def test_the_negative_control_without_a_push_the_socket_lives_on(self, no_redis, house, connect):
        ada = await member()
        socket = await connect(ada)
        hints.stop_listening(house.overhear)
        await close_account(ada)
        await ends_quietly(socket)
        hints.listen_here(house.overhear)


class TestLookedFor:
    """Redis is dead and nobody tells the hub: its own rounds find it."""

    @pytest.fixture
    def pace(self):
        return QUICK

    @pytest.fixture(autouse=True)
    def nobody_tells(self, no_redis, house):
        hints.stop_listening(house.overhear)
        yield
        hints.listen_here(house.overhear)

    @pytest.mark.parametrize("end", [forget_session, close_account, change_password])
    async def test_a_session_that_is_over_is_found(self, connect, end):
        ada = await member()
        socket = await connect(ada)
        await end(ada)
        assert await socket.ends() == SESSION_ENDED

    async def test_a_right_that_is_gone_is_found(self, connect):
        stream = await new_room()
        ada = await member()
        socket = await connect(ada)
        await socket.subscribe(stream)
        await socket.hear("events")
        FORBIDDEN.add((ada.pk, stream.pk))
        assert (await socket.hear("revoked"))["stream"] == stream.name

    async def test_a_visitors_right_is_looked_at_too(self, connect):
        stream = await new_room()
        socket = await connect()
        await socket.subscribe(stream)
        await socket.hear("events")
        FORBIDDEN.add((None, stream.pk))
        assert (await socket.hear("revoked"))["stream"] == stream.name

    async def test_who_is_in_good_standing_stays(self, connect):
        stream = await new_room()
        socket = await connect(await member())
        await socket.subscribe(stream)
        with pytest.raises((TimeoutError, Ended)) as ended:
            await socket.hear("revoked", within=1)
        assert ended.type is TimeoutError


def test_rounds_are_frequent_enough_for_what_is_promised():
    assert hub.Pace().recheck < 10
    assert hub.Pace().heads <= 2


class Watched:
    """A socket that is open until it is told otherwise: `ended` is when, `how` by which word or code."""

    def __init__(self, site, session, stream=None):
        self.site, self.session, self.stream = site, session, stream
        self.ended = self.how = None
        self.seated = asyncio.Event()
        self.task = asyncio.create_task(self._watch())

    async def _watch(self):
        try:
            async with seated(self.site, self.session, self.stream) as socket:
                async for text in socket:
                    said = json.loads(text)["op"]
                    if said == "events":
                        self.seated.set()
                    elif said == "revoked":
                        self.how = said
                        break
        except ConnectionClosed:
            pass
        self.how = self.how or socket.close_code
        self.ended = time.monotonic()

    async def leave(self):
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)


class House:
    """A public thread, a closed board and a conversation, and a member for each way to lose a right to them."""

    def __init__(self):
        self.host = make_member(name="Host")
        self.thread = make_thread(by=self.host)
        self.people = {act.__name__: make_member() for act in (*OVER, *GONE)}
        self.board = make_board("closed", listed=[self.host, self.people["unlisted"]])
        closed = make_thread(board=self.board, by=self.host)
        people = [self.host, self.people["has_left"]]
        self.talk = open_step("introduction", "Tides", people, path="", now=timezone.now())
        self.streams = {"unlisted": closed.stream, "has_left": self.talk.stream}

    def stream_for(self, way):
        return self.streams.get(way, self.thread.stream)


def logs_out(house, member, session):
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    client.post("/account/logout/")
    assert not Session.objects.filter(session_key=session).exists()


def is_closed(house, member, session):
    member.is_active = False
    member.save()


def has_another_password(house, member, session):
    member.set_password("another")
    member.save()


def unlisted(house, member, session):
    listing = house.board.listings.get(member=member)
    boards.unlist(listing.pk, by=house.host.pk, now=timezone.now())


def has_left(house, member, session):
    Participant.objects.filter(member=member).update(left_at=timezone.now())


OVER = (logs_out, is_closed, has_another_password)
GONE = (unlisted, has_left)


@pytest.fixture
def blocked(transactional_db, settings, monkeypatch):
    """A Redis that servers and this process use, for the test to block."""
    redis = Patient()
    settings.REDIS_URL = redis.url
    monkeypatch.setattr(hints, "PATIENCE", 0.5)  # as where it serves
    hints.client.cache_clear()
    yield redis
    hints.client.cache_clear()
    redis.recover()
    redis.close()


@pytest.mark.wide
async def test_with_redis_blocked_each_loss_is_found_and_the_negative_control_without_rounds_finds_none(blocked):
    house = await sync_to_async(transaction.atomic(House))()
    sites = [Site(FAULTY, REDIS_URL=blocked.url, **more) for more in ({}, {"KONTOR_WITHOUT": "rounds"})]
    async with standing(*sites):
        sessions = {way: await session_of(sites[0], one) for way, one in house.people.items()}
        here, control = (
            {way: Watched(site, sessions[way], house.stream_for(way)) for way in house.people} for site in sites
        )
        bystanders = [Watched(sites[0], await session_of(sites[0], house.host), one) for one in house.streams.values()]
        sockets = [*here.values(), *control.values(), *bystanders]
        try:
            async with asyncio.timeout(20):
                for socket in sockets:
                    await socket.seated.wait()
            blocked.pause()
            lost = {}
            for act in (*OVER, *GONE):
                way = act.__name__
                lost[way] = time.monotonic()
                await sync_to_async(act)(house, house.people[way], sessions[way])
            await asyncio.wait([socket.task for socket in here.values()], timeout=PROMISED)
            still_open = [way for way, socket in control.items() if socket.ended is None]
        finally:
            blocked.recover()
            for socket in sockets:
                await socket.leave()
    taken = {way: round(here[way].ended - lost[way], 1) if here[way].ended else None for way in lost}
    sys.stdout.write(f"G9, seconds with Redis blocked: {taken}\n")
    assert {way: socket.how for way, socket in here.items()} == {
        **{act.__name__: SESSION_ENDED for act in OVER},
        **{act.__name__: "revoked" for act in GONE},
    }
    assert max(taken.values()) < PROMISED, taken
    assert still_open == list(house.people)
    assert [socket.ended for socket in bystanders] == [None, None]
