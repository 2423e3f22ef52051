"""Posts a second: through the whole action (thread, post, two streams, outbox) by one writer over a kept connection,
beside bare one-row inserts into a table like it in the same database; and through HTTP, by several browsers at once.
"""

import json
import os
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from tests.bench import machine, servers
from tests.bench.live import ROOM

BROWSERS = 4


def run(options):
    machine.pin(servers.SERVER, servers.LOAD)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    found = []
    for name, database in databases():
        rows = of_database(database, options.posts)
        bare = rows["bare inserts"]
        print(f"{name}, {options.posts} of each; ratio to bare inserts")
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
        house.tell(f"say 20 {ROOM} 0 1")
        house.answer()
        house.tell(f"say {posts} {ROOM} 0 1")
        action = posts / house.answer()["seconds"]
        words = [sys.executable, "-m", "tests.bench.inserts", str(posts)]
        said = subprocess.run(words, cwd=servers.ROOT, env=house.environ, check=True, stdout=subprocess.PIPE).stdout
        return {
            "bare inserts": json.loads(said)["rate"],
            "the whole action": action,
            f"HTTP, {BROWSERS} browsers": over_http(house, posts),
        }


def over_http(house, posts):
    each = posts // BROWSERS
    began = time.perf_counter()
    threads = [threading.Thread(target=browse, args=(house, number, each)) for number in range(BROWSERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return each * BROWSERS / (time.perf_counter() - began)


def browse(house, number, posts):
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
        body = urlencode({"body": "x" * ROOM, "key": f"bench-{number}-{count}"})
        line.request("POST", f"/forums/threads/{house.threads[0]}/reply/", body, headers)
        answer = line.getresponse()
        answer.read()
        assert answer.status == 201, answer.status
