import asyncio
import logging

import pytest
from asgiref.sync import sync_to_async
from django.db import connections

from realtime.delivery import hub
from realtime.streams import hints
from tests.realtime import kinds_for_tests
from tests.realtime.sockets import Socket, session_of

QUICK = hub.Pace(heads=0.2, slow=0.1, recheck=0.3, presence=0.2, patience=0.6)
NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def pace():
    """How often the hub makes its rounds. A test may override it."""
    return QUICK


@pytest.fixture
async def house(transactional_db, pace, settings, caplog):
    """The hub of this test's loop. Its rounds go on after a failure, so a failure is looked for in the log."""
    kinds_for_tests.forget()
    hints.client.cache_clear()
    the_hub = hub.start_here(pace)
    if settings.REDIS_URL != NOBODY:
        await asyncio.wait_for(the_hub.listener.listening.wait(), 5)
    yield the_hub
    await hub.stop_here()
    await sync_to_async(connections.close_all)()
    hints.client.cache_clear()
    failed = [record for record in caplog.get_records("call") if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in failed] == []


@pytest.fixture
def no_redis(settings):
    """Redis is dead before anything begins. Name it before `connect`."""
    settings.REDIS_URL = NOBODY


@pytest.fixture
async def connect(house):
    """`await connect(member)` opens a socket as that member, or as a visitor, and hears the welcome."""
    opened = []

    async def open_socket(member=None, **kwargs):
        cookie = await session_of(member) if member else ""
        socket = await Socket(cookie=cookie, **kwargs).open()
        opened.append(socket)
        socket.welcome = await socket.hear("welcome")
        return socket

    yield open_socket
    for socket in opened:
        socket.reads.set()
        await socket.leave()
