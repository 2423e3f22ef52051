"""The one statement that reads the feed: the newest events of all sources, each with which sources have it.

Each source gives as many as are wanted, which a database finds by the streams' own index rather than among all that
ever happened. Whatever is among the newest of all is among the newest of each source that has it: so none is missed.
The ORM has no words for counting together what a union gives.
"""

from datetime import datetime
from functools import cache, partial
from typing import Any, Final

from django.db.models import Q, QuerySet

from ground.tables import statements
from ground.tables.worded import Worded
from network.feed.registry import FeedSource, all_sources
from network.members.models import someone
from realtime.streams import Event

Told = tuple[Event, list[FeedSource]]
_EVENTS: Final[Worded[Event]] = Worded(lambda: Event.objects.order_by())
# Told first, in both databases: SQLite keeps the order of a cross join, and looks events up by their keys.
_WHOLE: Final = """
    WITH told (id, sources) AS (SELECT id, SUM(source) FROM ({parts}) of_each GROUP BY id)
    SELECT event.*, told.sources FROM told CROSS JOIN ({events}) event WHERE event.id = told.id
    ORDER BY event.at DESC, event.id DESC LIMIT {limit}
"""


def newest(member_id: int, limit: int, *, at: datetime | None = None, key: int = 0) -> list[Told]:
    """The newest of what the member is to read, or those before an event of this moment and key."""
    sources, parts, params = all_sources(), [], list[Any]()
    for number, source in enumerate(sources):
        older = {"at": at, "key": key} if at else {}
        said = _worded(source, limit).statement(member=member_id, **older)
        if said is not None:
            parts.append(f"SELECT {1 << number} AS source, part.id FROM ({said[0].text}) part")  # noqa: S608 (worded by the ORM)
            params += said[1]
    events = _EVENTS.statement()
    if not parts or events is None:
        return []
    whole = _WHOLE.format(parts=" UNION ALL ".join(parts), events=events[0].text, limit=limit)
    rows = statements.say(whole, params).rows()
    of_each = [[source for number, source in enumerate(sources) if int(row[-1]) >> number & 1] for row in rows]
    return list(zip(events[0].maker.made(rows), of_each, strict=True))


@cache
def _worded(source: FeedSource, limit: int) -> Worded[Any]:
    return Worded(partial(_of_source, source, limit))


def _of_source(
    source: FeedSource, limit: int, *, member: int, at: datetime | None = None, key: int = 0
) -> "QuerySet[Event, Any]":
    older = Q() if at is None else Q(at__lt=at) | Q(at=at, pk__lt=key)
    rows = Event.objects.filter(older).filter(source.condition(someone(member))).exclude(actor=member)
    return rows.order_by("-at", "-pk").values_list("id")[:limit]
