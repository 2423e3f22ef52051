import asyncio
import json
import time

import pytest
from asgiref.sync import sync_to_async

from network.members.models import Member
from realtime.connections.protocol import (
    FLOOD,
    LONGEST_MESSAGE,
    NO_SUCH_DOOR,
    RESTART,
    SUBSCRIPTIONS,
    TOO_BIG,
    WRONG_ORIGIN,
)
from realtime.delivery import hub
from tests.factories.members import make_member
from tests.realtime import kinds_for_tests
from tests.realtime.kinds_for_tests import FORBIDDEN, happen, new_room
from tests.realtime.sockets import Socket

member = sync_to_async(make_member)


async def test_the_caller_is_told_who_we_think_it_is(connect):
    ada = await member()
    before, welcome = time.time(), (await connect(ada)).welcome
    assert before - 1 <= welcome.pop("now") <= time.time() + 1
    assert welcome == {"v": 1, "op": "welcome", "member": ada.pk}
    assert (await connect()).welcome["member"] is None


@pytest.mark.parametrize("cookie", ["nonsense", "x" * 500, "é"])
async def test_a_session_that_is_none_makes_a_visitor(house, cookie):
    socket = await Socket(cookie=cookie).open()
    assert (await socket.hear())["member"] is None
    await socket.leave()


async def test_who_left_is_a_visitor(connect):
    gone = await member(is_active=False)
    assert (await connect(gone)).welcome["member"] is None


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://kontor.example:8080", "http://kontor.example.evil.example", "null", ""]
)
async def test_other_sites_may_not_call(house, origin):
    socket = await Socket(origin=origin).open()
    assert await socket.ends() == WRONG_ORIGIN
    await socket.task


async def test_our_own_address_may_call_whatever_host_is_named(house, settings):
    settings.LIVE_ORIGINS = ["https://kontor.example"]
    settings.LIVE_SAME_HOST = False
    for origin, op in (("https://kontor.example", "welcome"), ("http://kontor.example", None)):
        socket = await Socket(origin=origin).open()
        if op:
            assert (await socket.hear())["op"] == op
            await socket.leave()
        else:
            assert await socket.ends() == WRONG_ORIGIN
            await socket.task


async def test_there_is_one_door(house):
    socket = await Socket(path="/live/other/").open()
    assert await socket.ends() == NO_SUCH_DOOR
    await socket.task


async def test_what_is_not_understood_is_answered_and_changes_nothing(connect):
    stream = await new_room()
    socket = await connect()
    await socket.subscribe(stream)
    await socket.hear("events")
    for text, code in [("}", "not_json"), ('{"v":1,"do":"dance"}', "unknown_command"), (None, "not_json")]:
        await socket.say_text(text)
        assert (await socket.hear("error"))["code"] == code
    await happen(stream, "still here")
    assert await socket.numbers(upto=1) == [1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (r'{"v":1,"do":"\ud800"}', "unknown_command"),
        (r'{"v":1,"do":"unsubscribe","stream":"thread:\udfff"}', "bad_field"),
        (r'{"v":1,"do":"typing","stream":"\ud800:1"}', "bad_field"),
    ],
)
async def test_half_a_character_is_answered_in_whole_ones(connect, text, code):
    socket = await connect()
    await socket.say_text(text)
    answer = await socket.hear("error")
    assert answer["code"] == code
    json.dumps(answer, ensure_ascii=False).encode()


async def test_a_message_that_is_too_long_ends_the_socket(connect):
    socket = await connect()
    await socket.say_text("x" * LONGEST_MESSAGE)
    assert (await socket.hear("error"))["code"] == "not_json"
    await socket.say_text("é" * (LONGEST_MESSAGE // 2 + 1))
    assert (await socket.hear("error"))["code"] == "too_big"
    assert await socket.ends() == TOO_BIG


async def test_who_talks_too_fast_is_told_so_and_in_the_end_closed(connect):
    socket = await connect()
    for _ in range(130):
        await socket.say("ping")
    answers = [await socket.hear() for _ in range(130)]
    assert [answer["op"] for answer in answers[:60]] == ["pong"] * 60
    assert answers[-1]["code"] == "too_fast"
    for _ in range(400):
        await socket.say("ping")
    assert await socket.ends() == FLOOD


async def test_subscriptions_are_limited(connect):
    socket = await connect()
    streams = [await new_room() for _ in range(SUBSCRIPTIONS + 1)]
    for stream in streams:
        await socket.subscribe(stream)
    answer = await socket.hear("error")
    assert (answer["code"], answer["stream"]) == ("too_many", streams[-1].name)
    await socket.say("unsubscribe", stream=streams[0].name)
    await socket.subscribe(streams[-1])
    while (await socket.hear("events"))["stream"] != streams[-1].name:
        pass


async def test_absent_and_forbidden_are_answered_alike(connect):
    hidden, other_kind = await new_room(), await new_room("plain")
    FORBIDDEN.add((None, hidden.pk))
    socket = await connect()
    answers = {}
    for stream in (hidden.name, "room:999999", f"room:{other_kind.pk}", "nothing:1", "nonsense"):
        await socket.say("subscribe", stream=stream, epoch="", after=0)
        answer = await socket.hear("error")
        assert answer.pop("stream") == stream
        answers[stream] = answer
    assert set(map(str, answers.values())) == {str({"v": 1, "op": "error", "code": "no_stream"})}


async def test_what_is_hidden_is_not_heard(connect):
    hidden = await new_room()
    FORBIDDEN.add((None, hidden.pk))
    socket, reader = await connect(), await connect(await member())
    for one in (socket, reader):
        await one.subscribe(hidden)
    await happen(hidden, "secret")
    assert await reader.numbers(upto=1) == [1]
    await socket.say("ping")
    await socket.hear("pong")
    assert [frame["op"] for frame in socket.received] == ["welcome", "error", "pong"]


async def test_an_unsubscribed_stream_is_silent(connect, house):
    stream = await new_room()
    socket = await connect()
    await socket.subscribe(stream)
    await socket.hear("events")
    await socket.say("unsubscribe", stream=stream.name)
    await socket.say("ping")
    await socket.hear("pong")
    assert house.subscriptions.channels == {}


async def test_how_far_one_has_read_is_kept_by_who_may_read(connect):
    stream = await new_room()
    await happen(stream, "one", "two")
    ada = await member()
    socket = await connect(ada)
    await socket.say("seen", stream=stream.name, seq=2)
    assert (await socket.hear("error"))["code"] == "not_subscribed"
    await socket.subscribe(stream)
    await socket.numbers(upto=2)
    await socket.say("seen", stream=stream.name, seq=2)
    await socket.say("ping")
    await socket.hear("pong")
    assert kinds_for_tests.seen == [(ada.pk, stream.pk, 2)]
    FORBIDDEN.add((ada.pk, stream.pk))
    await socket.say("seen", stream=stream.name, seq=1)
    await socket.hear("revoked")
    assert kinds_for_tests.seen == [(ada.pk, stream.pk, 2)]


async def test_a_kind_without_it_says_so(connect):
    plain = await new_room("plain")
    socket = await connect(await member())
    await socket.subscribe(plain)
    for do in ("typing", "seen"):
        await socket.say(do, stream=plain.name, seq=0)
        assert (await socket.hear("error"))["code"] == "not_here"


async def test_when_the_server_stops_sockets_are_told_to_come_back(house, connect):
    socket = await connect()
    await hub.stop_here()
    assert await socket.ends() == RESTART


async def test_many_may_come_and_go(connect, house):
    stream = await new_room()
    sockets = [await connect() for _ in range(20)]
    await asyncio.gather(*(socket.subscribe(stream) for socket in sockets))
    for socket in sockets:
        await socket.hear("events")
        await socket.leave()
    assert (house.subscriptions.channels, house.subscriptions.by_connection) == ({}, {})
    assert await Member.objects.acount() == 0
