"""The web server: `python -m config.serve.web --fd 5`, or `--uds /run/kontor/web-1.sock`.

uvicorn's own `--fd` takes every socket for a unix one and so does not know who is calling; this door keeps the
socket's family. The socket stays open in the parent, so that callers wait, and are not refused, during a restart.

With `--drain 5` a process that is told to end asks its sockets first to move elsewhere within so many seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import signal
import socket
import sys
from pathlib import Path

import uvicorn
from django.core.exceptions import ImproperlyConfigured

from config.serve.requests import Requests
from config.serve.sockets import Sockets

LINGERING = 5
# Seconds that an idle line stays open: longer than a proxy keeps it, for a request that meets the closing is lost.
IDLE = 75
LONGEST_FRAME = 64 * 1024
# Seconds between two pings, and for each to be answered. A line that died without a word is noticed in twenty, so that
# nobody seems present for longer.
PING = 10.0
MAY_CALL = 0o660


class Server(uvicorn.Server):
    """Takes no more callers once it is to end, and gives those who are there `within` seconds to move."""

    def __init__(self, config: uvicorn.Config, within: float) -> None:
        super().__init__(config)
        self._within = within

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        from realtime.nodes import draining

        draining.shut_first(self.shut)

    def shut(self) -> None:
        """The lines that a proxy keeps to here are ended too: else what moves would be sent back through them."""
        for server in self.servers:
            server.close()
        for line in list(self.server_state.connections):
            if not isinstance(line, Sockets):
                line.shutdown()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.shut()
        if self._within > 0 and not self.force_exit:
            from realtime.delivery import hub

            await asyncio.gather(*(house.drain.drain(self._within) for house in hub.all_here()))
        await super().shutdown(sockets)
        # uvicorn dies of the signal that it obeyed, once it is done. Who ended as asked has not failed.
        self._captured_signals = [number for number in self._captured_signals if number != signal.SIGTERM]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    door = parser.add_mutually_exclusive_group(required=True)
    door.add_argument("--fd", type=int, help="a listening socket that was handed over")
    door.add_argument("--uds", metavar="PATH", help="a unix socket to listen at, which the proxy alone can reach")
    parser.add_argument("--drain", type=float, default=0, metavar="SECONDS", help="in which sockets move at the end")
    options = parser.parse_args()
    config = uvicorn.Config(
        "config.asgi:application",
        http=Requests,
        ws=Sockets,
        # Its loggers pass on what they hear to ours, as every library's do.
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=LINGERING,
        timeout_keep_alive=IDLE,
        ws_ping_interval=PING,
        ws_ping_timeout=PING,
        ws_max_size=LONGEST_FRAME,
        # The same text goes to every subscriber: compressing it for each again costs more than it saves.
        ws_per_message_deflate=False,
        # Only the proxy reaches a unix socket: its word about who calls is taken. None is what the environment says.
        forwarded_allow_ips="*" if options.uds else None,
    )
    try:
        config.load()
    except ImproperlyConfigured as refusal:
        parser.exit(1, f"Kontor does not start. {refusal}\n")
    # All that is loaded stays: the collector need not walk through it again while requests wait.
    gc.collect()
    gc.freeze()
    line = socket.socket(fileno=options.fd) if options.fd is not None else _listen(options.uds)
    Server(config, options.drain).run(sockets=[line])


def _listen(path: str) -> socket.socket:
    """What an earlier process left behind at the path makes way."""
    Path(path).unlink(missing_ok=True)
    line = socket.socket(socket.AF_UNIX)
    line.bind(path)
    Path(path).chmod(MAY_CALL)
    line.listen(2048)
    return line


if __name__ == "__main__":
    main()
    # Whoever is still being answered has had their five seconds: their threads are not waited for.
    sys.stderr.flush()
    os._exit(0)
