"""Numbers and places in a list that come with an address or a form: whatever else was written there means none.

The next page of a list begins behind its last row, which the address names: by its number where that orders the list,
else by what does, a day, a moment or a name, with the number after it (`2027-03-28~17`).
"""

from datetime import UTC, date, datetime, timedelta
from typing import Final, TypeVar

from django.http import HttpRequest

LARGEST: Final = 2**63 - 1
"""The largest number that a row of any table can have."""
BETWEEN: Final = "~"
LONGEST: Final = 400
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

Place = TypeVar("Place")


def number(text: object, *, most: int = LARGEST) -> int | None:
    """A whole number written in plain digits, from 0 to `most`."""
    said = str(text)
    if not (0 < len(said) <= len(str(most)) and said.isascii() and said.isdecimal()):
        return None
    found = int(said)
    return found if found <= most else None


class RowConverter:
    """The number of a row in a path: one that no row can have is no such path."""

    regex = "[0-9]+"

    def to_python(self, text: str) -> int:
        found = number(text)
        if found is None:
            raise ValueError
        return found

    def to_url(self, value: object) -> str:
        return str(value)


def key_in(request: HttpRequest, name: str = "before") -> int | None:
    """The number of the row that the asked page begins behind."""
    return number(request.GET.get(name, ""))


def behind(place: date | datetime | str, key: int) -> str:
    """How an address names the row that the next page begins behind."""
    if isinstance(place, datetime):
        return f"{(place - _EPOCH) // _MICROSECOND}{BETWEEN}{key}"
    return f"{place if isinstance(place, str) else place.isoformat()}{BETWEEN}{key}"


def name_and_key(text: str) -> tuple[str, int] | None:
    place, between, key = text.rpartition(BETWEEN)
    known = number(key)
    if not between or known is None or "\0" in place or len(place) > LONGEST:
        return None
    return place, known


def day_and_key(text: str) -> tuple[date, int] | None:
    found = name_and_key(text)
    day = found and a_day(found[0])
    return (day, found[1]) if found and day else None


def moment_and_key(text: str) -> tuple[datetime, int] | None:
    found = name_and_key(text)
    microseconds = found and number(found[0])
    if not found or microseconds is None:
        return None
    try:
        return _EPOCH + timedelta(microseconds=microseconds), found[1]
    except OverflowError:
        return None


def a_day(text: str) -> date | None:
    """A day as `2027-03-28`, in a century that a calendar can show."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text and 1900 <= day.year <= 2200 else None


def a_month(text: str) -> date | None:
    """The first day of a month as `2027-03`."""
    return a_day(f"{text}-01")
