"""What the feed is made of: each feature registers, from `wiring.py`, its facts and how to say them.

    register(
        FeedSource(
            name="threads",
            facts=(Opened, Replied),
            streams_of=lambda member: Thread.objects.followed_by(member).values_list("stream_id", flat=True),
            lines=lines_of_threads,
            why=_("You follow this thread"),
        )
    )

`streams_of(member)` gives the stream ids where the member takes part, as a list or a queryset of ids that is used as a
subquery. `lines(events)` gives a line for each event that is to be shown, by the event's id, in a fixed number of
queries however many events there are; an event left out is not shown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from network.members.models import Member
from realtime.streams import Event


@dataclass(frozen=True, slots=True)
class Line:
    """One item. `who` is drawn as a face, `text` is the sentence, `quote` what was said, `url` the exact place."""

    text: str
    url: str
    who: Any = None
    quote: str = ""
    icon: str = "dot"
    why: str = ""


@dataclass(frozen=True, slots=True)
class FeedSource:
    """`why` is said under each item, unless its line says its own."""

    name: str
    facts: Sequence[type[Any]]
    streams_of: Callable[[Member], Iterable[int]]
    lines: Callable[[list[Event]], Mapping[int, Line]]
    why: str | Promise


_sources: dict[str, FeedSource] = {}


def register(source: FeedSource) -> None:
    if source.name in _sources:
        raise ValueError(f"two sources of the feed are called {source.name}")
    _sources[source.name] = source


def all_sources() -> list[FeedSource]:
    return list(_sources.values())
