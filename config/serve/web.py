"""The web server on a listening socket that it is handed: `python -m config.serve.web --fd 5`.

uvicorn's own `--fd` takes every socket for a unix one and so does not know who is calling; this door keeps the
socket's family. The socket stays open in the parent, so that callers wait, and are not refused, during a restart.
"""

from __future__ import annotations

import argparse
import gc
import socket

import uvicorn

LINGERING = 5
LONGEST_FRAME = 64 * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fd", type=int, required=True)
    options = parser.parse_args()
    config = uvicorn.Config(
        "config.asgi:application",
        ws="websockets-sansio",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=LINGERING,
        # A line that died without a word is noticed in twenty seconds, so that nobody seems present for longer.
        ws_ping_interval=10.0,
        ws_ping_timeout=10.0,
        ws_max_size=LONGEST_FRAME,
        # The same text goes to every subscriber: compressing it for each again costs more than it saves.
        ws_per_message_deflate=False,
    )
    config.load()
    # All that is loaded stays: the collector need not walk through it again while requests wait.
    gc.collect()
    gc.freeze()
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=options.fd)])


if __name__ == "__main__":
    main()
