"""Posts a second: through the whole action (thread, post, two streams, outbox) by one writer over a kept connection,
beside bare one-row inserts into a table like it in the same database; and through HTTP, by several browsers at once.

Each is written in rounds, one after the other, and the medians are told: what else the machine does meets all alike.
"""

import os
import statistics
import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from tests.bench import machine, servers
from tests.bench.live import ROOM

BROWSERS = 4
ROUNDS = 5


def run(options):
    machine.pin(servers.SERVER, servers.LOAD)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    found = []
    for name, database in databases():
        rows = of_database(database, options.posts)
        bare = rows["bare inserts"]
        print(f"{name}, {options.posts} of each in {ROUNDS} rounds; ratio to bare inserts")
        for what, rate in rows.items():
            print(f"  {what:<34}{rate / bare:>8.2f}{rate:>12,.0f}")
            found.append({"database": name, "what": what, "rate": rate, "ratio": rate / bare})
    return found


def databases():
    """SQLite always; PostgreSQL where there is one to be measured on."""
    given = servers.postgres()
    return [("SQLite", ""), *([("PostgreSQL", given)] if given else [])]


def of_database(database, posts):
    with servers.kontor(sessions=BROWSERS, database=database) as house:
        each = max(posts // ROUNDS, BROWSERS)
        by_writer(house, f"say 20 {ROOM} 0 1")
        over_http(house, BROWSERS, "first")
        ways = {
            "bare inserts": lambda number: each / by_writer(house, f"bare {each} {ROOM}"),
            "the whole action": lambda number: each / by_writer(house, f"say {each} {ROOM} 0 1"),
            f"HTTP, {BROWSERS} browsers": lambda number: over_http(house, each, number),
        }
        rates = [{name: write(number) for name, write in ways.items()} for number in range(ROUNDS)]
        return {name: statistics.median(one[name] for one in rates) for name in ways}


def by_writer(house, words):
    """How many seconds it took."""
    house.tell(words)
    return house.answer()["seconds"]


def over_http(house, posts, name):
    each = posts // BROWSERS
    began = time.perf_counter()
    threads = [threading.Thread(target=browse, args=(house, number, each, name)) for number in range(BROWSERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return each * BROWSERS / (time.perf_counter() - began)


def browse(house, number, posts, name):
    place = urlsplit(house.address)
    line = HTTPConnection(place.hostname, place.port)
    token = "a" * 32
    headers = {
        "Cookie": f"{house.cookies[number]}; csrftoken={token}",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": token,
        "Accept": "application/json",
    }
    for count in range(posts):
        body = urlencode({"body": "x" * ROOM, "key": f"bench-{name}-{number}-{count}"})
        line.request("POST", f"/forums/threads/{house.threads[0]}/reply/", body, headers)
        answer = line.getresponse()
        answer.read()
        assert answer.status == 201, answer.status
