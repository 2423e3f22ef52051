"""Fan-out: one room, all of it told at once. Kontor's whole way (action, transaction, hub, credits) beside servers that
know neither order nor resumption nor who may read.

`a second` is events delivered, over all sockets, from the first word to the last arrival. `crowd` is the share of a
core that our own load used: near 100 % the crowd, not the server, was measured. `written` is the share of the time
in which Kontor was still being written to: near 100 % it is the writing that was measured.
"""

import asyncio
import json
import os
import time

from tests.bench import machine, servers
from tests.bench.crowd import Crowd

PATH = "/live/"


def run(options):
    machine.pin(servers.LOAD)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    found = []
    for sockets in options.sockets:
        ours = asyncio.run(of_kontor(sockets, options.events))
        size = ours["bytes"]
        bare = asyncio.run(of_baseline(sockets, options.events, size, "-m", "tests.bench.bare", "{port}"))
        daphne = ["-m", "daphne", "-p", "{port}", "-b", "127.0.0.1", "tests.bench.stock:application"]
        stock = asyncio.run(of_baseline(sockets, options.events, size, *daphne))
        rows = {"Kontor": ours, "Channels on daphne": stock, "bare websockets": bare}
        for name, row in rows.items():
            row["ratio"] = row["rate"] / stock["rate"]
            found.append({"server": name, "sockets": sockets, "events": options.events, **row})
        show(sockets, rows)
    return found


def show(sockets, rows):
    print(f"{sockets} sockets in one room, events of {rows['Kontor']['bytes']} bytes; ratio to Channels on daphne")
    print(f"  {'':<20}{'ratio':>7}{'a second':>11}{'connect':>10}{'crowd':>7}{'written':>9}")
    for name, row in rows.items():
        written = f"{row['written']:.0%}" if "written" in row else ""
        connect = f"{row['connect']:.2f} s"
        print(f"  {name:<20}{row['ratio']:>7.2f}{row['rate']:>11,.0f}{connect:>10}{row['crowd']:>7.0%}{written:>9}")


async def of_kontor(sockets, events):
    with servers.kontor() as (address, stream, cookie, writer):
        ask = json.dumps({"v": 1, "do": "subscribe", "stream": stream, "epoch": "", "after": 1})
        crowd = Crowd(address, PATH, welcome=[ask], cookie=cookie, acks=True)
        connect = await crowd.gather(sockets)
        await warm(crowd, lambda: say(writer, 1), 1)
        crowd.expect(events)
        began, used = time.perf_counter(), time.process_time()
        writing = await say(writer, events)
        await crowd.until(lambda: not crowd.left)
        row = figures(crowd, sockets, events, began, used)
        await crowd.leave()
    return {**row, "connect": connect, "written": min(1.0, writing / row["seconds"])}


async def of_baseline(sockets, events, size, *words):
    with servers.baseline(*words) as address:
        crowd = Crowd(address, PATH)
        connect = await crowd.gather(sockets)
        await warm(crowd, lambda: go(crowd, 1, size), 1)
        crowd.expect(events)
        began, used = time.perf_counter(), time.process_time()
        await go(crowd, events, size)
        await crowd.until(lambda: not crowd.left)
        row = figures(crowd, sockets, events, began, used)
        await crowd.leave()
    return {**row, "connect": connect}


async def warm(crowd, speak, events):
    crowd.expect(events)
    await speak()
    await crowd.until(lambda: not crowd.left)


async def say(writer, events):
    """Seconds that the writing took."""
    writer.stdin.write(f"say {events}\n")
    return float(await asyncio.to_thread(writer.stdout.readline))


async def go(crowd, events, size):
    crowd.listeners[0].say(f"go {events} {size}")


def figures(crowd, sockets, events, began, used):
    seconds, busy = time.perf_counter() - began, time.process_time() - used
    return {
        "rate": sockets * events / seconds,
        "seconds": seconds,
        "crowd": busy / seconds,
        "bytes": crowd.bytes // (sockets * events),
    }
