"""Presence: who is here now. Leases in Redis, never in the database; without Redis, those of this process alone.

A member is present once however many tabs are open: visible when one of them is looked at, away when none is, and
neither shown nor counted when one says private. What a person looks like is registered by the area that knows people.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import redis
from django.conf import settings

from realtime.streams import hints

log = logging.getLogger("kontor.presence")
LEASE: Final = 5.0  # seconds after which a process says again who is with it
TTL: Final = 13.0  # seconds that what it said is believed: with a round of the others under twenty (guarantee G8)
FEW: Final = 24  # up to so many people are named, more are counted

Modes = dict[int, str]  # member → visible or away


@dataclass(frozen=True, slots=True)
class Person:
    """`html` is the chip shown in lists of who is here, the same for every viewer of one language."""

    id: int
    name: str
    html: str


Describe = Callable[[Sequence[int]], list[Person]]
_describe: list[Describe] = []
_processes: list[Callable[[int], Modes]] = []


def describe_with(describe: Describe) -> None:
    """Register how people are shown: `describe([7, 9])` gives those that exist, in the active language."""
    _describe[:] = [describe]


def describe(members: Sequence[int]) -> list[Person]:
    return _describe[0](members) if _describe and members else []


def here(stream_id: int) -> list[int]:
    """Ids of the members who are here and may be shown, in order of id."""
    return sorted(_modes(stream_id))


def here_in(stream_ids: Sequence[int]) -> dict[int, list[int]]:
    """Who is here in each of many streams, asked for at once."""
    if settings.REDIS_URL and stream_ids:
        try:
            with hints.client().pipeline(transaction=False) as talk:
                for stream_id in stream_ids:
                    talk.zrangebyscore(key_of(stream_id), time.time(), "+inf")
                answers = talk.execute()
            return {one: sorted(merged(map(str, lines))) for one, lines in zip(stream_ids, answers, strict=True)}
        except redis.RedisError as error:
            log.warning("redis is away (%s): presence is that of this process", type(error).__name__)
    return {stream_id: sorted(_of_processes(stream_id)) for stream_id in stream_ids}


def count(stream_id: int) -> int:
    return len(_modes(stream_id))


def _modes(stream_id: int) -> Modes:
    if settings.REDIS_URL:
        try:
            return merged(map(str, hints.client().zrangebyscore(key_of(stream_id), time.time(), "+inf")))
        except redis.RedisError as error:
            log.warning("redis is away (%s): presence is that of this process", type(error).__name__)
    return _of_processes(stream_id)


def _of_processes(stream_id: int) -> Modes:
    return {member: mode for people in _processes for member, mode in people(stream_id).items()}


def key_of(stream_id: int) -> str:
    return f"kontor:here:{stream_id}"


def entry(node: str, member: int, mode: str) -> str:
    return f"{node}:{member}:{mode}"


def merged(entries: Iterable[str]) -> Modes:
    """The leases of all processes as one mode a member."""
    modes: dict[int, set[str]] = {}
    for line in entries:
        _node, member, mode = line.split(":")
        modes.setdefault(int(member), set()).add(mode)
    return shown({member: strongest(all_modes) for member, all_modes in modes.items()})


def strongest(modes: Iterable[str]) -> str:
    """Private hides a member in every tab, and being looked at in one is being here."""
    return min(modes, key=("private", "visible", "away").index)


def shown(modes: dict[int, str]) -> Modes:
    return {member: mode for member, mode in modes.items() if mode != "private"}


def count_process(people: Callable[[int], Modes]) -> None:
    """Register a hub's own people, believed when Redis is away."""
    _processes.append(people)


def forget_process(people: Callable[[int], Modes]) -> None:
    _processes.remove(people)
