"""The process's one permanent subscription to Redis. While Redis is away it tries again, ever more slowly."""

import asyncio
import json
import logging
import random
from collections.abc import Callable
from typing import Any

import redis.asyncio as redis
from django.conf import settings
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from realtime.streams.hints import wire_name

log = logging.getLogger("kontor.hub")
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
QUIET = 10.0  # seconds without a word before we ask whether the connection is alive
ANSWER = 3.0  # seconds to answer


class RedisListener:
    """`hear(topic, message)` for each message; `again()` after every break, for much may have been missed."""

    def __init__(
        self, topics: tuple[str, ...], hear: Callable[[str, dict[str, Any]], None], again: Callable[[], None]
    ) -> None:
        self.listening = asyncio.Event()
        self._topics = topics
        self._hear = hear
        self._again = again

    async def run(self) -> None:
        wait = FIRST_WAIT
        while settings.REDIS_URL:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                wait = FIRST_WAIT if self.listening.is_set() else min(wait * 2, LONGEST_WAIT)
                log.warning("redis is away (%s): heads are polled", type(error).__name__)
            finally:
                self.listening.clear()
            await asyncio.sleep(wait * random.uniform(0.5, 1.5))  # noqa: S311

    async def _listen(self) -> None:
        # redis-py's own timeout of five seconds would end an idle subscription.
        client = redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=None, socket_connect_timeout=2, retry=Retry(NoBackoff(), 0)
        )
        async with client, client.pubsub() as subscription:
            await subscription.subscribe(*map(wire_name, self._topics))
            self.listening.set()
            self._again()
            while True:
                await self._next(subscription)

    async def _next(self, subscription: PubSub) -> None:
        said = await subscription.get_message(timeout=QUIET)
        if said is None:
            await subscription.ping()
            said = await subscription.get_message(timeout=ANSWER)
            if said is None:
                raise TimeoutError("redis does not answer")
        if said["type"] == "message":
            self._take(said["channel"], said["data"])

    def _take(self, topic: bytes, data: bytes) -> None:
        try:
            message = json.loads(data)
        except ValueError:
            message = None
        if not isinstance(message, dict):
            log.warning("not a message on %s", topic)
            return
        try:
            self._hear(topic.decode().rpartition("@")[0], message)
        except Exception:  # whatever another process says, of another version perhaps: the listener stay open
            log.exception("not understood on %s", topic)
