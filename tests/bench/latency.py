"""From the commit to the reader: a room in which something is said once a second, and one in which a fifth is said of
what the server can do (measured first, in the same run). Milliseconds of the middle and of the slowest hundredth of
all arrivals.
"""

import math
import os
import re
import time

from tests.bench import machine, servers
from tests.bench.live import ROOM, crowd_at, crowd_of, go, heard, warm

SENT = re.compile(rb'"t":([\d.e+]+)')
PIECE = 900
"""Bytes of an event at the baselines: about what Kontor sends, whose events are pieces of a page."""
BURST = 40
FEW = 5
"""Said by stock Channels, whose clients daphne gives up when much more is said to a thousand of them."""
SHARE = 5


def run(options):
    machine.pin(servers.LOAD)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    rows = {"Kontor": of_kontor(options.crowd, options.said)}
    for peer in servers.peers():
        rows[peer.name] = of_peer(peer, options.crowd, options.said)
    print(f"{options.crowd:,} sockets in one room, {options.said} events each time; ratio of p99 at one a second")
    print(f"  {'':<26}{'ratio':>8}{'p50 ms':>9}{'p99 ms':>9}{'at a fifth: a second':>24}{'p50 ms':>9}{'p99 ms':>9}")
    for name, row in rows.items():
        row["ratio"] = row["p99"] / rows["Kontor"]["p99"]
        fifth = f"{row['fifth']:>24.1f}{row['fifth_p50']:>9.1f}{row['fifth_p99']:>9.1f}"
        print(f"  {name:<26}{row['ratio']:>8.2f}{row['p50']:>9.1f}{row['p99']:>9.1f}{fifth}")
    return [{"server": name, "sockets": options.crowd, **row} for name, row in rows.items()]


def of_kontor(sockets, events):
    with servers.kontor() as house:
        crowd = crowd_of(house, 1)
        crowd.gather(sockets)

        def say(count, pause, burst=1):
            house.tell(f"say {count} {ROOM} {pause} {burst}")
            return heard(house, crowd)["committed"]

        row = measured(crowd, events, say)
        crowd.leave()
    return row


def of_peer(peer, sockets, events):
    with servers.baseline(peer) as (address, _process):
        crowd = crowd_at(peer, address, 1)
        crowd.gather(sockets)

        def say(count, pause, burst=1):
            go(peer, crowd, count, PIECE, pause=pause)
            crowd.until(lambda: not crowd.left)
            return [float(moment) for moment in SENT.findall(bytes(crowd.first))]

        row = measured(crowd, events, say, FEW if peer is servers.STOCK else BURST)
        crowd.leave()
    return row


def measured(crowd, events, say, most=BURST):
    """At one a second and at a fifth of saturation; `say(count, pause)` gives when each was sent."""
    warm(crowd, lambda: say(1, 0))
    crowd.expect(most, clocked=True)
    began = time.perf_counter()
    say(most, 0, burst=5)
    fifth = most / (time.perf_counter() - began) / SHARE
    row = {"fifth": fifth}
    crowd.expect(events, clocked=True)
    row |= spread(crowd, say(events, 1))
    crowd.expect(events, clocked=True)
    return row | {f"fifth_{name}": value for name, value in spread(crowd, say(events, 1 / fifth)).items()}


def spread(crowd, sent):
    late = sorted(
        (came - moment) * 1000
        for listener in crowd.listeners
        for came, moment in zip(listener.came, sent, strict=False)
    )
    return {"p50": late[len(late) // 2], "p99": late[math.ceil(len(late) * 0.99) - 1]}
