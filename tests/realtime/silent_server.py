"""A server that takes every call and never says a word: the worst that outside work can meet."""

import socket
from contextlib import contextmanager


@contextmanager
def silent_server():
    """The port at which it listens. Calls wait in the backlog, connected and unanswered."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        yield listening.getsockname()[1]
