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
from realtime import streams  # noqa: E402


class GivenUp(Exception):
    """The transaction is to be rolled back."""


def main():
    thread, member, name, writers, posts, *control = sys.argv[1:]
    if control:
        streams._locked = from_a_counter
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


def from_a_counter(stream_ids):
    return {stream_id: (next_of(stream_id) - 1, streams.GENESIS) for stream_id in stream_ids}


def next_of(stream_id):
    with (Path(os.environ["KONTOR_VAR"]) / f"counter-{stream_id}").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        number = int(file.read() or streams.Stream.objects.get(pk=stream_id).last_seq) + 1
        file.truncate(0)
        file.write(str(number))
    return number


if __name__ == "__main__":
    main()
