"""Reads shaped like a page."""

import re

from django.db.models import Count
from django.urls import reverse

from network.forums.models import Board
from network.members.models import Member

MOST_NAMED = 20
_CALL = re.compile(r"(?<![\w@])@(\S[^\n@]{0,159})")
_AFTER_NAME = " \t.,;:!?()[]{}*_~`\"'…’"


def named_in(body: str, board: Board) -> dict[str, int]:
    """Whom a text names: the name as written, without its @, and the member's id.

    Only readers of the board can be named. Of members with the same name, one is meant by adding `#` and their
    number, as the picker does; a name that fits several and says no more means nobody.
    """
    calls = [_beginnings(match[1]) for match in _CALL.finditer(body)][:MOST_NAMED]
    if not calls:
        return {}
    known = _known(board, {name.partition("#")[0] for beginnings in calls for name in beginnings})
    found: dict[str, int] = {}
    for beginnings in calls:
        hit = next(((name, pk) for name in beginnings if (pk := _meant(name, known))), None)
        if hit:
            found.setdefault(*hit)
    return found


def _beginnings(words: str) -> list[str]:
    """Every way to end the name, longest first: up to six words, each without the punctuation behind it."""
    parts = words.split(" ")[:6]
    joined = [" ".join(parts[:end]) for end in range(len(parts), 0, -1)]
    ways = [way for name in joined for way in dict.fromkeys((name.rstrip(), name.rstrip(_AFTER_NAME)))]
    return [way for way in dict.fromkeys(ways) if way]


def _known(board: Board, names: set[str]) -> dict[str, set[int]]:
    known: dict[str, set[int]] = {}
    for pk, name in board.readers().filter(name__in=names).values_list("pk", "name"):
        known.setdefault(name, set()).add(pk)
    return known


def _meant(written: str, known: dict[str, set[int]]) -> int | None:
    name, _hash, number = written.partition("#")
    fitting = known.get(name, set())
    if number:
        return int(number) if number.isdecimal() and int(number) in fitting else None
    return next(iter(fitting)) if len(fitting) == 1 else None


def address_of(member_id: int) -> str:
    return reverse("network:member", args=[member_id])


def people_to_name(board: Board, typed: str, limit: int = 8) -> list[dict[str, str]]:
    """For the picker: readers of the board whose name holds what was typed, and what to insert for each."""
    people = list(board.readers().filter(name__icontains=typed).order_by("name", "pk")[:limit])
    doubles = _doubles(board, [person.name for person in people])
    return [
        {
            "id": str(person.pk),
            "name": person.name,
            "headline": person.headline,
            "insert": f"{person.name}#{person.pk}" if person.name in doubles else person.name,
        }
        for person in people
    ]


def _doubles(board: Board, names: list[str]) -> set[str]:
    counted = Member.objects.filter(pk__in=board.readers().values("pk"), name__in=names).values("name")
    return {row["name"] for row in counted.annotate(count=Count("pk")).filter(count__gt=1).order_by("name")}
