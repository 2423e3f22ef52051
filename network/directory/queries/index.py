"""The search index: modelsearch keeps the words (`ground.words.searching`), and both databases are asked the same.

The full-text table is asked once, and the entries it names are looked up by their number.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from ground.places import countries
from ground.words import searching
from ground.words.searching import Asked, part_token, token

Rows = QuerySet[Any]
# CROSS JOIN: SQLite would else walk every entry of the kind and ask the full-text table for each.
_SQLITE = """SELECT CAST(entry.object_id AS bigint) FROM modelsearch_indexentry_fts
    CROSS JOIN modelsearch_indexentry AS entry ON entry.id = modelsearch_indexentry_fts.rowid
    WHERE modelsearch_indexentry_fts MATCH %s AND entry.content_type_id = %s"""
_POSTGRESQL = """SELECT CAST(object_id AS bigint) FROM modelsearch_indexentry
    WHERE autocomplete @@ to_tsquery('simple', %s) AND content_type_id = %s"""


def current(model: Any) -> RawSQL:
    """Keys of the rows that the index has as it is written now."""
    return _keys(**_question(model, f'"{searching.VERSION}"', searching.VERSION))


def holding(rows: Rows, asked: Sequence[Asked]) -> Rows:
    """Those of the rows that hold every word."""
    return found_by(rows, **question(rows.model, asked))


def question(model: Any, asked: Sequence[Asked]) -> dict[str, str | int]:
    """The values by which `found_by` finds what holds every word."""
    groups = _groups(asked)
    return _question(model, _in_sqlite(groups), _in_postgresql(groups))


def found_by(rows: Rows, said: str | int, kind: str | int) -> Rows:
    """Where a statement is worded once: those of the rows that the values of a question find."""
    kept: Rows = rows.filter(pk__in=_keys(said, kind))
    return kept


def _question(model: Any, in_sqlite: str, in_postgresql: str) -> dict[str, str | int]:
    """The words in it are of letters and digits alone."""
    said = in_postgresql if connection.vendor == "postgresql" else f"autocomplete : ({in_sqlite})"
    return {"said": said, "kind": ContentType.objects.get_for_model(model).pk}


def _keys(said: str | int, kind: str | int) -> RawSQL:
    """Keys of the rows that match."""
    statement = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    return RawSQL(statement, [said, kind])  # noqa: S611 (words go as parameters)


Term = tuple[str, bool]
"""A word of the index, or the beginning of one."""
Group = list[list[Term]]
"""Ways to say one thing, each in words that must all be there."""


def _groups(asked: Sequence[Asked]) -> list[Group]:
    """A country may be meant by any of its names; other words by themselves."""
    groups: list[Group] = []
    at = 0
    while at < len(asked):
        code, length = _country_at(asked, at)
        said = asked[at : at + length]
        ways = [[[term] for term in _terms(said[0])]] if length == 1 else [[[_whole(one) for one in said]]]
        names = [[(token(word), False) for word in words] for words in countries.other_words(code)] if code else []
        groups.append([*ways[0], *names])
        at += length
    return groups


def _country_at(asked: Sequence[Asked], at: int) -> tuple[str, int]:
    """The country that is named from this word on, and by how many words; at least one word is taken."""
    for length in range(min(6, len(asked) - at), 0, -1):
        if code := countries.named_in(tuple(one.stem for one in asked[at : at + length])):
            return code, length
    return "", 1


def _whole(one: Asked) -> Term:
    return token(one.stem), False


def _terms(one: Asked) -> list[Term]:
    if one.is_part:
        return [_whole(one)]
    begun = [(token(one.word), True)] if one.may_go_on else []
    parts = [(part_token(one.word), True)] if len(one.word) >= searching.PART else []
    return [_whole(one), *begun, *parts]


def _in_sqlite(groups: list[Group]) -> str:
    return _said(groups, " AND ", " OR ", lambda word, begins: f'"{word}"{" *" if begins else ""}')


def _in_postgresql(groups: list[Group]) -> str:
    return _said(groups, " & ", " | ", lambda word, begins: f"{word}{':*' if begins else ''}")


def _said(groups: list[Group], both: str, either: str, write: Any) -> str:
    ways = [[both.join(write(*term) for term in way) for way in group] for group in groups]
    return both.join(f"({either.join(f'({way})' for way in group)})" for group in ways)
