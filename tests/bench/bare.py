"""Baseline: `websockets` alone, its own broadcast. `go EVENTS SIZE SECONDS` makes it speak to all rooms."""

import asyncio
import sys
import time

from websockets.asyncio.server import broadcast, serve

rooms = {}


async def stay(connection):
    there = rooms.setdefault(connection.request.path, set())
    there.add(connection)
    try:
        async for words in connection:
            _go, events, size, pause = words.split()
            await speak(int(events), int(size), float(pause))
    finally:
        there.discard(connection)


async def speak(events, size, pause):
    for seq in range(events):
        for there in rooms.values():
            broadcast(there, f'{{"seq":{seq},"t":{time.monotonic()},"text":"{"x" * size}"}}')
            await asyncio.sleep(0)
        await asyncio.sleep(pause)


async def main():
    async with serve(stay, "127.0.0.1", int(sys.argv[1]), compression=None, max_queue=None) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
