"""Connections to the database: each thread that asked it has its own, and only that thread can close it."""

import asyncio

from asgiref.sync import sync_to_async
from django.db import connections


def hang_up():
    """Close this thread's, and that of the thread in which asynchronous tests ask: PostgreSQL keeps what is in use."""
    connections.close_all()
    asyncio.run(sync_to_async(connections.close_all)())
