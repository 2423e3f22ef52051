"""What the feed is made of: each feature registers, from `wiring.py`, which of its facts are worth a line, and where.

    register(
        FeedSource(
            name="threads",
            facts=(Replied,),
            streams_of=lambda member: Thread.objects.watched_by(member).values("stream_id"),
            why=_("You watch the thread"),
        )
    )

How a fact is told stands with its feature (`tellings.py`: the words `away` from the thing). A fact may be of several
sources: its line says the why of each that has it for the reader.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from network.members.models import Member
from realtime.streams.facts import name_of
from realtime.tellings.registry import Words


@dataclass(frozen=True, slots=True, eq=False)
class FeedSource:
    """`streams_of(member)` are the ids of the streams where the member takes part and whose things they may read, as a
    queryset that is used as a subquery; `events_of(member)` is the condition on an event, in place of it, where streams
    alone do not say it. Both are worded once for all members: who it is, they may ask the database alone.
    `why` is said under the line: words, or a function of what the line's own words were filled with.
    """

    name: str
    facts: Sequence[type[Any]]
    streams_of: Callable[[Member], "QuerySet[Any, Any]"] | None = None
    why: Words = ""
    events_of: Callable[[Member], Q] | None = None

    def __post_init__(self) -> None:
        if (self.streams_of is None) == (self.events_of is None):
            raise ValueError(f"{self.name} finds its events by streams, or by a condition on them")

    @property
    def names(self) -> list[str]:
        return [name_of(fact) for fact in self.facts]

    def condition(self, member: Member) -> Q:
        """That of its facts which the member is to read of."""
        found = Q(fact__in=self.names)
        if self.streams_of is not None:
            found &= Q(stream__in=self.streams_of(member))
        return found & self.events_of(member) if self.events_of is not None else found


_sources: dict[str, FeedSource] = {}


def register(source: FeedSource) -> None:
    """Raises ValueError for a name that is taken."""
    if source.name in _sources:
        raise ValueError(f"two sources of the feed are called {source.name}")
    _sources[source.name] = source


def all_sources() -> list[FeedSource]:
    return list(_sources.values())
