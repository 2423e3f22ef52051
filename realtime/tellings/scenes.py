"""Scenes: what a fact is about, as rows with names. All that a page's lines need is fetched in one statement."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from django.db.models import QuerySet, Value
from django.db.models.functions import JSONObject

from ground.tables.worded import Asked, Worded, rows_of_all
from realtime.streams import Event

Row = dict[str, Any]
LARGEST: Final = 2**63 - 1
"""Of a column of 64 bits: no row has a key beyond it."""
Of = Callable[[Event, Any], Any]


def by_stream(event: Event, told: Any) -> int:
    """A scene of the thing whose stream it is."""
    return event.stream_id


def by_field(name: str) -> Of:
    """A scene of the thing that the fact names in this field."""
    return lambda event, told: getattr(told, name, None)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """`rows` begins the query, `key` is the column that `of(event, told)` is looked up in, `fields` what is read, each
    under a name.

    `shaped(row)` makes more of the row: its `url`, a `quote`, the `face` of whom it is about. Where no row is found
    the line is left out, unless `absent` says what stands instead.
    """

    of: Of
    rows: Callable[[], QuerySet[Any]]
    key: str
    fields: Mapping[str, str]
    shaped: Callable[[Row], Row] | None = None
    absent: Row | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """What somebody's avatar is drawn of."""

    pk: int
    name: str
    photo_url: str = ""


@dataclass(slots=True)
class Found:
    """What was fetched, by scene and key."""

    rows: dict[tuple[int, Any], Row] = field(default_factory=dict)

    def of(self, scene: Scene, key: Any) -> Row | None:
        return self.rows.get((id(scene), key), scene.absent)


_people: Final[list[Scene]] = []


def name_people(scene: Scene) -> None:
    """Say how members are named: a scene that is asked by member's id, with a `name` and a `face`."""
    if _people:
        raise ValueError("members are named already")
    _people.append(scene)


def people() -> Scene:
    return _people[0]


def fetch(wanted: Iterable[tuple[Scene, Any]]) -> Found:
    """All rows that are wanted, in one statement; none where nothing is."""
    keys: dict[Scene, set[Any]] = {}
    for scene, key in wanted:
        if isinstance(key, int) and key <= LARGEST:
            keys.setdefault(scene, set()).add(key)
    scenes, found = list(keys), Found()
    asked: list[Asked] = [
        (_worded(scene), {"number": number, "keys": list(keys[scene])}) for number, scene in enumerate(scenes)
    ]
    for number, key, column in rows_of_all(asked) if asked else ():
        scene, row = scenes[number], parsed(column)
        found.rows[id(scene), key] = {**row, **(scene.shaped(row) if scene.shaped else {})}
    return found


@cache
def _worded(scene: Scene) -> Worded[Any]:
    return Worded(
        lambda number, keys: (
            scene.rows()
            .filter(**{f"{scene.key}__in": keys})
            .order_by()
            .values_list(Value(number), scene.key, JSONObject(**scene.fields))
        )
    )


def parsed(column: Any) -> Any:
    """A JSON column, which comes as text: of the row itself, and on SQLite of what is JSON inside of it."""
    return json.loads(column) if isinstance(column, str) else column
