"""The JSON Schema of a rule over a vocabulary, and the forms of which schemas of documents are built."""

from typing import Any, Final

from ground.eligibility.operators import OPERATORS, Shape, shape_of
from ground.eligibility.vocabulary import MOST, Vocabulary, Word

Schema = dict[str, Any]


def text(longest: int, shortest: int = 0, about: str = "") -> Schema:
    return _said({"type": "string", "minLength": shortest, "maxLength": longest}, about)


def whole(least: int, most: int, about: str = "") -> Schema:
    return _said({"type": "integer", "minimum": least, "maximum": most}, about)


def choice(codes: list[str], about: str = "") -> Schema:
    return _said({"type": "string", "enum": codes}, about)


def array(items: Schema, about: str = "", most: int = 300, least: int = 0, unique: bool = True) -> Schema:
    return _said({"type": "array", "items": items, "minItems": least, "maxItems": most, "uniqueItems": unique}, about)


def record(properties: Schema, required: str, about: str = "") -> Schema:
    """An object with these members and no other; `required` names those that it must have, apart by spaces."""
    form = {"type": "object", "properties": properties, "required": required.split(), "additionalProperties": False}
    return _said(form, about)


def _said(schema: Schema, about: str) -> Schema:
    return {**schema, "description": about} if about else schema


KEY: Final = {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,39}$"}
COUNTRY: Final = {"type": "string", "pattern": "^[A-Z]{2}$"}
CURRENCY: Final = {"type": "string", "pattern": "^[A-Z]{3}$"}
DAY: Final = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
MONEY: Final = record({"amount": whole(0, MOST), "currency": CURRENCY}, "amount currency")
_VALUES: Final[dict[Shape, Schema]] = {
    "count": whole(0, MOST),
    "range": {"type": "array", "items": whole(0, MOST), "minItems": 2, "maxItems": 2},
    "money": MONEY,
    "countries": array(COUNTRY, least=1),
    "codes": array({"type": "string", "minLength": 1}, least=1),
    "yes_no": {"type": "boolean"},
}


def rule_schema(words: Vocabulary, who: str) -> Schema:
    """Forms, lengths and choices of a rule. `who` is asked by it, in words: "a firm"."""
    return record(
        {
            "key": {**KEY, "description": "Names the rule; it stays when the rule is reworded."},
            "field": choice(list(words), "The word that the rule speaks of."),
            "operator": choice(list(OPERATORS), "What it says of the word."),
            "value": {"description": "What the word is compared with; its form follows from word and operator."},
            "reason": text(1000, 1, f"What {who} that does not pass is told."),
            "referral": text(2000, about=f"Where such {who} should go instead."),
            "from": {**DAY, "description": "The first day on which the rule is asked."},
            "until": {**DAY, "description": "The first day on which it is no longer asked."},
        },
        "key field operator value reason",
    )


def value_schemas(words: Vocabulary) -> list[Schema]:
    """For editors and other programs: the form of a rule's value, by word and operator."""
    return [_when(word) for word in words.values()]


def _when(word: Word) -> Schema:
    """For this word, these operators, and for each operator this form of value."""
    fitting = [operator for operator in OPERATORS.values() if word.kind in operator.shapes]
    pairs = [
        {"properties": {"operator": {"const": operator.name}, "value": _VALUES[shape_of(operator, word)]}}
        for operator in fitting
    ]
    return {"if": {"properties": {"field": {"const": word.name}}, "required": ["field"]}, "then": {"anyOf": pairs}}
