import asyncio

from asgiref.sync import sync_to_async
from django.db import connection

from tests.factories.members import make_member
from tests.plugins.lines import hang_up


def test_at_the_end_no_thread_that_a_test_asked_in_is_still_connected(transactional_db):
    open_there = sync_to_async(lambda: connection.connection is not None)

    async def ask():
        await sync_to_async(make_member)()
        return await open_there()

    assert asyncio.run(ask())
    hang_up()
    assert not asyncio.run(open_there())
    assert connection.connection is None
