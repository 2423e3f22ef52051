"""The crowd that measurements and guarantees share keeps its lines alive."""

import socket

import pytest

from tests.bench.crowd import Crowd, Listener


@pytest.mark.parametrize("asked", [b"abcd", b"\x89\x04ab", b"a\x89\x04b", b"ab\x89\x04", b"a dozen here"])
def test_every_ping_is_answered_whatever_its_bytes_look_like(asked):
    ours, theirs = socket.socketpair()
    theirs.settimeout(1)
    with ours, theirs:
        crowd = Crowd("http://127.0.0.1:1", lambda number: "/")
        crowd._answer_ping(Listener(ours, 0, "/"), b"text" + bytes([0x89, len(asked)]) + asked)
        crowd.poll.close()
        assert bytes([0x8A, 0x80 | len(asked)]) + b"\0\0\0\0" + asked in theirs.recv(100)
