"""Querysets that are worded once: Django makes the statement when it is first asked for, and later only values differ.

To put a query of several tables together costs Django more than the database takes to answer it. What is worded here is
asked anew each time, with all its conditions: nothing of what was answered is kept.

    BEFORE = Worded(lambda member, at: Event.objects.filter(actor=member, at__lt=at).select_related("stream"))
    BEFORE.objects(member=7, at=now)

What reads something of Django past its public face stands in `wording.py` and `made.py`; what it must do is told by
`tests/ground/tables/test_worded.py`.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any, Final, Generic, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from ground.tables import statements
from ground.tables.made import Maker
from ground.tables.wording import Statement, adapted, differing, width, worded

Given = TypeVar("Given")
Values = Any
"""What differs: whole numbers, moments, days, texts, and lists of these or of tuples of them. Anything else shapes the
statement, and there is one for each: None, a yes or no, a choice.
"""
LARGEST: Final = 2**63 - 1
MOST: Final = 5_000
"""Parameters of one statement: every database takes more."""


class Answer(Generic[Given]):
    """What was asked. In a `statements.trip()` it is waited for when it is first looked at, and that is done once."""

    def __init__(self, maker: Maker | None, answer: statements.Answer | None) -> None:
        self._maker, self._answer = maker, answer

    def objects(self) -> list[Given]:
        """What the queryset gives, in its order: tuples, dictionaries, or objects with all that it selects beside them
        and prefetches. An object that stands beside several is one and the same, as where Django prefetches.
        """
        return self._maker.made(self._answer.rows()) if self._maker and self._answer else []

    def first(self) -> Given | None:
        return next(iter(self.objects()), None)


class Worded(Generic[Given]):
    """`build` is given a stand-in for each value, by name, and gives the queryset. It must not decide by them: what it
    does with a stand-in is said to the database, and is asked there of every value. By what shapes it, it may.
    A value that is itself selected has no type that PostgreSQL could see: it belongs into `rows_of_all`.

    A list is filled up to 1, 2, 4, 8… with its last, so that there are few statements; of an empty one none is found.
    Neither is anything by a number that no column holds. Each value stands in the statement, but those that it
    `may_lack`.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Given]], *, may_lack: Collection[str] = ()) -> None:
        self._build, self._may_lack = build, frozenset(may_lack)
        self._statements: dict[tuple[Any, ...], Statement] = {}

    def objects(self, **values: Values) -> list[Given]:
        return self.ask(**values).objects()

    def first(self, **values: Values) -> Given | None:
        return self.ask(**values).first()

    def ask(self, **values: Values) -> Answer[Given]:
        """The question now, and the answer when it is wanted."""
        asked = self.statement(**values)
        if asked is None:
            return Answer(None, None)
        statement, params = asked
        return Answer(statement.maker, statements.say(statement.text, params))

    def statement(self, **values: Values) -> tuple[Statement, list[Any]] | None:
        """The statement, and its parameters with these values; None where nothing can be found by them."""
        connection, listed = transaction.get_connection(), {}
        shape: list[Any] = [connection.alias]
        for name, value in values.items():
            those = differing(value)
            if those is None:
                shape.append((name, value))
                continue
            listed[name] = those
            shape.append((name, *_shape_of(value, those)))
        if not all(map(_can_be_found, listed.values())):
            return None
        statement = self._statements.get(key := tuple(shape))
        if statement is None:
            statement = self._statements[key] = worded(self._build, values, self._may_lack)
        return statement, statement.filled({name: adapted(those, connection) for name, those in listed.items()})


Asked = tuple[Worded[Any], dict[str, Values]]
_Filled = tuple[Statement, list[Any]]


def rows_of_all(asked: Sequence[Asked]) -> list[tuple[Any, ...]]:
    """What several give, one after the other, in one statement: each row as the database has it."""
    return [row for rows in lists_of_all(asked) for row in rows]


def lists_of_all(asked: Sequence[Asked]) -> list[list[tuple[Any, ...]]]:
    """The rows of each of several, with the same columns, in one statement: each row as the database has it.

    What has very many parameters is asked in several statements.
    """
    lists: list[list[tuple[Any, ...]]] = [[] for _ in asked]
    together: dict[int, _Filled] = {}
    for number, (one, values) in enumerate(asked):
        filled = one.statement(**values)
        if filled is None:
            continue
        if sum(len(params) for _statement, params in together.values()) + len(filled[1]) > MOST:
            _read(together, lists)
            together = {}
        together[number] = filled
    _read(together, lists)
    return lists


def _read(together: dict[int, _Filled], lists: list[list[tuple[Any, ...]]]) -> None:
    if not together:
        return
    texts = [
        f"SELECT {number}, told.* FROM ({statement.text}) told"  # noqa: S608 (worded by the ORM)
        for number, (statement, _params) in together.items()
    ]
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(" UNION ALL ".join(texts), [one for _statement, params in together.values() for one in params])
        for number, *row in cursor.fetchall():
            lists[number].append(tuple(row))


def _shape_of(value: Any, those: list[Any]) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        return (type(value),)
    return (len(those), width(value), *map(type, those[: width(value) or 1]))


def _can_be_found(values: list[Any]) -> bool:
    return bool(values) and all(type(one) is not int or -LARGEST <= one <= LARGEST for one in values)
