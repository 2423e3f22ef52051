"""Token buckets that all processes share: in Redis, and in each process for itself while Redis is away.

A bucket is one number: the moment at which it will be full again. Whoever takes a token puts that moment off by what a
token costs, and may not where it would then lie further ahead than the whole bucket costs.
"""

import logging
import math
import threading
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, TypeVar, cast

import redis
from django.conf import settings

from ground.web.limits import Pace

log = logging.getLogger("kontor.buckets")
PATIENCE: Final = 0.5
"""Seconds that a write may be held up by a Redis that does not answer."""
RESPITE: Final = 5.0
"""Seconds in which a Redis that did not answer is not asked again."""
PREFIX: Final = "kontor:bucket:"
MOST: Final = 10_000
"""Buckets that a process remembers by itself before it looks which are full again."""

# All or none, so that two that race never share a token and a refusal costs nothing. Told by one clock, Redis' own.
TAKE: Final = """
local clock = redis.call('TIME')
local now, wait, full = clock[1] + clock[2] / 1e6, 0, {}
for i, key in ipairs(KEYS) do
    local size, seconds = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
    full[i] = math.max(tonumber(redis.call('GET', key) or now), now) + seconds
    wait = math.max(wait, full[i] - now - size * seconds)
end
if wait > 0.001 then return string.format('%.6f', wait) end
for i, key in ipairs(KEYS) do
    redis.call('SET', key, string.format('%.6f', full[i]), 'PX', math.ceil((full[i] - now) * 1000))
end
return '0'
"""

# How many tokens the emptiest of them has now.
LEFT: Final = """
local clock = redis.call('TIME')
local now, least = clock[1] + clock[2] / 1e6, math.huge
for i, key in ipairs(KEYS) do
    local size, seconds = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
    local owed = math.max(tonumber(redis.call('GET', key) or now) - now, 0)
    least = math.min(least, seconds > 0 and size - owed / seconds or size)
end
return tostring(math.floor(least + 0.001))
"""

_lock = threading.Lock()
_full_at: dict[str, float] = {}
_away_until = 0.0
Told = TypeVar("Told")


def take(buckets: Mapping[str, Pace]) -> float:
    """Take a token from each of these buckets: 0, or the seconds until all have one, and then none is taken."""
    return _shared_or_here(lambda: _take_shared(buckets), lambda now: take_here(buckets, now))


def left(buckets: Mapping[str, Pace]) -> int:
    """How many tokens could be taken from all of these buckets, at once. Takes none."""
    return _shared_or_here(lambda: int(_asked(LEFT, buckets)), lambda now: left_here(buckets, now))


def _shared_or_here(shared: Callable[[], Told], here: Callable[[float], Told]) -> Told:
    global _away_until
    if settings.REDIS_URL and time.monotonic() >= _away_until:
        try:
            return shared()
        except redis.RedisError as error:
            _away_until = time.monotonic() + RESPITE
            log.warning("redis keeps no buckets, this process does: %s", type(error).__name__)
    return here(time.monotonic())


def take_here(buckets: Mapping[str, Pace], now: float) -> float:
    """The same within this process alone. `now` is monotonic seconds."""
    with _lock:
        full = {key: max(_full_at.get(key, now), now) + pace.seconds for key, pace in buckets.items()}
        wait = max(full[key] - now - pace.size * pace.seconds for key, pace in buckets.items())
        if wait > 0.001:
            return wait
        _full_at.update(full)
        if len(_full_at) > MOST:
            _forget_full(now)
        return 0.0


def left_here(buckets: Mapping[str, Pace], now: float) -> int:
    """The same within this process alone. `now` is monotonic seconds."""
    with _lock:
        owed = {key: max(_full_at.get(key, now) - now, 0.0) for key in buckets}
    least = min(pace.size - owed[key] / pace.seconds if pace.seconds else pace.size for key, pace in buckets.items())
    return math.floor(least + 0.001)


def empty_all() -> None:
    """Forget who wrote what: all may write again at once."""
    with _lock:
        _full_at.clear()
    if settings.REDIS_URL and (keys := client().keys(f"{PREFIX}*")):
        client().delete(*cast(list[str], keys))


def _forget_full(now: float) -> None:
    for key in [key for key, at in _full_at.items() if at <= now]:
        del _full_at[key]


def _take_shared(buckets: Mapping[str, Pace]) -> float:
    return float(_asked(TAKE, buckets))


def _asked(script: str, buckets: Mapping[str, Pace]) -> str:
    numbers = [number for pace in buckets.values() for number in (pace.size, pace.seconds)]
    return str(client().eval(script, len(buckets), *(PREFIX + key for key in buckets), *map(str, numbers)))


@cache
def client() -> "redis.Redis":
    pool = redis.ConnectionPool.from_url(
        settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, decode_responses=True
    )
    return redis.Redis(connection_pool=pool)
