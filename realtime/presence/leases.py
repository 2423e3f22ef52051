"""Leases: the people of this process, and their leases in Redis."""

import json
import logging
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import redis.asyncio as redis
from django.conf import settings
from redis.asyncio.client import Pipeline
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from realtime.presence.state import TTL, Modes, entry, key_of, merged, shown, strongest
from realtime.streams.hints import wire_name

log = logging.getLogger("kontor.presence")
KEY_TTL = int(4 * TTL)
PATIENCE = 1  # seconds
TALKS = 8  # with Redis at a time


class Leases:
    def __init__(self) -> None:
        self.node = secrets.token_hex(4)
        self._tabs: dict[int, dict[int, Counter[str]]] = {}
        self._leased: dict[int, set[str]] = {}
        self._notes: set[str] = set()
        self._away = False
        self._redis = _short_client() if settings.REDIS_URL else None

    def arrive(self, stream: int, member: int, mode: str) -> None:
        self._tabs.setdefault(stream, {}).setdefault(member, Counter())[mode] += 1

    def leave(self, stream: int, member: int, mode: str) -> None:
        people = self._tabs.get(stream, {})
        tabs = people.get(member, Counter())
        tabs[mode] -= 1
        if not +tabs:
            people.pop(member, None)
        if not people:
            self._tabs.pop(stream, None)

    def own(self, stream: int) -> Modes:
        """Those who are here in this process. May be asked from any thread."""
        return shown(self._modes(stream))

    async def lease(self, streams: Iterable[int] | None = None) -> bool:
        """Say who is here in these streams, or in all. True when Redis took it."""
        wanted = set(streams) if streams is not None else {*self._tabs, *self._leased}

        def speak(talk: Pipeline) -> None:
            for stream in wanted:
                self._say(talk, stream)

        return await self._talk(speak) is not None

    async def everyone(self, streams: list[int]) -> dict[int, Modes]:
        """Who is here, in every process that Redis knows of; without Redis, in this one."""
        now = time.time()
        answers = await self._talk(lambda talk: [talk.zrangebyscore(key_of(one), now, "+inf") for one in streams])
        if answers is None:
            return {stream: self.own(stream) for stream in streams}
        return {stream: merged(connections) for stream, connections in zip(streams, answers, strict=True)}

    async def shout(self, topic: str, messages: Iterable[dict[str, Any]]) -> None:
        """Tell the other processes."""
        await self._talk(lambda talk: [talk.publish(wire_name(topic), json.dumps(one)) for one in messages])

    async def note(self, key: str, text: str, seconds: int) -> None:
        """Put a note where the other processes find it, for so long."""
        self._notes.add(key)
        await self._talk(lambda talk: talk.set(key, text, ex=seconds))

    async def stop(self) -> None:
        self._tabs.clear()
        await self.lease()
        if self._notes:
            await self._talk(lambda talk: talk.delete(*self._notes))
        if self._redis is not None:
            await self._redis.aclose()

    def _modes(self, stream: int) -> dict[int, str]:
        people = list(self._tabs.get(stream, {}).items())
        return {member: strongest(list(+tabs)) for member, tabs in people if +tabs}

    def _say(self, talk: Pipeline, stream: int) -> None:
        now = {entry(self.node, member, mode) for member, mode in self._modes(stream).items()}
        key = key_of(stream)
        if gone := self._leased.pop(stream, set()) - now:
            talk.zrem(key, *gone)
        if now:
            self._leased[stream] = now
            talk.zadd(key, dict.fromkeys(now, time.time() + TTL))
            talk.expire(key, KEY_TTL)

    async def _talk(self, speak: Callable[[Pipeline], object]) -> list[Any] | None:
        """One pipeline; None when Redis is away."""
        if self._redis is None:
            return None
        try:
            async with self._redis.pipeline(transaction=False) as talk:
                speak(talk)
                answers = await talk.execute()
        except (RedisError, OSError) as error:
            if not self._away:
                log.warning("redis is away (%s): presence is that of this process", type(error).__name__)
            self._away = True
            return None
        self._away = False
        return list(answers)


def _short_client() -> "redis.Redis":
    """Where many channels change at once they take turns, rather than be refused."""
    pool = redis.BlockingConnectionPool.from_url(
        settings.REDIS_URL,
        max_connections=TALKS,
        timeout=PATIENCE,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        decode_responses=True,
        retry=Retry(NoBackoff(), 0),
    )
    return redis.Redis.from_pool(pool)
