"""A process of writers to one thread, each in a thread of its own, some of whose transactions are given up at the end.

    python -m tests.guarantees.laboratory.writers THREAD MEMBER NAME WRITERS POSTS [sequence]

It prints [key, began, acknowledged or null] for each post. With `sequence` a stream's numbers are taken from a counter
that no abort takes back: the negative control.
"""

import fcntl
import json
import os
import sys
import threading
import time
from pathlib import Path

import django

django.setup()

# Django must be set up before its models are read.
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from network.forums import actions  # noqa: E402
from network.members.models import Member  # noqa: E402
from realtime.streams import GENESIS, publishing  # noqa: E402


class GivenUp(Exception):
    """The transaction is to be rolled back."""


def main():
    thread, member, name, writers, posts, *control = sys.argv[1:]
    if control:
        publishing._tips = from_a_counter
    by, said = Member.objects.get(pk=member), []
    work = [
        threading.Thread(target=write, args=(int(thread), by, f"{name}-{number}", int(posts), said))
        for number in range(int(writers))
    ]
    for one in work:
        one.start()
    for one in work:
        one.join()
    sys.stdout.write(json.dumps(said))


def write(thread, by, name, posts, said):
    for number in range(posts):
        key, began = f"{name}-{number}", time.monotonic()
        try:
            with transaction.atomic():
                actions.reply(thread, by=by, body=key, now=timezone.now())
                if number % 5 == 4:
                    raise GivenUp
        except GivenUp:
            said.append([key, began, None])
        else:
            said.append([key, began, time.monotonic()])
    connection.close()


def from_a_counter(told, keys):
    return {stream.pk: (next_of(stream) - 1, GENESIS) for _happened, stream in told}, keys


def next_of(stream):
    with (Path(os.environ["KONTOR_VAR"]) / f"counter-{stream.pk}").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        number = int(file.read() or stream.last_seq) + 1
        file.truncate(0)
        file.write(str(number))
    return number


if __name__ == "__main__":
    main()
