"""What comes at the one moment at which it used to be missed."""

import asyncio
import os
import threading

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.db import OperationalError

from ground.web import log_context
from realtime.access import revocation
from realtime.access.identity import mark_of
from realtime.connections.protocol import SESSION_ENDED, TRY_AGAIN
from realtime.delivery import catch_up, dispatcher, guard
from realtime.delivery.heads import Heads
from realtime.nodes import roster
from realtime.socket.endpoint import lifespan
from realtime.streams import hints
from tests.factories.members import make_member
from tests.guarantees.test_g9_revocation import PUSHED_ONLY, log_out
from tests.realtime.kinds_for_tests import FORBIDDEN, happen, new_room
from tests.realtime.sockets import session_of
from tests.waiting import it_is_so

member = sync_to_async(make_member)


class Held:
    """Does what it is to do, and keeps the first answer until it is let go."""

    def __init__(self, plain):
        self.plain, self.done, self.go, self.calls = plain, threading.Event(), threading.Event(), 0

    def __call__(self, *args):
        self.calls += 1
        answer = self.plain(*args)
        if not self.done.is_set():
            self.done.set()
            self.go.wait(5)
        return answer

    async def is_done(self):
        assert await asyncio.to_thread(self.done.wait, 5)


async def test_what_is_written_while_a_joiner_reads_comes_to_it_too(house, connect, monkeypatch):
    stream = await new_room()
    held = Held(catch_up.fetch)
    monkeypatch.setattr(catch_up, "fetch", held)
    socket = await connect()
    await socket.subscribe(stream)
    await held.is_done()
    await happen(stream, "one")
    await it_is_so(lambda: house.subscriptions.channels[stream.pk].head == 1)
    held.go.set()
    assert await socket.numbers(upto=1) == [1]


async def test_who_cannot_catch_up_comes_again(house, connect, monkeypatch):
    stream = await new_room()
    socket = await connect()
    await socket.subscribe(stream)
    await socket.hear("events")

    def away(asks):
        raise OperationalError

    monkeypatch.setattr(catch_up, "fetch", away)
    (subscription,) = house.subscriptions.channels[stream.pk].subscriptions()
    house._let_catch_up(subscription)
    assert await socket.ends() == TRY_AGAIN


async def test_a_room_that_could_not_be_drawn_is_drawn_later(house, connect, monkeypatch, caplog):
    stream = await new_room()
    socket = await connect()
    await socket.subscribe(stream)
    await socket.hear("events")
    plain, failed = dispatcher.fetch, []

    def fails_once(asks):
        if failed:
            return plain(asks)
        failed.append(asks)
        raise LookupError

    monkeypatch.setattr(dispatcher, "fetch", fails_once)
    await happen(stream, "one")
    assert await socket.numbers(upto=1) == [1]
    assert "not fetched" in caplog.text
    caplog.clear()


@pytest.mark.parametrize(("channel", "message"), [("kontor:moved", '"seq":"7"'), ("kontor:typing", '"node":"x"')])
async def test_an_odd_word_from_another_process_does_not_make_it_deaf(house, connect, caplog, channel, message):
    stream = await new_room()
    socket = await connect()
    await socket.subscribe(stream)
    await socket.hear("events")
    odd = f'{{"stream":{stream.pk},{message}}}'
    await sync_to_async(lambda: hints.client().publish(hints.wire_name(channel), odd))()
    await it_is_so(lambda: "not understood" in caplog.text)
    caplog.clear()
    hints.stop_listening(house.overhear)
    await happen(stream, "one")
    assert await socket.numbers(upto=1) == [1]
    hints.listen_here(house.overhear)


class TestLosingARightWhileComing:
    @pytest.fixture
    def pace(self):
        return PUSHED_ONLY

    async def test_who_loses_it_while_joining_does_not_join(self, no_redis, house, connect):
        stream, ada = await new_room(), await member()
        socket = await connect(ada)
        held = house._standings._answer = Held(house._standings._answer)
        await socket.subscribe(stream)
        await held.is_done()
        FORBIDDEN.add((ada.pk, stream.pk))
        await sync_to_async(revocation.revoke)(ada.pk, stream.pk)
        await it_is_so(lambda: house._guard.heard)
        held.go.set()
        assert (await socket.hear("error"))["code"] == "no_stream"
        assert held.calls == 2

    async def test_who_logs_out_while_opening_a_socket_is_a_visitor(self, house, connect, monkeypatch):
        from realtime.delivery import hub

        held = Held(hub.who_calls)
        monkeypatch.setattr(hub, "who_calls", held)
        ada = await member()
        session = await session_of(ada)
        monkeypatch.setattr("tests.realtime.conftest.session_of", sync_to_async(lambda _member: session))
        opening = asyncio.create_task(connect(ada))
        await held.is_done()
        await log_out(session)
        await it_is_so(lambda: house._guard.heard)
        held.go.set()
        assert (await opening).welcome["member"] is None

    async def test_who_comes_before_the_session_is_gone_is_found_soon(self, house, connect, monkeypatch):
        """Django says that somebody logs out, and then ends the session."""
        monkeypatch.setattr(guard, "UNTIL_ENDED", 2.0)
        ada = await member()
        session = await session_of(ada)
        monkeypatch.setattr("tests.realtime.conftest.session_of", sync_to_async(lambda _member: session))
        await sync_to_async(hints.call)(revocation.REVOKED, {"session": mark_of(session)})
        await it_is_so(lambda: house._guard.heard)
        socket = await connect(ada)
        assert socket.welcome["member"] == ada.pk
        await sync_to_async(Session.objects.all().delete)()
        assert await socket.ends(within=10) == SESSION_ENDED

    async def test_who_is_put_out_while_asking_is_answered(self, house, connect, monkeypatch):
        stream, ada = await new_room(), await member()
        socket = await connect(ada)
        await socket.subscribe(stream)
        await socket.hear("events")
        FORBIDDEN.add((ada.pk, stream.pk))
        held = Held(revocation.lost)
        monkeypatch.setattr(revocation, "lost", held)
        await socket.say("typing", stream=stream.name)
        await held.is_done()
        await sync_to_async(revocation.revoke)(ada.pk, stream.pk)
        await socket.hear("revoked")
        held.go.set()
        assert (await socket.hear("error"))["code"] == "no_stream"
        await socket.say("ping")
        await socket.hear("pong")


async def test_rounds_do_not_bear_the_name_of_the_socket_that_came_first(house, connect, monkeypatch):
    seen = []

    async def look(self):
        seen.append(log_context.connection.get())

    monkeypatch.setattr(Heads, "look", look)
    log_context.connection.set("a socket")
    from realtime.delivery import hub

    await hub.stop_here()
    hub.start_here(house.pace)
    await it_is_so(lambda: seen)
    assert seen[0] == ""


async def test_a_process_is_in_the_roster_before_a_socket_comes(transactional_db):
    came = [{"type": "lifespan.startup"}]
    over, sent = asyncio.Event(), []

    async def receive():
        if came:
            return came.pop()
        await over.wait()
        return {"type": "lifespan.shutdown"}

    async def send(message):
        sent.append(message["type"])

    ours = sync_to_async(lambda: [node.id for node in roster.known() if node.pid == os.getpid()])
    kept = sync_to_async(lambda ids: [one for one in ids if hints.client().exists(roster.key_of(one))])

    async def known():
        return await kept(await ours())

    serving = asyncio.create_task(lifespan({"type": "lifespan"}, receive, send))
    async with asyncio.timeout(10):
        while not await known():
            await asyncio.sleep(0.05)
    over.set()
    await serving
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
