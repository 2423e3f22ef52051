"""A process that is to end sends its sockets elsewhere."""

import asyncio
import json
from io import StringIO

import pytest
from asgiref.sync import sync_to_async
from django.core.management import CommandError, call_command
from redis.exceptions import RedisError

from realtime.connections.protocol import RESTART
from realtime.management.commands import drain
from realtime.nodes import draining, roster
from realtime.streams import hints
from tests.realtime.conftest import NOBODY
from tests.realtime.kinds_for_tests import happen, new_room
from tests.realtime.sockets import Socket

WITHIN, AT_LEISURE = 0.4, 60


@pytest.fixture(autouse=True)
def little_grace(monkeypatch):
    monkeypatch.setattr(draining, "GRACE", 0.2)


async def test_everybody_is_asked_to_move_and_who_goes_is_not_waited_for(house, connect):
    sockets = [await connect() for _ in range(3)]
    drained = asyncio.create_task(house.drain.drain(AT_LEISURE))
    for socket in sockets:
        assert (await socket.hear("reconnect"))["after"] == AT_LEISURE
        await socket.leave()
    assert await asyncio.wait_for(drained, 5) == 0


async def test_until_they_go_they_hear_all_that_happens(house, connect):
    stream = await new_room()
    socket = await connect()
    await socket.subscribe(stream)
    await socket.hear("events")
    drained = asyncio.create_task(house.drain.drain(AT_LEISURE))
    await socket.hear("reconnect")
    await happen(stream, "meanwhile")
    assert await socket.numbers(upto=1) == [1]
    await socket.leave()
    await asyncio.wait_for(drained, 5)


async def test_who_does_not_move_is_closed_in_the_end(house, connect):
    socket = await connect()
    assert await house.drain.drain(WITHIN) == 1
    assert await socket.ends() == RESTART


async def test_who_comes_meanwhile_is_sent_on(house):
    house.drain.begun = True
    assert await (await Socket().open()).ends() == RESTART


async def test_it_is_asked_for_by_name_through_redis_and_ends_in_the_process_ending(house, monkeypatch):
    ended = asyncio.Event()
    monkeypatch.setattr(house.drain, "_end", ended.set)
    assert await sync_to_async(roster.ask_to_drain)("somebody else", 0.1)
    assert await sync_to_async(roster.ask_to_drain)(house.own_node.node, 0.1)
    await asyncio.wait_for(ended.wait(), 5)


async def test_a_process_is_in_the_roster_while_it_serves(house, connect):
    await connect()
    said = sync_to_async(lambda: json.loads(hints.client().get(roster.key_of(house.own_node.node)) or "{}"))
    async with asyncio.timeout(5):
        while (await said()).get("sockets") != 1:
            await asyncio.sleep(0.05)
    assert (await said())["draining"] is False
    known = [one for one in await sync_to_async(roster.known)() if one.id == house.own_node.node]
    assert [(one.sockets, one.draining) for one in known] == [(1, False)]


class Fleet:
    """What the roster says: each that is drained is gone at once, and another comes when it may."""

    def __init__(self, *names):
        self.there, self.drained, self.comes, self.silences = list(names), [], True, 0

    def told(self):
        if self.silences:
            self.silences -= 1
            raise RedisError
        return [roster.Node(name, "host", 1, 0.0, 0, 0, draining=False) for name in self.there]

    def ask_to_drain(self, name, within):
        self.drained.append((name, list(self.there)))
        self.there.remove(name)
        if self.comes:
            self.there.append(f"new {name}")
        return True


@pytest.fixture
def fleet(monkeypatch):
    fleet = Fleet("one", "two", "three")
    monkeypatch.setattr(roster, "told", fleet.told)
    monkeypatch.setattr(roster, "ask_to_drain", fleet.ask_to_drain)
    monkeypatch.setattr(drain, "COMES_BACK", 0.3)
    return fleet


def test_the_next_is_drained_when_another_has_come_in_place_of_the_last(fleet):
    call_command("drain", stdout=StringIO())
    assert [name for name, _there in fleet.drained] == ["one", "two", "three"]
    assert [len(there) for _name, there in fleet.drained] == [3, 3, 3]
    assert fleet.there == ["new one", "new two", "new three"]


def test_where_none_comes_nothing_more_is_drained(fleet):
    fleet.comes = False
    with pytest.raises(CommandError, match="Nothing has come in its place"):
        call_command("drain", stdout=StringIO())
    assert fleet.there == ["two", "three"]


def test_who_is_named_is_drained_and_need_not_come_back(fleet):
    fleet.comes = False
    call_command("drain", "two", "three", stdout=StringIO())
    assert fleet.there == ["one"]


def test_who_still_drains_is_not_taken_for_gone_where_redis_says_nothing_for_a_moment(fleet, monkeypatch):
    def is_slow_to_go(name, within):
        fleet.drained.append((name, list(fleet.there)))
        fleet.silences = 2
        return True

    monkeypatch.setattr(roster, "ask_to_drain", is_slow_to_go)
    monkeypatch.setattr(drain, "TTL", 0)
    with pytest.raises(CommandError, match="one is still there"):
        call_command("drain", "one", within=0.5, stdout=StringIO())


def test_where_nobody_serves_there_is_nothing_to_drain_and_that_is_said(fleet):
    fleet.there.clear()
    with pytest.raises(CommandError, match="No process has said"):
        call_command("drain")
    call_command("drain", list=True)


async def test_a_drain_of_nobody_is_refused(house):
    with pytest.raises(CommandError, match="No process is called nobody"):
        await sync_to_async(call_command)("drain", "nobody")


@pytest.mark.parametrize("address", ["", NOBODY], ids=["none", "away"])
def test_a_drain_without_redis_says_what_to_do_instead(settings, address):
    settings.REDIS_URL = address
    hints.client.cache_clear()
    with pytest.raises(CommandError, match="SIGTERM"):
        call_command("drain")
    hints.client.cache_clear()


async def test_what_a_process_of_another_version_says_of_itself_does_no_harm(house):
    other, odd = {"id": "other", "host": "h", "pid": 1, "since": 0.0, "sockets": 2, "streams": 1}, {"id": "odd"}
    sayings = [{**other, "draining": False, "new": "word"}, odd]
    for saying in sayings:
        await sync_to_async(hints.client().set)(roster.key_of(saying["id"]), json.dumps(saying), ex=5)
    try:
        told = {one.id: one.sockets for one in await sync_to_async(roster.told)()}
        assert told["other"] == 2
        assert "odd" not in told
    finally:
        await sync_to_async(hints.client().delete)(*[roster.key_of(saying["id"]) for saying in sayings])
