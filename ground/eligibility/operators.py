"""What a rule may say about a word: the operators, each with the kinds of word and the shape of value it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ground.eligibility.vocabulary import Kind, Word, is_count, is_country, is_money

Shape = Literal["count", "range", "money", "countries", "codes", "yes_no"]


@dataclass(frozen=True, slots=True)
class Operator:
    """`holds(fact, value)` is asked only of a fact that fits the word; money arrives as minor units."""

    name: str
    words: str | Promise
    shapes: dict[Kind, Shape]
    holds: Callable[[Any, Any], bool]


_AMOUNTS: dict[Kind, Shape] = {"number": "count", "money": "money"}
_ALL = (
    Operator("at_least", _("at least"), _AMOUNTS, lambda fact, value: fact >= value),
    Operator("at_most", _("at most"), _AMOUNTS, lambda fact, value: fact <= value),
    Operator("above", _("more than"), _AMOUNTS, lambda fact, value: fact > value),
    Operator("below", _("less than"), _AMOUNTS, lambda fact, value: fact < value),
    Operator("between", _("between"), {"number": "range"}, lambda fact, value: value[0] <= fact <= value[1]),
    Operator("one_of", _("one of"), {"country": "countries"}, lambda fact, value: fact in value),
    Operator(
        "none_of", _("none of"), {"country": "countries", "codes": "codes"}, lambda fact, value: _apart(fact, value)
    ),
    Operator("any_of", _("any of"), {"codes": "codes"}, lambda fact, value: bool(set(fact) & set(value))),
    Operator("all_of", _("all of"), {"codes": "codes"}, lambda fact, value: set(value) <= set(fact)),
    Operator("is", _("is"), {"yes_no": "yes_no"}, lambda fact, value: fact is value),
)
OPERATORS: Final = {operator.name: operator for operator in _ALL}

_SHAPES: dict[Shape, tuple[Callable[[Any], bool], str | Promise]] = {
    "count": (is_count, _("a whole number, 0 or more")),
    "range": (lambda value: _is_range(value), _("two whole numbers, the smaller first")),
    "money": (is_money, _('{"amount": minor units, "currency": "CAD"}')),
    "countries": (lambda value: _is_list_of(is_country, value), _("a list of country codes such as “CA”")),
    "codes": (
        lambda value: _is_list_of(lambda code: isinstance(code, str) and code != "", value),
        _("a list of codes"),
    ),
    "yes_no": (lambda value: isinstance(value, bool), _("true or false")),
}


def operators_of(word: Word) -> list[str]:
    return [operator.name for operator in _ALL if word.kind in operator.shapes]


def shape_of(operator: Operator, word: Word) -> Shape:
    return operator.shapes[word.kind]


def wanted_shape(operator: Operator, word: Word, value: Any) -> str:
    """What the value should have been, in words; empty when it is that."""
    fits, words = _SHAPES[shape_of(operator, word)]
    return "" if fits(value) else str(words)


def _apart(fact: Any, value: list[str]) -> bool:
    return not {fact} & set(value) if isinstance(fact, str) else not set(fact) & set(value)


def _is_range(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(is_count, value)) and value[0] <= value[1]


def _is_list_of(fits: Callable[[Any], bool], value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= 300 and all(map(fits, value))
