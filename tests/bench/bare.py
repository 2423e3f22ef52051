"""Baseline: `websockets` alone, one process, its own broadcast. `go EVENTS SIZE` makes it speak to all."""

import asyncio
import sys

from websockets.asyncio.server import broadcast, serve

there = set()


async def stay(connection):
    there.add(connection)
    try:
        async for words in connection:
            _go, events, size = words.split()
            for seq in range(int(events)):
                broadcast(there, f'{{"seq":{seq},"text":"{"x" * int(size)}"}}')
                await asyncio.sleep(0)
    finally:
        there.discard(connection)


async def main():
    async with serve(stay, "127.0.0.1", int(sys.argv[1]), compression=None, max_queue=None) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
