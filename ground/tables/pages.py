"""Pages by key: a list is read on behind the last row that was shown, so that what comes meanwhile shifts nothing and a
far page costs what the first does. What addresses say of it is read by `ground.web.page_keys`.
"""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet

Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")
Read = TypeVar("Read")


def page_of(rows: QuerySet[Any, Read], size: int) -> tuple[list[Read], Read | None]:
    """The first `size` rows, and the last of them where more follow: the next page begins behind it."""
    return first_of(list(rows[: size + 1]), size)


def first_of(found: list[Read], size: int) -> tuple[list[Read], Read | None]:
    """The same, of rows that were read already: one more than are shown, where there are so many."""
    return found[:size], found[size - 1] if len(found) > size else None


def older_than(rows: Rows, key: int | None) -> Rows:
    """Those behind a key in a list that begins with the newest; all of them, where no key is given."""
    return rows if key is None else rows.filter(pk__lt=key)


def behind(rows: Rows, column: str, place: tuple[Any, int] | None, *, descending: bool = False) -> Rows:
    """Those behind a place (what the list is ordered by, and the key); all of them, where none is given."""
    if place is None:
        return rows
    (value, key), way = place, "lt" if descending else "gt"
    return rows.filter(Q(**{f"{column}__{way}": value}) | Q(**{column: value, f"pk__{way}": key}))
