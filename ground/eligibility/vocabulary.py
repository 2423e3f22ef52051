"""The words that rules may speak of, each with its type. An area registers its vocabulary once, when it is imported."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final, Literal

from django.utils.functional import Promise

Kind = Literal["number", "money", "country", "codes", "yes_no"]
MOST: Final = 10**15


@dataclass(frozen=True, slots=True)
class Codes:
    """What the codes of a word stand for: `name` says one in words. Where some are `known`, no other is one."""

    name: Callable[[str], str | Promise]
    known: tuple[str, ...] = ()
    one: str | Promise = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One thing that a rule may ask about.

    `source` names where its value comes from, in the area's own terms; `how` says where a person gives it; `question`
    is how a form asks for it, the label where none is said. `changeable`: who is asked could give another value, so
    that the smallest change that would pass is worth telling. `most` bounds numbers.
    """

    name: str
    kind: Kind
    label: str | Promise
    source: str
    how: str | Promise
    question: str | Promise = ""
    unit: str | Promise = ""
    most: int = 1_000_000
    codes: Codes | None = None
    changeable: bool = False

    @property
    def asked(self) -> str | Promise:
        return self.question or self.label


class Vocabulary(Mapping[str, Word]):
    """The words of one area by their names, in their order."""

    def __init__(self, name: str, words: Iterable[Word]) -> None:
        self.name = name
        listed = list(words)
        self._words = {word.name: word for word in listed}
        if len(self._words) < len(listed):
            raise ValueError(f"the vocabulary of {name} has a word twice")

    def __getitem__(self, name: str) -> Word:
        return self._words[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


_registered: dict[str, Vocabulary] = {}


def register(name: str, words: Iterable[Word]) -> Vocabulary:
    """An area's vocabulary. Raises ValueError for a name that is taken, or a word given twice."""
    if name in _registered:
        raise ValueError(f"a vocabulary is called {name} already")
    _registered[name] = Vocabulary(name, words)
    return _registered[name]


def registered() -> list[Vocabulary]:
    """Every vocabulary of the house, in the order in which they were registered."""
    return list(_registered.values())


def nearest(wrong: str, known: list[str]) -> str | None:
    """The known word that was probably meant."""
    found = get_close_matches(wrong, known, n=1, cutoff=0.6)
    return found[0] if found else None


def is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST


def is_money(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != {"amount", "currency"}:
        return False
    return is_count(value["amount"]) and _is_code(value["currency"], 3)


def is_country(value: Any) -> bool:
    return _is_code(value, 2)


def _is_code(value: Any, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and value.isascii() and value.isalpha() and value.isupper()
