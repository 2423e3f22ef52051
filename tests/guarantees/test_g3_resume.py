"""Whatever befalls a line, its client ends with the stream as it is stored, once and in order (guarantee G3)."""

import asyncio
import io
import secrets

import pytest
from asgiref.sync import sync_to_async
from django.core.management import call_command
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from realtime.delivery import hub
from realtime.streams import Event, Stream
from tests.realtime.kinds_for_tests import happen_at_once, new_room
from tests.realtime.sockets import Socket
from tests.realtime.test_reference_client import reference

REPLAYED = 12  # fewer than in earnest, so that gaps are cheap
CLIENTS = 2
PACE = hub.Pace(heads=0.1, slow=0.1, recheck=60, presence=60)


@pytest.fixture
def fewer_replayed(monkeypatch):
    monkeypatch.setattr(hub, "REPLAYED", REPLAYED)


clients = st.integers(0, CLIENTS - 1)
deeds = st.one_of(
    st.tuples(st.just("post"), st.integers(1, 6)),
    st.tuples(st.just("post"), st.just(REPLAYED + 1)),
    st.tuples(st.just("connect"), clients),
    st.tuples(st.just("drop"), clients),
    st.tuples(st.just("breathe"), st.just(0)),
    st.tuples(st.just("restore"), st.integers(0, 4)),
)


class Reader:
    """A client that follows the documented rule, and what it has to show for it."""

    def __init__(self, stream, *, forgetful=False):
        self.follower = reference.Follower(stream.name)
        self.forgetful = forgetful
        self.log = []
        self.start = 0
        self.socket = None

    async def connect(self):
        if self.socket is None:
            self.socket = await Socket().open()
            await self._ask()
            self.listening = asyncio.create_task(self._listen())

    async def _ask(self):
        ask = self.follower.ask()
        ask.pop("v")
        await self.socket.say(**ask)

    async def drop(self):
        if self.socket is not None:
            self.listening.cancel()
            await self.socket.leave()
            self.socket = None

    async def _listen(self):
        heard = 0
        while True:
            frame = await self.socket.hear(within=60)
            if frame["op"] == "gap":
                self.follower.start_over(frame)
                self.log, self.start = [], frame["head"]
                await self._ask()
            elif frame["op"] == "events":
                heard += 1
                await self.socket.say("ack", n=heard)
                await self._take(frame)

    async def _take(self, frame):
        if self.forgetful:
            self.follower.after = 0
        if self.follower.lacks(frame):
            await self._ask()
            return
        self.log += [(event["seq"], event["pieces"][0]["html"]) for event in self.follower.take(frame)]


@sync_to_async
def restore(stream, lost):
    """A backup was put back: the newest events never were, and the epoch tells so."""
    with transaction.atomic():
        now = Stream.objects.get(pk=stream.pk)
        kept = max(now.last_seq - lost, 0)
        Event.objects.filter(stream=stream, seq__gt=kept).delete()
        Stream.objects.filter(pk=stream.pk).update(last_seq=kept, epoch=secrets.token_hex(6))


@sync_to_async
def stored(stream, start):
    rows = Event.objects.filter(stream=stream, seq__gt=start).order_by("seq").values_list("seq", "payload")
    return [(seq, f"<p id=it-{seq}>{payload['what']}</p>") for seq, payload in rows]


async def settled(stream, reader, *, within=10):
    """Until the client has what is stored; what it has when it never comes to that."""
    end = asyncio.get_running_loop().time() + within
    while asyncio.get_running_loop().time() < end:
        if reader.log == await stored(stream, reader.start) and reader.follower.epoch == await epoch(stream):
            break
        await asyncio.sleep(0.02)
    return reader.log, await stored(stream, reader.start)


@sync_to_async
def epoch(stream):
    return Stream.objects.get(pk=stream.pk).epoch


async def play(script, *, forgetful=False, within=10):
    hub.start_here(PACE)
    stream = await new_room()
    readers = [Reader(stream, forgetful=forgetful) for _ in range(CLIENTS)]
    said = 0
    for deed, what in script:
        if deed == "post":
            await happen_at_once(stream, *[f"it {said + number}" for number in range(what)])
            said += what
        elif deed == "restore":
            await restore(stream, what)
        elif deed == "breathe":
            await asyncio.sleep(0.05)
        elif deed == "settle":
            await settled(stream, readers[what])
        else:
            await getattr(readers[what], deed)()
    for reader in readers:
        await reader.connect()
    results = [await settled(stream, reader, within=within) for reader in readers]
    for reader in readers:
        await reader.drop()
    await hub.stop_here()
    await sync_to_async(connections.close_all)()
    return results


@pytest.mark.django_db(transaction=True)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(script=st.lists(deeds, max_size=12))
def test_every_client_ends_with_what_is_stored(fewer_replayed, script):
    for log, truth in asyncio.run(play(script)):
        assert log == truth


async def come_back_after_a_restore(stream, reader, *, told):
    """Two events are lost with the restore and other words take their numbers; gives what the client then has."""
    await reader.connect()
    await happen_at_once(stream, "first", "lost", "lost too")
    await settled(stream, reader)
    await reader.drop()
    await sync_to_async(put_back)(stream, kept=1)
    if told:
        await sync_to_async(call_command)("new_epochs", stdout=io.StringIO())
    await happen_at_once(stream, "second", "third", "fourth")
    await reader.connect()
    log, truth = await settled(stream, reader, within=10 if told else 2)
    await reader.drop()
    return log, truth, reader


def put_back(stream, *, kept):
    """The database is as it was when the backup was made, epoch and all."""
    Event.objects.filter(stream=stream, seq__gt=kept).delete()
    Stream.objects.filter(pk=stream.pk).update(last_seq=kept)


@pytest.mark.parametrize("told", [True, False], ids=["new-epochs", "negative-control"])
async def test_after_a_restored_backup_nobody_goes_on_from_what_is_no_more(house, told):
    stream = await new_room()
    log, truth, reader = await come_back_after_a_restore(stream, Reader(stream), told=told)
    if told:
        assert log == truth
        assert reader.follower.epoch == await epoch(stream)
        assert reader.start > 0  # it fetched the page anew
    else:
        assert [words for _seq, words in log if "lost" in words]


@pytest.mark.django_db(transaction=True)
def test_the_negative_control_a_client_that_forgets_what_it_has_is_caught():
    script = [("connect", 0), ("post", 3), ("settle", 0), ("drop", 0), ("post", 1)]
    (log, truth), _ = asyncio.run(play(script, forgetful=True, within=3))
    assert log != truth
    assert [number for number, _ in log] == [1, 2, 3, 1, 2, 3, 4]
