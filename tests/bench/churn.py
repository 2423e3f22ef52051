"""A thousand clients that lose their line for two seconds again and again while a room talks (AnyCable's scenario).

`delivered` is the share of all messages that reached all clients, each once; `twice` and `astray` count what a client
took in a second time or out of order; `catch up` is from coming back to having what the others had by then.
"""

import json
import os
import random
import re
import statistics
import threading
import time

from tests.bench import machine, servers
from tests.bench.crowd import Crowd
from tests.bench.live import ROOM, go

NUMBER = re.compile(rb'"seq":(\d+)')
EPOCH = re.compile(rb'"epoch":"(\w+)"')
PID = re.compile(rb'"pid":"([^"]+)"')
OFFSET = re.compile(rb'\},"([^"]+)"\]')
AWAY = 2.0
TICK = 0.25
SHARE = 16  # one in so many is dropped at each tick
PATIENCE = 20


def run(options):
    machine.pin(servers.LOAD)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    rows = {"Kontor": of_kontor(options.crowd, options.talk)}
    found = {peer.name: peer for peer in servers.peers()}
    if servers.SOCKET_IO.name in found:
        rows["Socket.IO, with recovery"] = of_socket_io(options.crowd, options.talk)
    print(f"{options.crowd:,} clients, {options.talk} messages, each client away for {AWAY:g} s again and again")
    print(f"  {'':<26}{'delivered':>10}{'twice':>7}{'astray':>8}{'drops':>7}{'catch up p50 ms':>17}{'p99 ms':>9}")
    for name, row in rows.items():
        print(
            f"  {name:<26}{row['delivered']:>10.3%}{row['twice']:>7}{row['astray']:>8}{row['drops']:>7}"
            f"{row['p50']:>17.0f}{row['p99']:>9.0f}"
        )
    return [{"server": name, "clients": options.crowd, **row} for name, row in rows.items()]


class Client:
    """What one client has, over all its lines."""

    def __init__(self):
        self.last, self.twice, self.astray, self.taken = -1, 0, 0, set()
        self.epoch, self.pid, self.offset = "", "", ""
        self.back_at = self.owed = None


class Churn(Crowd):
    """A crowd whose members come and go; `ask(client)` is what one says when it comes back."""

    def __init__(self, *args, ask, **kwargs):
        super().__init__(*args, welcome=lambda number: ask(self.clients[number]), **kwargs)
        self.clients = {}
        self.away, self.caught_up, self.drops, self.head = [], [], 0, -1

    def _connect(self):
        self.clients.setdefault(len(self.listeners), Client())
        super()._connect()

    def drop(self, listener):
        self.drops += 1
        self.open -= listener.is_open
        self.poll.unregister(listener.socket)
        del self.by_number[listener.socket.fileno()]
        listener.socket.close()
        self.away.append((time.monotonic() + AWAY, listener.number))

    def bring_back(self, now):
        ready = [number for moment, number in self.away if moment <= now]
        self.away = [(moment, number) for moment, number in self.away if moment > now]
        for number in ready:
            self.come_back(number)

    def come_back(self, number):
        listener = self.line_for(number)
        self.listeners[number] = listener
        client = self.clients[number]
        client.back_at, client.owed = time.monotonic(), self.head

    def _opening(self, listener, data):
        super()._opening(listener, data)
        if listener.is_open:
            client = self.clients[listener.number]
            client.pid = _last(PID, self.opening, client.pid)
            self._take(client, self.opening)

    def _count(self, listener, data):
        # A number may be cut in two: what follows the last bracket waits for its other half.
        whole = listener.tail_of_json + data
        cut = whole.rfind(b"}") + 1
        listener.tail_of_json = whole[cut:][-200:]
        super()._count(listener, data)
        self._take(self.clients[listener.number], whole[:cut] + whole[cut : cut + 60])

    def _take(self, client, data):
        client.epoch = _last(EPOCH, data, client.epoch)
        client.offset = _last(OFFSET, data, client.offset)
        for found in NUMBER.finditer(data):
            number = int(found[1])
            if number in client.taken:
                client.twice += self.counts_twice
                continue
            client.astray += number < client.last
            client.taken.add(number)
            client.last = max(client.last, number)
        self.head = max(self.head, client.last)
        if client.owed is not None and client.last >= client.owed:
            self.caught_up.append(time.monotonic() - client.back_at)
            client.owed = None

    # Kontor's clients keep the number of what they have and drop the rest, as the protocol says.
    counts_twice = 0


def _last(pattern, data, otherwise):
    found = pattern.findall(data)
    return found[-1].decode() if found else otherwise


def of_kontor(sockets, messages):
    with servers.kontor() as house:
        stream = house.streams[0]

        def ask(client):
            words = {"v": 1, "do": "subscribe", "stream": stream, "epoch": client.epoch, "after": max(client.last, 1)}
            return [json.dumps(words)]

        crowd = Churn(
            house.address,
            lambda number: servers.LIVE,
            ask=ask,
            opened_by=b'"op":"events"',
            cookie_of=lambda number: house.cookies[0],
            acks=True,
        )
        crowd.gather(sockets)
        talking = threading.Thread(target=house.answer, daemon=True)
        house.tell(f"say {messages} {ROOM} 0.3 1")
        talking.start()
        return churned(crowd, talking.is_alive, range(2, messages + 2))


def of_socket_io(sockets, messages):
    with servers.baseline(servers.SOCKET_IO, "recover") as (address, _process):

        def ask(client):
            return ["40" + json.dumps({"pid": client.pid, "offset": client.offset}) if client.pid else "40"]

        crowd = Churn(address, lambda number: servers.SOCKET_IO.path.format(room=0), ask=ask, opened_by=b'40{"sid"')
        crowd.counts_twice = 1
        crowd.gather(sockets)
        go(servers.SOCKET_IO, crowd, messages, ROOM * 10, pause=0.3)
        end = time.monotonic() + messages * 0.3 + 2
        return churned(crowd, lambda: time.monotonic() < end, range(messages), spare=0)


def churned(crowd, goes_on, numbers, spare=None):
    """Drop and bring back until all has been said; then all come back and have their time to catch up."""
    rng = random.Random(7)
    next_drop = time.monotonic()
    while goes_on():
        crowd.serve(0.02)
        now = time.monotonic()
        crowd.bring_back(now)
        if now >= next_drop:
            next_drop = now + TICK
            there = [one for one in crowd.by_number.values() if one.is_open and one.number != spare]
            for listener in rng.sample(there, len(there) // SHARE):
                crowd.drop(listener)
    end = time.monotonic() + AWAY + PATIENCE
    wanted = set(numbers)
    while time.monotonic() < end and not all(wanted <= client.taken for client in crowd.clients.values()):
        crowd.serve(0.05)
        crowd.bring_back(time.monotonic())
    clients = list(crowd.clients.values())
    late = sorted(crowd.caught_up) or [0.0]
    row = {
        "delivered": sum(len(wanted & client.taken) for client in clients) / (len(clients) * len(wanted)),
        "twice": sum(client.twice for client in clients),
        "astray": sum(client.astray for client in clients),
        "drops": crowd.drops,
        "p50": statistics.median(late) * 1000,
        "p99": late[int(len(late) * 0.99)] * 1000,
    }
    crowd.leave()
    return row
