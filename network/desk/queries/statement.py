"""The one statement that reads a desk.

The items of each of a member's groups are read from an index in the order of the desk, no further than is asked for,
and of these the first: it costs what it shows, whether a group has a hundred items or a hundred thousand. The ORM has
no words for that (a lateral join), and would take longer to word less than the database takes to answer.
"""

from datetime import datetime
from functools import cache
from typing import Any, Final

from django.db import connection

from ground.tables.worded import Worded
from network.desk.kinds import MEMBER, GroupKind, group_kinds

Key = tuple[datetime, int]
"""What a page ends with: the rank and the key of its last item."""

_OF_A_GROUP: Final = """
    SELECT {columns} FROM network_workitem w
    WHERE w.group_kind = mine.group_kind AND w.group_key = mine.group_key {beyond}
      AND w.since <= %s AND (w.until_at IS NULL OR w.until_at > %s)
      AND NOT EXISTS (
        SELECT 1 FROM network_workexclusion x
        JOIN mine held ON held.group_kind = x.group_kind AND held.group_key = x.group_key
        WHERE x.item_id = w.id
      )
    ORDER BY w.rank_at, w.id LIMIT %s
"""
_LATERAL: Final = "FROM mine CROSS JOIN LATERAL ({of_a_group}) w"
# SQLite has no lateral joins, and looks up by their keys what such a list gives.
_LISTED: Final = "FROM mine JOIN network_workitem w ON w.id IN ({of_a_group})"
_WHOLE: Final = """
    WITH mine (group_kind, group_key) AS ({groups})
    SELECT w.* {joined} ORDER BY w.rank_at, w.id LIMIT %s
"""


def worded(member_id: int, *, now: datetime, after: Key | None, limit: int) -> tuple[str, list[Any]]:
    """The first `limit` items of the member's desk, or those behind a key; with its parameters."""
    groups, mine = _groups(member_id)
    beyond, key = ("", []) if after is None else ("AND (w.rank_at, w.id) > (%s, %s)", list(after))
    form, columns = (_LATERAL, "w.*") if connection.vendor == "postgresql" else (_LISTED, "w.id")
    joined = form.format(of_a_group=_OF_A_GROUP.format(columns=columns, beyond=beyond))
    return _WHOLE.format(groups=groups, joined=joined), [*mine, *key, now, now, limit, limit]


def _groups(member_id: int) -> tuple[str, list[Any]]:
    """The member's groups: themselves, and what the rows of each kind say now."""
    parts: list[str] = ["SELECT %s, %s"]
    params: list[Any] = [MEMBER, member_id]
    for name, held in _held(tuple(group_kinds())):
        worded = held.statement(member_id=member_id)
        if worded is None:
            continue
        statement, own = worded
        parts.append(f"SELECT %s, held.* FROM ({statement.text}) held")  # noqa: S608 (worded by the ORM)
        params += [name, *own]
    return " UNION ".join(parts), params


@cache
def _held(kinds: tuple[GroupKind, ...]) -> list[tuple[str, Worded[Any]]]:
    return [(kind.name, Worded(kind.held_by)) for kind in kinds]
