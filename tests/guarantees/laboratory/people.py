"""Clients of a real server: one that posts until it is told that its post is kept, one that follows a stream."""

import asyncio
import threading
import time
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from tests.guarantees.laboratory.logs import Said
from tests.realtime.test_reference_client import reference

TOKEN = "k" * 32
PATIENCE = 60
PAUSE = 0.05


class Poster:
    """Says things to a thread through the front door, each under a key, again and again until it is acknowledged."""

    answer_within = 10

    def __init__(self, site, cookie, thread, log):
        self.place = urlsplit(site.address)
        self.url = f"/forums/threads/{thread.pk}/reply/"
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            "X-CSRFToken": TOKEN,
        }
        self.log = log

    def say(self, key, body=None):
        """The status that ended it. Raises TimeoutError."""
        one = self.log.said.setdefault(key, Said(time.monotonic()))
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            one.tries += 1
            status = self.once(key, body)
            if status == 201:
                one.acked = one.acked or time.monotonic()
            if status is not None and status < 500:
                return status
            threading.Event().wait(PAUSE)
        raise TimeoutError(f"{key} was never answered")

    def once(self, key, body=None):
        """The status, or None where the line broke."""
        line = HTTPConnection(self.place.hostname, self.place.port, timeout=self.answer_within)
        try:
            line.request("POST", self.url, urlencode({"body": body or key, "key": key}), self.headers)
            return line.getresponse().status
        except (OSError, HTTPException):
            return None
        finally:
            line.close()


class Listener:
    """Follows a stream with the documented client and writes down what it takes in."""

    def __init__(self, name, site, cookie, stream, log):
        self.stream = stream
        self.heard = log.heard[name] = []
        self.client = reference.Client(site.address, [stream.name], f"{settings.SESSION_COOKIE_NAME}={cookie}")
        self.task = asyncio.create_task(self.client.run(self._hear))

    def _hear(self, stream, event):
        self.heard.append((event["seq"], time.monotonic()))

    async def until(self, number, within):
        """Raises TimeoutError."""
        async with asyncio.timeout(within):
            while not self.heard or self.heard[-1][0] < number:
                await asyncio.sleep(0.02)

    async def leave(self):
        self.task.cancel()
        await asyncio.wait([self.task])
