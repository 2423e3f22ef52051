"""The JSON Schema of a programme file, made from the vocabulary: docs/programme.schema.json is its copy."""

from typing import Any, Final

from ground.words.said import languages
from landings.programmes.costs import COST_NAMES, TRIGGER_NAMES, WEIGHTS
from landings.programmes.operators import OPERATORS, Shape, shape_of
from landings.programmes.vocabulary import MOST, WORDS, Word
from network.organisations.sectors import NAMES

Schema = dict[str, Any]
FORMAT: Final = "kontor-programme/1"
ADDRESS: Final = "https://kontor.example/programme.schema.json"


def _text(longest: int, shortest: int = 0, about: str = "") -> Schema:
    return _said({"type": "string", "minLength": shortest, "maxLength": longest}, about)


def _whole(least: int, most: int, about: str = "") -> Schema:
    return _said({"type": "integer", "minimum": least, "maximum": most}, about)


def _money(about: str) -> Schema:
    return _whole(0, MOST, f"{about} In minor units: 400000 is 4,000.00.")


def _choice(codes: list[str], about: str = "") -> Schema:
    return _said({"type": "string", "enum": codes}, about)


def _list(items: Schema, about: str = "", most: int = 300, least: int = 0, unique: bool = True) -> Schema:
    return _said({"type": "array", "items": items, "minItems": least, "maxItems": most, "uniqueItems": unique}, about)


def _object(properties: Schema, required: str, about: str = "") -> Schema:
    whole = {"type": "object", "properties": properties, "required": required.split(), "additionalProperties": False}
    return _said(whole, about)


def _said(schema: Schema, about: str) -> Schema:
    return {**schema, "description": about} if about else schema


KEY: Final = {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,39}$"}
COUNTRY: Final = {"type": "string", "pattern": "^[A-Z]{2}$"}
CURRENCY: Final = {"type": "string", "pattern": "^[A-Z]{3}$"}
DAY: Final = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
MONEY: Final = _object({"amount": _whole(0, MOST), "currency": CURRENCY}, "amount currency")
_VALUES: Final[dict[Shape, Schema]] = {
    "count": _whole(0, MOST),
    "range": {"type": "array", "items": _whole(0, MOST), "minItems": 2, "maxItems": 2},
    "money": MONEY,
    "countries": _list(COUNTRY, least=1),
    "codes": _list({"type": "string", "minLength": 1}, least=1),
    "yes_no": {"type": "boolean"},
}


def rule_schema() -> Schema:
    return _object(
        {
            "key": {**KEY, "description": "Names the rule; it stays when the rule is reworded."},
            "field": _choice(list(WORDS), "The word that the rule speaks of."),
            "operator": _choice(list(OPERATORS), "What it says of the word."),
            "value": {"description": "What the word is compared with; its form follows from word and operator."},
            "reason": _text(1000, 1, "What a firm that does not pass is told."),
            "referral": _text(2000, about="Where such a firm should go instead."),
            "from": {**DAY, "description": "The first day on which the rule is asked."},
            "until": {**DAY, "description": "The first day on which it is no longer asked."},
        },
        "key field operator value reason",
    )


def programme_schema() -> Schema:
    """What is checked before the words: forms, lengths, choices."""
    return _object(
        {"$schema": {"type": "string"}, **_identity(), **_funds(), **_stay(), **_course(), "rules": _rules()},
        "format slug name funder currency ceiling cost_categories shortest_stay longest_stay decision rubric rules",
    )


def published_schema() -> Schema:
    """The same for editors and other programs, with the form of each rule's value."""
    whole = programme_schema()
    whole["properties"]["rules"]["items"]["allOf"] = [_when(word) for word in WORDS.values()]
    title = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ADDRESS,
        "title": "A programme of Kontor",
    }
    return {**title, **whole}


def _when(word: Word) -> Schema:
    """For this word, these operators, and for each operator this form of value."""
    fitting = [operator for operator in OPERATORS.values() if word.kind in operator.shapes]
    pairs = [
        {"properties": {"operator": {"const": operator.name}, "value": _VALUES[shape_of(operator, word)]}}
        for operator in fitting
    ]
    return {"if": {"properties": {"field": {"const": word.name}}, "required": ["field"]}, "then": {"anyOf": pairs}}


def _identity() -> Schema:
    return {
        "format": {"const": FORMAT},
        "slug": {**KEY, "description": "Its name in addresses, for ever."},
        "name": _text(160, 1),
        "summary": _text(240, about="In one line."),
        "about": _text(6000),
        "funder": _text(160, 1, "Who pays, in words."),
        "funder_organisation": _text(80, about="The slug of the funder's page on Kontor, if it has one."),
        "direction": _choice(["outbound", "inbound", "both"], "outbound when left out."),
        "home_countries": _list(COUNTRY, "Where firms come from."),
        "target_countries": _list(COUNTRY, "Where they may land; none means anywhere but home."),
        "sectors": _list(_choice(list(NAMES)), "Sectors it is meant for; none means all."),
        "referral": _text(2000, about="Where a refused firm should go, when its rule names nothing else."),
        "translations": _translations(),
    }


def _translations() -> Schema:
    words = {"type": "object", "additionalProperties": _text(6000)}
    return {
        "type": "object",
        "description": "By language, then by the text as this file has it: what it is in that language.",
        "properties": {code: words for code, _name in languages()},
        "additionalProperties": False,
    }


def _funds() -> Schema:
    year = _object(
        {"year": _whole(2000, 2200), "amount": _money("The fund."), "expires_on": DAY}, "year amount expires_on"
    )
    trigger = _object({"trigger": _choice(list(TRIGGER_NAMES)), "percent": _whole(1, 100)}, "trigger percent")
    return {
        "currency": {**CURRENCY, "description": "ISO 4217. All money of the file is in it, but that of rules."},
        "funds": _list(year, "What the funder gives, by year."),
        "ceiling": _money("The most for one landing."),
        "traveller_ceiling": {**_money("The most for one traveller."), "type": ["integer", "null"]},
        "day_rates": {
            "type": "object",
            "description": "Allowance for a day by country of the stay; `default` for the rest. In minor units.",
            "propertyNames": {"pattern": "^([A-Z]{2}|default)$"},
            "additionalProperties": _whole(0, MOST),
        },
        "cost_categories": _list(_choice(list(COST_NAMES)), "What may be claimed.", least=1),
        "share_borne_percent": _whole(1, 100, "The part of eligible costs that the grant bears; 100 when left out."),
        "stacking_limit_percent": _whole(1, 100, "The most that all public money together may bear."),
        "payment_plan": _list(trigger, "Parts of the grant; percents add up to 100.", most=10),
    }


def _stay() -> Schema:
    return {
        "travellers": _whole(1, 50, "At most; 1 when left out."),
        "shortest_stay": _whole(1, 1000, "Days."),
        "longest_stay": _whole(1, 1000, "Days."),
        "lead_time_days": _whole(0, 1000, "Days that must lie between the decision and the first day of the stay."),
    }


def _course() -> Schema:
    criterion = _object(
        {"key": KEY, "label": _text(120, 1), "weight": _whole(1, 100), "description": _text(1000)}, "key label weight"
    )
    question = _object(
        {"key": KEY, "label": _text(240, 1), "kind": _choice(["money", "count", "text", "yes_no"]), "help": _text(600)},
        "key label kind",
    )
    clock = {
        "days": _whole(1, 365),
        "calendar": _choice(["business", "calendar"]),
        "holidays_of": {**COUNTRY, "description": "Whose public holidays are not business days."},
    }
    return {
        "reviewers_per_application": _whole(0, 9, "1 when left out."),
        "rubric": _list(criterion, "What reviewers score from 1 to 5.", most=20, least=1),
        "decision": _object(clock, "days calendar", "The clock; it stops while the applicant owes an answer."),
        "follow_up_waves": _list(_whole(0, 120), "Months after the return at which a letter falls due.", most=12),
        "questions": _list(question, "Questions of the letter beyond the house's own.", most=30),
        "weights": {
            "type": "object",
            "description": "What matching weighs; what is left out weighs as Kontor does by itself.",
            "properties": {name: _whole(0, 100) for name in WEIGHTS},
            "additionalProperties": False,
        },
    }


def _rules() -> Schema:
    return _list(rule_schema(), "Each answers pass, fail or unknown.", most=100, unique=False)
