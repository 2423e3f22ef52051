"""The documented client against a real server that is killed twice: nothing lost, nothing doubled."""

import asyncio
import contextlib
import importlib.util
import json
import time
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections
from django.utils import timezone
from websockets.asyncio import server

from network.conversations import actions
from network.conversations.models import Conversation
from tests.browser.site import Site
from tests.factories.introductions import make_agreed_introduction, sides_of

DOCS = Path(__file__).parents[2] / "docs"
SAID = 30


def _read_document():
    spec = importlib.util.spec_from_file_location("reference_client", DOCS / "reference_client.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reference = _read_document()


@pytest.fixture
def site(transactional_db):
    site = Site()
    site.start_web()
    yield site
    site.close()


def prepare(site):
    introduction = make_agreed_introduction()
    ada = sides_of(introduction)[0].member
    conversation = Conversation.objects.select_related("stream").get(participants__member=ada)
    return ada, conversation, site.cookie_of(ada)["value"]


def say(conversation, ada, number):
    actions.say(conversation.pk, by=ada, body=f"line {number}", key=f"key-{number}", now=timezone.now())


@contextlib.asynccontextmanager
async def running(client, hear):
    task = asyncio.create_task(client.run(hear))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def write(site, conversation, ada):
    for number in range(SAID):
        await sync_to_async(say)(conversation, ada, number)
        if number in (10, 20):
            await sync_to_async(site.kill_web)()
        if number in (12, 20):
            await sync_to_async(site.start_web)()
    await sync_to_async(conversation.stream.refresh_from_db)()
    await sync_to_async(connections.close_all)()
    return conversation.stream.last_seq


async def test_the_documented_client_loses_and_doubles_nothing(site):
    ada, conversation, session = await sync_to_async(prepare)(site)
    client = reference.Client(
        site.address, [conversation.stream.name], cookie=f"{settings.SESSION_COOKIE_NAME}={session}"
    )
    heard = []
    async with running(client, lambda _stream, event: heard.append(event["seq"])):
        head = await write(site, conversation, ada)
        async with asyncio.timeout(60):
            while len(heard) < head:
                await asyncio.sleep(0.05)
    assert head == SAID + 2  # before the lines: that the introduction was agreed, and the conversation opened
    assert heard == list(range(1, head + 1))
    assert client.connections >= 3


@sync_to_async
def say_much(conversation, ada, times):
    for number in range(times):
        body = "A long line about a small matter. " * 60
        actions.say(conversation.pk, by=ada, body=body, key=f"much-{number}", now=timezone.now())
    conversation.stream.refresh_from_db()
    connections.close_all()
    return conversation.stream.last_seq


async def test_what_was_missed_comes_in_one_go_however_long_it_is(site):
    """Credits are counted in bytes too: who acknowledges every so many frames alone would wait for ever."""
    ada, conversation, session = await sync_to_async(prepare)(site)
    last = await say_much(conversation, ada, 300)
    client = reference.Client(site.address, [conversation.stream.name], f"{settings.SESSION_COOKIE_NAME}={session}")
    heard = []
    async with running(client, lambda stream, event: heard.append(event["seq"])), asyncio.timeout(20):
        while len(heard) < last:
            await asyncio.sleep(0.05)
    assert heard == list(range(1, last + 1))
    assert client.connections == 1


async def test_a_client_that_may_not_read_is_told_and_gives_up(site):
    _, conversation, _ = await sync_to_async(prepare)(site)
    client = reference.Client(site.address, [conversation.stream.name])
    heard = []
    async with running(client, lambda _stream, event: heard.append(event)), asyncio.timeout(30):
        while client.followers:
            await asyncio.sleep(0.05)
    assert heard == []


async def test_a_client_from_another_site_gives_up(site):
    client = reference.Client(site.address, ["conversation:1"])
    client.origin = "http://evil.example"
    await asyncio.wait_for(client.run(reference.show), 10)
    assert client.ended == 4403


def test_it_is_short():
    assert len((DOCS / "reference_client.py").read_text().splitlines()) < 150


async def test_it_acknowledges_in_bytes_and_once_nothing_more_comes():
    """A server that has no credits left says nothing: who waited for sixteen frames would wait for ever."""
    acknowledged = asyncio.Queue()

    async def serve(socket):
        await socket.send(json.dumps({"v": 1, "op": "welcome"}))
        await socket.recv()
        for seq, html in ((1, "short"), (2, "語" * 22_000)):
            event = {"seq": seq, "pieces": [{"html": html}]}
            whole = {"v": 1, "op": "events", "stream": "room:1", "epoch": "e", "from": seq, "events": [event]}
            await socket.send(json.dumps(whole, ensure_ascii=False))
            acknowledged.put_nowait((json.loads(await socket.recv())["n"], time.monotonic()))

    async with server.serve(serve, "127.0.0.1", 0) as there:
        port = there.sockets[0].getsockname()[1]
        began = time.monotonic()
        async with running(reference.Client(f"http://127.0.0.1:{port}", ["room:1"]), lambda stream, event: None):
            (one, after_quiet), (two, at_once) = [await asyncio.wait_for(acknowledged.get(), 5) for _ in range(2)]
    assert (one, two) == (1, 2)
    assert after_quiet - began > reference.QUIET / 2
    assert at_once - after_quiet < reference.QUIET
