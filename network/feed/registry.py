"""What the feed is made of: each feature registers, from `wiring.py`, which of its facts are worth a line, and where.

    register(
        FeedSource(
            name="threads",
            facts=(Replied,),
            streams_of=lambda member: Thread.objects.watched_by(member).values("stream_id"),
            why=_("You watch the thread"),
        )
    )

How a fact is told stands with its feature (`tellings.py`: the words `away` from the thing).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from network.members.models import Member
from realtime.streams.facts import name_of


@dataclass(frozen=True, slots=True)
class FeedSource:
    """`streams_of(member)` are the ids of the streams where the member takes part and whose things they may read, as a
    queryset that is used as a subquery. It is worded once for all members: who it is, it may ask the database alone.
    A fact is of one source: `why` is said under it.
    """

    name: str
    facts: Sequence[type[Any]]
    streams_of: Callable[[Member], "QuerySet[Any, Any]"]
    why: str | Promise

    @property
    def names(self) -> list[str]:
        return [name_of(fact) for fact in self.facts]


_sources: dict[str, FeedSource] = {}
_of_facts: dict[str, FeedSource] = {}


def register(source: FeedSource) -> None:
    """Raises ValueError for a name that is taken, or a fact that another source has."""
    if source.name in _sources or not _of_facts.keys().isdisjoint(source.names):
        raise ValueError(f"two sources of the feed are called {source.name}, or tell the same fact")
    _sources[source.name] = source
    _of_facts.update(dict.fromkeys(source.names, source))


def all_sources() -> list[FeedSource]:
    return list(_sources.values())


def source_of(fact: str) -> FeedSource:
    """The one that has the fact of this name. Raises KeyError."""
    return _of_facts[fact]
