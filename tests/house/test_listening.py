import errno
import socket

import pytest

from config.serve import listening
from config.serve.listening import CannotListen, Knock, listen
from tests.waiting import until


def test_a_free_port_is_taken_and_its_address_told():
    with listen("127.0.0.1", 0) as line:
        assert listening.address(line) == f"http://127.0.0.1:{line.getsockname()[1]}/"


def test_an_address_for_all_is_told_as_one_that_a_browser_can_open():
    with listen("0.0.0.0", 0) as line:
        assert listening.address(line) == f"http://127.0.0.1:{line.getsockname()[1]}/"


def test_a_port_beyond_the_last_is_refused():
    with pytest.raises(CannotListen, match="There is no port 70000"):
        listen("127.0.0.1", 70_000)


def test_a_port_of_the_system_is_refused_with_a_way_out():
    reason = listening._reason(OSError(errno.EACCES, "Permission denied"), "127.0.0.1", 80)

    assert reason == "Port 80 is kept for the system's own services. Choose one from 1024 to 65535."


def test_a_host_that_is_not_here_is_named():
    with pytest.raises(CannotListen, match=r"Kontor cannot listen on 203.0.113.7, port 8000"):
        listen("203.0.113.7", 8000)


def test_a_knock_waits_until_somebody_answers():
    with listen("127.0.0.1", 0) as line:
        knock = Knock(line)
        assert not knock.answered()
        caller, _ = line.accept()
        caller.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
        until(knock.answered)
        caller.close()
        knock.close()


def test_one_that_hangs_up_has_not_answered():
    with listen("127.0.0.1", 0) as line:
        knock = Knock(line)
        caller, _ = line.accept()
        caller.shutdown(socket.SHUT_RDWR)
        caller.close()
        assert not knock.answered()
        knock.close()
