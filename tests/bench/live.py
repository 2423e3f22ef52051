"""Fan-out: all in a room are told all. Kontor's whole way (posts through the action, transaction, hub, pieces rendered
from the database, credits, who may read) beside servers that know neither order nor resumption nor who may read.

`from the commit` is Kontor after one commit of all that is said: the writer, who shares the machine, is left out.

`a second` is events delivered, over all sockets, from the first word to the last arrival. `crowd` is the share of a
core that our own load used: near 100 % the crowd, not the server, was measured. `written` is the share of the time
in which Kontor was still being written to: near 100 % it is the writing that was measured.
"""

import json
import os
import statistics
import subprocess
import sys
import threading
import time

from tests.bench import machine, servers
from tests.bench.crowd import Crowd

ROOM = 200
"""Bytes of what is said."""
BURST = 5
"""Posts in one commit, where a room is written to as fast as we can: what a busy tick gathers."""


def run(options):
    machine.pin(servers.LOAD)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    found = []
    for sockets in options.sockets:
        found += compare(f"{sockets:,} sockets in one room", sockets, 1, options)
    found += compare("400 rooms of 10", 4000, 400, options)
    return found


def compare(title, sockets, rooms, options):
    events = max(4, min(options.events, 400_000 // sockets)) if rooms == 1 else 10
    rounds = [measured(sockets, rooms, events) for _ in range(options.rounds)]
    rows = {name: _median([one[name] for one in rounds]) for name in rounds[0]}
    stock = rows[servers.STOCK.name]["rate"]
    for name, row in rows.items():
        row |= {"server": name, "sockets": sockets, "rooms": rooms, "ratio": row["rate"] / stock}
    show(title, rows)
    return list(rows.values())


def measured(sockets, rooms, events):
    """One round of all servers."""
    rows = {
        "Kontor": of_kontor(sockets, rooms, events),
        "Kontor, frame by frame": of_kontor(sockets, rooms, events, module="tests.bench.one_by_one"),
    }
    if rooms == 1:
        rows["Kontor, from the commit"] = of_kontor(sockets, rooms, events, at_once=True)
    size = rows["Kontor"]["bytes"]
    for peer in servers.peers():
        few = max(2, events // 20) if peer is servers.STOCK else events
        rows[peer.name] = of_peer(peer, sockets, rooms, few, size)
    return rows


def _median(rows):
    return {key: statistics.median(row[key] for row in rows) for key in rows[0]}


def show(title, rows):
    print(f"{title}, events of {rows['Kontor']['bytes']:.0f} bytes; ratio to {servers.STOCK.name}")
    print(f"  {'':<24}{'ratio':>8}{'a second':>12}{'connect':>10}{'crowd':>7}{'written':>9}")
    for name, row in rows.items():
        written = f"{row['written']:.0%}" if "written" in row else ""
        connect = f"{row['connect']:.2f} s"
        written += f"   {row['cut']:.0f} were cut off" if row["cut"] else ""
        written += f"   {row['lacked']:.0f} never had all" if row["lacked"] else ""
        print(f"  {name:<24}{row['ratio']:>8.2f}{row['rate']:>12,.0f}{connect:>10}{row['crowd']:>7.0%}{written:>9}")


def crowd_of(house, rooms):
    """Sockets that each follow one of the house's streams."""

    def ask(number):
        stream = house.streams[number % rooms]
        return [json.dumps({"v": 1, "do": "subscribe", "stream": stream, "epoch": "", "after": 1})]

    return Crowd(
        house.address,
        lambda number: servers.LIVE,
        welcome=ask,
        opened_by=b'"op":"events"',
        cookie_of=lambda number: house.cookies[number % len(house.cookies)],
        acks=True,
    )


def crowd_at(peer, address, rooms):
    crowd = Crowd(
        address,
        lambda number: peer.path.format(room=number % rooms),
        welcome=(lambda number: peer.welcome) if peer.welcome else None,
        opened_by=peer.opened_by,
    )
    crowd.rooms = rooms
    return crowd


def of_kontor(sockets, rooms, events, module="config.serve.web", at_once=False):
    with servers.kontor(rooms=rooms, module=module) as house:
        crowd = crowd_of(house, rooms)
        connect = crowd.gather(sockets)
        if rooms > 1:
            row = told(crowd, events, lambda: tell(house, crowd))
        else:
            warm(crowd, lambda: house.tell(f"say 1 {ROOM} 0 1"))
            house.answer()
            row = handed_out(house, crowd, events) if at_once else spoken(house, crowd, events)
        crowd.leave()
    return {**row, "connect": connect}


def handed_out(house, crowd, events):
    """All are written in one commit, and the time begins with it: what the live layer does while nobody writes."""
    crowd.expect(events)
    used = time.thread_time()
    house.tell(f"say {events} {ROOM} 0 {events}")
    committed = heard(house, crowd)["committed"][0]
    # What the crowd used before the commit was next to nothing.
    seconds = crowd.last_at - committed
    return figures(crowd, events, seconds, time.thread_time() - used)


def spoken(house, crowd, events):
    crowd.expect(events)
    began, used = time.perf_counter(), time.thread_time()
    house.tell(f"say {events} {ROOM} 0 {BURST}")
    answer = heard(house, crowd)
    row = figures(crowd, events, time.perf_counter() - began, time.thread_time() - used)
    return {**row, "written": min(1.0, answer["seconds"] / row["seconds"])}


def heard(house, crowd):
    """Serve the sockets until all have come and the writer has answered."""
    answers = []
    threading.Thread(target=lambda: answers.append(house.answer()), daemon=True).start()
    crowd.until(lambda: not crowd.left and answers)
    return answers[0]


def tell(house, crowd):
    """Seconds from the commit of one post in every room to the last arrival."""
    house.tell(f"tell {ROOM}")
    committed = heard(house, crowd)["committed"][0]
    return crowd.last_at - committed


def told(crowd, rounds, one):
    """Several rounds in which every room is told one thing."""
    taken, used = [], time.thread_time()
    for number in range(rounds + 1):
        crowd.expect(1)
        seconds = one()
        if number:
            taken.append(seconds)
    row = figures(crowd, 1, statistics.median(taken), 0)
    return {**row, "crowd": (time.thread_time() - used) / max(sum(taken), 1e-9)}


def of_peer(peer, sockets, rooms, events, size):
    with servers.baseline(peer) as (address, _process):
        crowd = crowd_at(peer, address, rooms)
        connect = crowd.gather(sockets)
        warm(crowd, lambda: go(peer, crowd, 1, size))
        if rooms == 1:
            crowd.expect(events)
            began, used = time.monotonic(), time.thread_time()
            go(peer, crowd, events, size)
            crowd.finish()
            row = figures(crowd, events, crowd.last_at - began, time.thread_time() - used)
        else:
            row = told(crowd, events, lambda: asked(peer, crowd, size))
        crowd.leave()
    return {**row, "connect": connect}


def asked(peer, crowd, size):
    began = time.monotonic()
    go(peer, crowd, 1, size)
    crowd.finish()
    return crowd.last_at - began


def warm(crowd, speak):
    crowd.expect(1)
    speak()
    crowd.finish()


def go(peer, crowd, events, size, pause=0):
    """Make the baseline speak to all rooms. nchan is spoken to by a process of its own, as its publishers are."""
    if peer is servers.NCHAN:
        said = [crowd.place.port, crowd.rooms, events, int(size), pause]
        subprocess.Popen([sys.executable, "-m", "tests.bench.publish", *map(str, said)], cwd=servers.ROOT)
        return
    words = peer.go.replace("{events}", str(events)).replace("{size}", str(int(size))).replace("{pause}", str(pause))
    next(iter(crowd.by_number.values())).say(words)


def figures(crowd, events, seconds, used):
    delivered = sum(min(listener.events, events) for listener in crowd.listeners)
    return {
        "cut": crowd.cut,
        "lacked": crowd.left,
        "rate": delivered / seconds,
        "seconds": seconds,
        "crowd": used / seconds,
        "bytes": crowd.bytes // max(delivered, 1),
    }
