"""Writes posts through the action, as a request does, on the machine's other core. Told by lines: `say EVENTS`."""

import sys
import time

import django

django.setup()

# Models can be imported only once Django is set up, and nobody else has done that in this process.
from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from network.forums import actions  # noqa: E402
from tests.factories.forums import make_thread  # noqa: E402
from tests.factories.members import make_member  # noqa: E402

WORDS = "We sell by the seat and they buy by the year. " * 6


def main():
    ada = make_member(name="Ada")
    thread = make_thread(by=ada)
    client = Client()
    client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    print(thread.stream.name, f"{name}={client.cookies[name].value}", flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        for _ in range(int(line.split()[1])):
            actions.reply(thread.pk, by=ada, body=WORDS, now=timezone.now())
        print(time.perf_counter() - began, flush=True)


if __name__ == "__main__":
    main()
