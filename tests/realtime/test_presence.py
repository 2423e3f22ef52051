import asyncio
import time

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError

from realtime.delivery import hub
from realtime.presence import state
from realtime.presence.leases import Leases
from realtime.streams import hints
from tests.factories.members import make_member
from tests.realtime.kinds_for_tests import new_room

member = sync_to_async(make_member)


async def company(socket, *ids, within=5.0):
    """Wait until these, and no others, are told to be here."""
    while True:
        frame = await socket.hear("presence", within=within)
        if sorted(person["id"] for person in frame["people"]) == sorted(ids):
            return frame


async def come(connect, stream, who=None, **asked):
    socket = await connect(who, **asked)
    await socket.subscribe(stream)
    await socket.hear("events")
    return socket


async def test_those_who_come_are_seen_by_those_who_are_there(connect):
    stream = await new_room()
    ada, bob = await member(name="Ada"), await member(name="Bob")
    first = await come(connect, stream, ada)
    await company(first, ada.pk)
    await come(connect, stream, bob)
    frame = await company(first, ada.pk, bob.pk)
    assert (frame["stream"], frame["count"]) == (stream.name, 2)
    assert [(person["name"], person["mode"]) for person in frame["people"]] == [("Ada", "visible"), ("Bob", "visible")]
    assert all(person["html"].startswith("<li>") for person in frame["people"])


async def test_two_tabs_are_one_person(connect):
    stream = await new_room()
    ada = await member()
    watcher = await come(connect, stream)
    one, two = await come(connect, stream, ada), await come(connect, stream, ada)
    assert (await company(watcher, ada.pk))["count"] == 1
    await one.leave()
    await two.say("ping")
    await two.hear("pong")
    with pytest.raises(TimeoutError):
        await company(watcher, within=2)
    await two.leave()
    assert (await company(watcher))["count"] == 0


async def test_visitors_see_and_are_not_seen(connect):
    stream = await new_room()
    ada = await member()
    visitor = await come(connect, stream)
    await come(connect, stream, ada)
    assert (await company(visitor, ada.pk))["count"] == 1


async def test_modes(connect):
    stream = await new_room()
    ada = await member()
    watcher = await come(connect, stream)
    hers = await come(connect, stream, ada)
    await company(watcher, ada.pk)
    await hers.say("presence", mode="away")
    assert (await company(watcher, ada.pk))["people"][0]["mode"] == "away"
    await hers.say("presence", mode="private")
    assert (await company(watcher))["count"] == 0
    await hers.say("presence", mode="visible")
    assert (await company(watcher, ada.pk))["people"][0]["mode"] == "visible"


def test_private_in_one_tab_hides_all_and_looking_at_one_is_being_here():
    assert state.merged(["n1:7:visible", "n2:7:private", "n1:8:away", "n2:8:visible", "n1:9:away"]) == {
        8: "visible",
        9: "away",
    }


async def test_pages_can_ask_who_is_here(connect):
    stream, empty = await new_room(), await new_room()
    ada = await member()
    socket = await come(connect, stream, ada)
    await company(socket, ada.pk)
    assert await sync_to_async(state.here)(stream.pk) == [ada.pk]
    assert await sync_to_async(state.count)(stream.pk) == 1
    assert await sync_to_async(state.here)(empty.pk) == []


async def test_those_of_another_process_are_seen_until_its_lease_ends(connect):
    stream = await new_room()
    ada = await member()
    watcher = await come(connect, stream)
    theirs, lease = state.entry("elsewhere", ada.pk, "visible"), sync_to_async(hints.client().zadd)
    await lease(state.key_of(stream.pk), {theirs: time.time() + 60})
    await company(watcher, ada.pk)
    # That process was killed, and never said goodbye.
    await lease(state.key_of(stream.pk), {theirs: time.time() + 0.3})
    assert (await company(watcher))["count"] == 0
    assert await sync_to_async(state.here)(stream.pk) == []


async def test_when_a_process_stops_its_people_are_gone_at_once(house, connect):
    stream = await new_room()
    ada = await member()
    socket = await come(connect, stream, ada)
    await company(socket, ada.pk)
    await hub.stop_here()
    assert await sync_to_async(state.here)(stream.pk) == []


async def test_without_redis_those_of_this_process_are_seen(no_redis, connect):
    stream = await new_room()
    ada = await member()
    socket = await come(connect, stream, ada)
    assert (await company(socket, ada.pk))["count"] == 1
    assert await sync_to_async(state.here)(stream.pk) == [ada.pk]


async def test_in_large_rooms_people_are_counted_not_named(connect, monkeypatch):
    monkeypatch.setattr("realtime.presence.broadcast.FEW", 1)
    stream = await new_room()
    watcher = await come(connect, stream)
    for _ in range(2):
        await come(connect, stream, await member())
    frame = await watcher.hear("presence")
    while frame["count"] < 2:
        frame = await watcher.hear("presence")
    assert frame["people"] == []


async def test_who_is_typing_is_told_by_name(connect):
    stream = await new_room()
    ada = await member(name="Ada")
    watcher, hers = await come(connect, stream), await come(connect, stream, ada)
    await hers.say("typing", stream=stream.name)
    frame = await watcher.hear("typing")
    assert (frame["stream"], frame["people"], frame["seconds"]) == (stream.name, [{"id": ada.pk, "name": "Ada"}], 6)


async def test_visitors_and_private_members_type_unseen(connect):
    stream = await new_room()
    watcher, visitor = await come(connect, stream), await come(connect, stream)
    hidden = await come(connect, stream, await member())
    await hidden.say("presence", mode="private")
    for socket in (visitor, hidden):
        await socket.say("typing", stream=stream.name)
    with pytest.raises(TimeoutError):
        await watcher.hear("typing", within=1)


async def test_typing_in_another_process_is_told(connect):
    stream = await new_room()
    ada = await member(name="Ada")
    watcher = await come(connect, stream)
    message = {"stream": stream.pk, "member": ada.pk, "node": "elsewhere"}
    await sync_to_async(hints.shout)("kontor:typing", message)
    assert (await watcher.hear("typing"))["people"] == [{"id": ada.pk, "name": "Ada"}]


async def test_who_cannot_be_reached_is_not_waited_for(connect):
    stream = await new_room()
    watcher, deaf = await come(connect, stream), await come(connect, stream)
    deaf.reads.clear()
    started = asyncio.get_running_loop().time()
    await (await come(connect, stream, await member())).say("typing", stream=stream.name)
    await watcher.hear("typing")
    assert asyncio.get_running_loop().time() - started < 4


async def test_whom_the_database_could_not_name_is_named_when_it_is_back(connect, monkeypatch):
    stream = await new_room()
    ada, bob = await member(), await member()
    first = await come(connect, stream, ada)
    await company(first, ada.pk)
    plain, asked = state.describe, []

    def away_once(members):
        asked.append(members)
        if len(asked) == 1:
            raise OperationalError("away")
        return plain(members)

    monkeypatch.setattr(state, "describe", away_once)
    await come(connect, stream, bob)
    await company(first, ada.pk, bob.pk)
    assert len(asked) == 2


async def test_only_one_at_a_time_tells_who_is_here(connect, house, monkeypatch):
    """What was asked first would else be told last, and stand."""
    plain, telling, most = house.presence._tell_channel, [], []

    async def slow(room, modes):
        telling.append(room.stream)
        most.append(len(telling))
        await asyncio.sleep(0.25 + 3 * house.pace.presence)
        await plain(room, modes)
        telling.remove(room.stream)

    monkeypatch.setattr(house.presence, "_tell_channel", slow)
    stream = await new_room()
    ada, bob = await member(), await member()
    watcher = await come(connect, stream, ada)
    while not telling:
        await asyncio.sleep(0.01)
    await come(connect, stream, bob)
    await company(watcher, ada.pk, bob.pk)
    assert max(most) == 1


async def test_many_rooms_that_change_at_once_take_turns_with_redis(monkeypatch):
    """A hundred connections are the most that redis-py's own pool would open."""
    monkeypatch.setattr("realtime.presence.leases.PATIENCE", 30)
    rooms, here = range(10**6, 10**6 + 400), Leases()
    for room in rooms:
        here.arrive(room, 1, "visible")
    told = await asyncio.gather(*(here.lease([room]) for room in rooms))
    assert all(told)
    assert [modes for modes in (await here.everyone(list(rooms))).values() if modes != {1: "visible"}] == []
    await here.stop()


async def test_who_comes_while_others_are_told_is_told_together_with_the_next(connect, house, monkeypatch):
    attendance, rounds, gate = house.presence._leases, [], asyncio.Event()
    plain = attendance.lease

    async def held(streams=None):
        if streams is not None:
            rounds.append(set(streams))
            await gate.wait()
        return await plain(streams)

    monkeypatch.setattr(attendance, "lease", held)
    rooms = [await new_room() for _ in range(4)]
    ada = await member()
    sockets = [await come(connect, rooms[0], ada)]
    while not rounds:
        await asyncio.sleep(0.01)
    sockets += [await come(connect, room, ada) for room in rooms[1:]]
    while len(house.presence._due) < 3:
        await asyncio.sleep(0.01)
    gate.set()
    for socket in sockets:
        await company(socket, ada.pk)
    while len(rounds) < 2:
        await asyncio.sleep(0.01)
    assert rounds == [{rooms[0].pk}, {room.pk for room in rooms[1:]}]


async def test_who_comes_in_a_language_that_nobody_had_for_a_while_is_shown_who_is_here_now(connect):
    stream, ada = await new_room(), await member()
    watcher = await come(connect, stream)
    french = await come(connect, stream, ada, query="lang=fr")
    await company(watcher, ada.pk)
    await company(french, ada.pk)
    await french.leave()
    await company(watcher)
    late = await come(connect, stream, query="lang=fr")
    assert (await late.hear("presence"))["people"] == []
