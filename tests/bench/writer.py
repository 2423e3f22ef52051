"""Writes posts through the action, as a request does, on the machine's other core.

    python -m tests.bench.writer ROOMS SESSIONS

It says its streams and cookies as one line of JSON, then obeys lines. `say EVENTS SIZE PAUSE BURST` writes so many
posts to the first room, one every PAUSE seconds, BURST of them in one transaction; `tell SIZE` one to every room, all
in one transaction; `bare ROWS SIZE` rows of a table like it. It answers with the moments (seconds of the machine's
monotonic asker) at which each was committed.
"""

import contextlib
import json
import sys
import time

import django

django.setup()

# Models can be imported only once Django is set up, and nobody else has done that in this process.
from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from network.forums import actions  # noqa: E402
from network.members.models import Member  # noqa: E402
from tests.bench import inserts  # noqa: E402
from tests.factories.forums import make_thread  # noqa: E402
from tests.factories.members import make_member  # noqa: E402


def main():
    ada = Member.objects.filter(name="Ada").first() or make_member(name="Ada")
    rooms = [make_thread(by=ada) for _ in range(int(sys.argv[1]))]
    cookies = [cookie_of(ada) for _ in range(int(sys.argv[2]))]
    told = {"streams": [room.stream.name for room in rooms], "threads": [room.pk for room in rooms], "cookies": cookies}
    print(json.dumps(told), flush=True)
    for line in sys.stdin:
        what, *words = line.split()
        if what == "say":
            events, size, pause, burst = words
            done = say(rooms[0], ada, int(events), int(size), float(pause), int(burst))
        elif what == "bare":
            done = {"seconds": inserts.write(*map(int, words))}
        else:
            done = tell(rooms, ada, int(words[0]))
        print(json.dumps(done), flush=True)


def cookie_of(member):
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def say(room, ada, events, size, pause, burst):
    began, committed, words = time.perf_counter(), [], "x" * size
    for done in range(0, events, burst):
        some = min(burst, events - done)
        with transaction.atomic() if burst > 1 else contextlib.nullcontext():
            for _ in range(some):
                actions.reply(room.pk, by=ada, body=words, now=timezone.now())
        committed += [time.monotonic()] * some
        time.sleep(pause)
    return {"seconds": time.perf_counter() - began, "committed": committed}


def tell(rooms, ada, size):
    with transaction.atomic():
        for room in rooms:
            actions.reply(room.pk, by=ada, body="x" * size, now=timezone.now())
        # The hints follow the commit, and they are told after this: what is measured begins no later than it should.
        committed = []
        transaction.on_commit(lambda: committed.append(time.monotonic()))
        hooks = transaction.get_connection().run_on_commit
        hooks.insert(0, hooks.pop())
    return {"committed": committed}


if __name__ == "__main__":
    main()
