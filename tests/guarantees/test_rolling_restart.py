"""A rolling restart while a room talks: nothing is lost, nothing comes twice, all are back in time and not at once."""

import asyncio
import time

import pytest
from asgiref.sync import sync_to_async

from config.serve import children
from realtime.nodes import roster
from realtime.streams import Event
from tests.browser.site import PATIENCE, Site
from tests.factories.forums import make_thread
from tests.factories.members import make_member
from tests.guarantees.laboratory.logs import Log
from tests.guarantees.laboratory.people import Listener, Poster
from tests.guarantees.test_g2_kept import judged
from tests.sizes import FULL

LISTENERS = 100 if FULL else 8
RESTARTS = 5 if FULL else 2
WITHIN = 2.0
BACK = 10.0
PACE = 0.1  # seconds from line to line: what a hundred listeners in one process can follow


@pytest.fixture
def thread(transactional_db):
    return make_thread(by=make_member(name="Ada"))


class Talk:
    """Somebody talks all the while."""

    def __init__(self, poster):
        self.said, self.over, self.poster = 0, False, poster
        self.task = asyncio.create_task(self._talk())

    async def _talk(self):
        while not self.over:
            await asyncio.gather(asyncio.to_thread(self.poster.say, f"line {self.said}"), asyncio.sleep(PACE))
            self.said += 1

    async def end(self):
        self.over = True
        await self.task


async def roll(site, old):
    """A new process beside the old one, which is then told to end; seconds until it has."""
    new = await asyncio.to_thread(site.start_another, "--drain", str(WITHIN))
    # Whoever knocks may have been answered by the old one.
    async with asyncio.timeout(PATIENCE):
        while new.pid not in {node.pid for node in await sync_to_async(roster.known)()}:
            await asyncio.sleep(0.05)
    began = time.monotonic()
    old.terminate()
    await asyncio.to_thread(old.wait, 30)
    return new, time.monotonic() - began


async def test_nobody_misses_anything_and_everybody_is_back_in_time(thread):
    site, log = Site(), Log()
    web = await asyncio.to_thread(site.start_another, "--drain", str(WITHIN))
    try:
        cookie = (await sync_to_async(site.cookie_of)(thread.author))["value"]
        listeners = [Listener(f"listener {one}", site, cookie, thread.stream, log) for one in range(LISTENERS)]
        for listener in listeners:
            await listener.until(1, 30)
        talk = Talk(Poster(site, cookie, thread, log))
        for _ in range(RESTARTS):
            web, seconds = await roll(site, web)
            assert web.poll() is None
            assert seconds < BACK
        await talk.end()
        last = await sync_to_async(lambda: Event.objects.filter(stream=thread.stream).order_by("-seq").first().seq)()
        for listener in listeners:
            await listener.until(last, BACK)
            await listener.leave()
    finally:
        children.sweep(web)
        site.close()
    assert await sync_to_async(judged)(thread, log) == []
    assert talk.said > RESTARTS
    assert all(listener.client.connections == RESTARTS + 1 for listener in listeners)
    assert latest(log) < BACK


def latest(log):
    """Seconds from the acknowledgement of what was said until the worst served of all had it.

    One person talks, after the stream's first event: the first thing said is its second.
    """
    acked = [one.acked for one in log.said.values()]
    return max(at - acked[number - 2] for heard in log.heard.values() for number, at in heard if number > 1)
