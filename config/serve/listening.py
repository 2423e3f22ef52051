"""The address that the web server answers on, taken before anything is started."""

from __future__ import annotations

import errno
import socket

LAST_PORT = 65535


class CannotListen(Exception):
    """The address is not to be had. The message says why and what to do."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, to be handed to the web server and to the one that replaces it.

    Raises CannotListen.
    """
    if not 0 <= port <= LAST_PORT:
        raise CannotListen(f"There is no port {port}. Choose one from 1024 to {LAST_PORT}.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise CannotListen(_reason(error, host, port)) from error


def address(line: socket.socket) -> str:
    """Where a browser on this machine finds it."""
    host, port = line.getsockname()[:2]
    if host in ("0.0.0.0", "::"):  # noqa: S104 (asked for, not chosen here)
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


class Knock:
    """One request that waits at the door: it is answered, whatever the words, as soon as a web server has begun."""

    def __init__(self, line: socket.socket) -> None:
        host, port = line.getsockname()[:2]
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
        self.caller = socket.create_connection((host, port))
        self.caller.settimeout(0.05)
        self.caller.sendall(b"HEAD /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    def answered(self) -> bool:
        try:
            return bool(self.caller.recv(1))
        except OSError:
            return False

    def close(self) -> None:
        self.caller.close()


def _reason(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken by another program. Choose another port: "
            f"bin/kontor run --port {port + 1}  (or KONTOR_PORT={port + 1} make run)"
        )
    if error.errno == errno.EACCES:
        return f"Port {port} is kept for the system's own services. Choose one from 1024 to {LAST_PORT}."
    return f"Kontor cannot listen on {host}, port {port}: {error.strerror or error}."
