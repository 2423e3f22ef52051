"""A reference client of the socket (docs/protocol.md): follows streams, resumes after every break, loses and doubles
nothing. It prints one JSON line for each event.

    python docs/reference_client.py http://localhost:8000 thread:17 --cookie sessionid=…
"""

import argparse
import asyncio
import json
import random
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin

FINAL = {4401, 4403, 4404}
ACK_FRAMES, ACK_BYTES = 16, 64 * 1024
QUIET = 1.0  # seconds without a frame, after which what came is acknowledged: a server out of credits says nothing
FIRST_WAIT, LONGEST_WAIT = 0.2, 10.0

Message = dict[str, Any]
Hear = Callable[[str, Message], None]


class Follower:
    """What is known of one stream. `take` gives the events that are new; `lacks` says that some are missing."""

    def __init__(self, stream: str, *, epoch: str = "", after: int = 0) -> None:
        self.stream, self.epoch, self.after = stream, epoch, after

    def ask(self) -> Message:
        return {"v": 1, "do": "subscribe", "stream": self.stream, "epoch": self.epoch, "after": self.after}

    def lacks(self, frame: Message) -> bool:
        return bool(frame["from"] > self.after + 1)

    def take(self, frame: Message) -> list[Message]:
        new = [event for event in frame["events"] if event["seq"] > self.after]
        self.epoch = frame["epoch"]
        self.after = max([self.after, *(event["seq"] for event in new)])
        return new

    def start_over(self, gap: Message) -> None:
        """A page would be fetched anew here; we go on from where the stream is now."""
        self.epoch, self.after = gap["epoch"], gap["head"]


class Client:
    def __init__(self, address: str, streams: list[str], cookie: str = "") -> None:
        parts = urlsplit(address)
        self.socket_address = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}/live/"
        self.headers = {"Cookie": cookie} if cookie else {}
        self.origin = Origin(f"{parts.scheme}://{parts.netloc}")
        self.followers = {stream: Follower(stream) for stream in streams}
        self.connections = 0
        self.wait = FIRST_WAIT
        self.ended: int | None = None
        self.moving: asyncio.Task[None] | None = None

    async def run(self, hear: Hear) -> None:
        """Every event of the streams, once and in order, across all breaks. Ends when coming back is of no use."""
        while self.ended is None:
            try:
                async with self._connect() as socket:
                    await self._listen(socket, hear)
            except (OSError, ConnectionClosed, InvalidHandshake) as error:
                code = error.rcvd.code if isinstance(error, ConnectionClosed) and error.rcvd else None
                self.ended = code if code in FINAL else None
            await asyncio.sleep(self.wait * random.uniform(0.5, 1))  # noqa: S311
            self.wait = min(self.wait * 2, LONGEST_WAIT)

    def _connect(self) -> connect:
        self.connections += 1
        return connect(self.socket_address, additional_headers=self.headers, origin=self.origin, open_timeout=5)

    async def _listen(self, socket: ClientConnection, hear: Hear) -> None:
        received = acknowledged = waiting = 0
        while True:
            try:
                text = await asyncio.wait_for(socket.recv(), QUIET if received > acknowledged else None)
            except TimeoutError:
                acknowledged, waiting = await acknowledge(socket, received)
                continue
            frame = json.loads(text)
            questions = self._answer(frame)
            if frame["op"] == "reconnect":  # chance, so that not all come back at once: no secret hangs on it
                self.moving = asyncio.create_task(move(socket, random.uniform(0, frame["after"])))  # noqa: S311
            if frame["op"] == "events":
                received += 1
                waiting += len(text.encode() if isinstance(text, str) else text)
                self.wait = FIRST_WAIT
                follower = self.followers.get(frame["stream"])
                for event in follower.take(frame) if follower and not follower.lacks(frame) else []:
                    hear(frame["stream"], event)
                if received - acknowledged >= ACK_FRAMES or waiting >= ACK_BYTES:
                    acknowledged, waiting = await acknowledge(socket, received)
            for question in questions:
                await socket.send(json.dumps(question))

    def _answer(self, frame: Message) -> list[Message]:
        """What to ask once this was heard."""
        if frame["op"] == "welcome":
            return [follower.ask() for follower in self.followers.values()]
        follower = self.followers.get(frame.get("stream", ""))
        if follower is None:
            return []
        if frame["op"] == "revoked" or frame.get("code") == "no_stream":
            del self.followers[follower.stream]
            return []
        if frame["op"] == "gap":
            follower.start_over(frame)
            return [follower.ask()]
        return [follower.ask()] if frame["op"] == "events" and follower.lacks(frame) else []


async def acknowledge(socket: ClientConnection, received: int) -> tuple[int, int]:
    """What is now acknowledged, and how many bytes are not."""
    await socket.send(json.dumps({"v": 1, "do": "ack", "n": received}))
    return received, 0


async def move(socket: ClientConnection, seconds: float) -> None:
    """The server is to end: come back at a moment of one's own."""
    await asyncio.sleep(seconds)
    await socket.close()


def show(stream: str, event: Message) -> None:
    print(json.dumps({"stream": stream, **event}, ensure_ascii=False), flush=True)  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("streams", nargs="+")
    parser.add_argument("--cookie", default="")
    options = parser.parse_args()
    asyncio.run(Client(options.address, options.streams, options.cookie).run(show))


if __name__ == "__main__":
    main()
