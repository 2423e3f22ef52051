"""A page of a desk, how much waits, and the words of what does. Each is one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from ground.ui import patterns
from ground.ui.navigation import url_of
from network.desk.kinds import kind_named, name_kind
from network.desk.models import WorkItem
from network.desk.queries.statement import Key, worded

PAGE: Final = 50
MOST: Final = 100
"""Nobody reads a number above it: from there on it is only said that there is more."""
GAP: Final = "…"

Names = Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on a desk, in words; `due_at` is its deadline, if it has one."""

    icon: str
    what: str
    since: datetime
    url: str
    due_at: datetime | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of a desk. `count` is how much waits from here on, at most MOST; `next_key` is that of the next page."""

    rows: list[Row]
    count: int
    next_key: Key | None


def desk_of(member_id: int, *, now: datetime, after: Key | None = None) -> Desk:
    """What waits for a member, the most urgent first: what is late, what is due next, what has waited longest."""
    statement, params = worded(member_id, now=now, after=after, limit=MOST)
    found = list(WorkItem.objects.raw(statement, params))
    page = [item for item in found[:PAGE] if kind_named(item.kind)]
    names = _names_in(page)
    last = found[PAGE - 1] if len(found) > PAGE else None
    rows = [row for item in page if (row := _row(item, names, now))]
    return Desk(rows, len(found), (last.rank_at, last.pk) if last else None)


def count_of(member_id: int, *, now: datetime) -> int:
    """How much waits for a member, at most MOST."""
    statement, params = worded(member_id, now=now, after=None, limit=MOST)
    adapted = [connection.ops.adapt_datetimefield_value(one) if type(one) is datetime else one for one in params]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({statement}) counted", adapted)  # noqa: S608 (worded in this house)
        count: int = cursor.fetchone()[0]
    return count


def _row(item: WorkItem, names: Names, now: datetime) -> Row | None:
    """None where the page that it leads to is gone."""
    kind = kind_named(item.kind)
    assert kind is not None  # left out above
    says = item.says.items()
    said = _Said({place: names.get((one[0], one[1]), GAP) if isinstance(one, list) else one for place, one in says})
    key = said.get(kind.key_place, GAP) if kind.key_place else item.target
    if key == GAP:
        return None
    url = patterns.address(kind.route, key) if kind.has_key else url_of(kind.route)
    is_overdue = item.due_at is not None and item.due_at <= now
    return Row(kind.icon, str(kind.words) % said, item.since, url, item.due_at, is_overdue)


class _Said(dict[str, int | str]):
    """An item that another release wrote may say less than the words of its kind have places for."""

    def __missing__(self, place: str) -> "_Gap":
        return _Gap()


class _Gap(int):
    def __str__(self) -> str:
        return GAP


def _names_in(items: Sequence[WorkItem]) -> Names:
    """The names that stand in these items' words, as they are now: one statement whatever they are names of."""
    wanted: dict[str, set[int]] = {}
    for one in [one for item in items for one in item.says.values() if isinstance(one, list)]:
        wanted.setdefault(one[0], set()).add(one[1])
    if not wanted:
        return {}
    parts: list[str] = []
    params: list[str | int] = []
    for name, keys in wanted.items():
        kind = name_kind(name)
        table, marks = kind.model._meta.db_table, ", ".join(["%s"] * len(keys))
        parts.append(f'SELECT %s, id, "{kind.column}" FROM "{table}" WHERE id IN ({marks})')  # noqa: S608 (of models)
        params += [name, *sorted(keys)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return {(name, key): said for name, key, said in cursor.fetchall()}
