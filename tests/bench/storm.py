"""Everybody comes at once, each with a session of their own, and then sits still: accepted sockets a second until the
server has said who it takes them for, and the memory that a silent socket costs.
"""

import os
import time

from tests.bench import machine, servers
from tests.bench.crowd import Crowd
from tests.bench.live import crowd_of

SETTLE = 2.0
LOGS_IN = "KONTOR_BENCH_LOG_IN"


def run(options):
    machine.pin(servers.LOAD)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    size = options.storm
    with servers.kontor(sessions=min(size, 500)) as house:
        ours = arrivals(house.address, house, house.web, size)
        environ = {**house.environ, LOGS_IN: "1"}
        with servers.baseline(servers.STOCK, environ=environ) as (address, process):
            stock = arrivals(address, house, process, size)
    with servers.kontor() as house:
        subscribed = settled(house, size)
    rows = {"Kontor": {**ours, "subscribed": subscribed}, servers.STOCK.name: stock}
    print(f"{size:,} sockets at once, each with its session; ratio to {servers.STOCK.name}")
    print(f"  {'':<24}{'ratio':>8}{'a second':>12}{'KiB a socket':>15}{'with a room':>13}")
    for name, row in rows.items():
        row["ratio"] = row["rate"] / stock["rate"]
        room = f"{row['subscribed']:.1f}" if "subscribed" in row else ""
        print(f"  {name:<24}{row['ratio']:>8.2f}{row['rate']:>12,.0f}{row['memory']:>15.1f}{room:>13}")
    return [{"server": name, "sockets": size, **row} for name, row in rows.items()]


def arrivals(address, house, process, size):
    crowd = Crowd(
        address,
        lambda number: servers.LIVE,
        opened_by=b'"op":"welcome"',
        cookie_of=lambda number: house.cookies[number % len(house.cookies)],
    )
    crowd.gather(20)
    before = servers.memory_of(process)
    seconds = crowd.gather(size, at_once=256)
    wait(crowd)
    memory = (servers.memory_of(process) - before) / size
    crowd.leave()
    return {"rate": size / seconds, "memory": memory}


def settled(house, size):
    """KiB that a socket costs which follows a room."""
    crowd = crowd_of(house, 1)
    crowd.gather(20)
    before = servers.memory_of(house.web)
    crowd.gather(size)
    wait(crowd)
    memory = (servers.memory_of(house.web) - before) / size
    crowd.leave()
    return memory


def wait(crowd):
    end = time.monotonic() + SETTLE
    while time.monotonic() < end:
        crowd.serve(0.1)
