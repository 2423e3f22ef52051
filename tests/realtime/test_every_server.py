"""The whole of the socket's behaviour, wherever it is served: who serves it with daphne alone loses only speed."""

import asyncio
import time

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.db import connections
from django.utils import timezone

from network.forums import actions
from realtime.access.revocation import revoke_from_all
from realtime.connections.protocol import (
    FLOOD,
    LONGEST_MESSAGE,
    NO_SUCH_DOOR,
    SESSION_ENDED,
    SUBSCRIPTIONS,
    TOO_BIG,
    WRONG_ORIGIN,
)
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.realtime.servers import ELSEWHERE, SERVERS, cookie_of

WITHIN = 15.0  # seconds: a server of its own process has its own pace


@pytest.fixture(scope="module", params=SERVERS)
def standing(request, django_db_setup):
    server = SERVERS[request.param]()
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def server(standing, transactional_db):
    standing.begin()
    yield standing
    await standing.end()
    await sync_to_async(connections.close_all)()


@sync_to_async
def people_and_thread():
    ada, ben = make_member(name="Ada Lovelace"), make_member(name="Ben Franklin")
    thread = make_thread(make_board("members"), by=ada)
    return ada, ben, thread, thread.stream


@sync_to_async
def reply(thread, by, body):
    make_post(thread, by, body)


async def test_a_member_follows_a_thread_from_hello_to_log_out(server):
    """Welcome, refusals that are answers, what is missed and what is live, typing, presence, and the end."""
    ada, ben, thread, stream = await people_and_thread()
    async with server.opened(await cookie_of(ada)) as hers, server.opened(await cookie_of(ben)) as his:
        welcome = await hers.hear("welcome", within=WITHIN)
        assert (welcome["v"], welcome["member"]) == (1, ada.pk)
        assert abs(welcome["now"] - time.time()) < 60
        await his.hear("welcome", within=WITHIN)

        await hers.say("ping")
        assert (await hers.hear("pong", within=WITHIN))["v"] == 1
        await hers.say_text("}")
        assert (await hers.hear("error", within=WITHIN))["code"] == "not_json"
        await hers.say_bytes(b"\x00\x01")
        assert (await hers.hear("error", within=WITHIN))["code"] == "not_json"
        await hers.say("dance")
        assert (await hers.hear("error", within=WITHIN))["code"] == "unknown_command"
        await hers.say("subscribe", stream="thread:999999", epoch="", after=0)
        assert (await hers.hear("error", within=WITHIN))["code"] == "no_stream"

        # From the beginning: what was missed; then what happens.
        await hers.subscribe(stream)
        assert await hers.numbers(upto=1, within=WITHIN) == [1]
        await his.subscribe(stream, after=1)
        assert (await his.hear("events", within=WITHIN))["events"] == []
        await reply(thread, ben, "One by one.")
        for socket in (hers, his):
            [event] = (await socket.hear("events", within=WITHIN))["events"]
            assert (event["seq"], "One by one." in str(event["pieces"])) == (2, True)

        await his.say("typing", stream=stream.name)
        typing = await hers.hear("typing", within=WITHIN)
        assert [one["name"] for one in typing["people"]] == ["Ben Franklin"]
        async with asyncio.timeout(WITHIN):
            while (await hers.hear("presence"))["count"] != 2:
                pass

        await his.say("unsubscribe", stream=stream.name)
        await his.say("seen", stream=stream.name, seq=2)
        assert (await his.hear("error", within=WITHIN))["code"] == "not_subscribed"

        await sync_to_async(Session.objects.all().delete)()
        await sync_to_async(revoke_from_all)(ada.pk)
        assert await hers.ends(within=WITHIN) == SESSION_ENDED


async def test_another_history_is_a_gap_and_a_lost_right_is_told(server):
    ada, _ben, thread, stream = await people_and_thread()
    async with server.opened(await cookie_of(ada)) as hers:
        await hers.subscribe(stream, epoch="another")
        assert (await hers.hear("gap", within=WITHIN))["head"] == 1
        await hers.subscribe(stream)
        await hers.numbers(upto=1, within=WITHIN)

        staff = await sync_to_async(make_member)(is_staff=True, is_superuser=True)
        change = sync_to_async(actions.change_board)
        await change(thread.board_id, audience="closed", by=staff, now=timezone.now())
        assert (await hers.hear("revoked", within=WITHIN))["stream"] == stream.name


async def test_a_visitor_is_nobody_and_reads_what_is_public(server):
    stream = await public_stream()
    async with server.opened("") as socket:
        assert (await socket.hear("welcome", within=WITHIN))["member"] is None
        await socket.subscribe(stream)
        assert await socket.numbers(upto=1, within=WITHIN) == [1]


@sync_to_async
def public_stream():
    return make_thread(make_board("public")).stream


@pytest.mark.parametrize(
    ("more", "code"), [({"origin": ELSEWHERE}, WRONG_ORIGIN), ({"path": "/live/other/"}, NO_SUCH_DOOR)]
)
async def test_who_may_not_come_in_is_told_why(server, more, code):
    async with server.opened("", **more) as socket:
        assert await socket.ends(within=WITHIN) == code


async def test_what_is_too_much_ends_it(server):
    async with server.opened("") as socket:
        await socket.say_text("x" * (LONGEST_MESSAGE + 1))
        assert await socket.ends(within=WITHIN) == TOO_BIG
    async with server.opened("") as socket:
        for _ in range(300):
            await socket.say("ping")
        assert await socket.ends(within=WITHIN) == FLOOD


async def test_so_many_streams_and_no_more(server):
    ada, streams = await many_streams()
    async with server.opened(await cookie_of(ada)) as socket:
        for stream in streams:
            await socket.subscribe(stream)
            await socket.hear("events", within=WITHIN)
        await socket.say("subscribe", stream="thread:1", epoch="", after=0)
        assert (await socket.hear("error", within=WITHIN))["code"] == "too_many"


@sync_to_async
def many_streams():
    board = make_board("members")
    ada = make_member()
    return ada, [make_thread(board, by=ada).stream for _ in range(SUBSCRIPTIONS)]
