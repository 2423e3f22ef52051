"""The JSON Schema of a programme file, made from the vocabulary: docs/programme.schema.json is its copy."""

from typing import Final

from ground.eligibility.schema import (
    COUNTRY,
    CURRENCY,
    DAY,
    KEY,
    Schema,
    array,
    choice,
    record,
    rule_schema,
    text,
    value_schemas,
    whole,
)
from ground.eligibility.vocabulary import MOST
from ground.words.said import languages
from ground.words.sectors import NAMES
from landings.programmes.models.costs import COST_NAMES, TRIGGER_NAMES, WEIGHTS
from landings.programmes.rules.vocabulary import WORDS

FORMAT: Final = "kontor-programme/1"
ADDRESS: Final = "https://kontor.example/programme.schema.json"


def _money(about: str) -> Schema:
    return whole(0, MOST, f"{about} In minor units: 400000 is 4,000.00.")


def programme_schema() -> Schema:
    """What is checked before the words: forms, lengths, choices."""
    return record(
        {"$schema": {"type": "string"}, **_identity(), **_funds(), **_stay(), **_course(), "rules": _rules()},
        "format slug name funder currency ceiling cost_categories shortest_stay longest_stay decision rubric rules",
    )


def published_schema() -> Schema:
    """The same for editors and other programs, with the form of each rule's value."""
    form = programme_schema()
    form["properties"]["rules"]["items"]["allOf"] = value_schemas(WORDS)
    title = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ADDRESS,
        "title": "A programme of Kontor",
    }
    return {**title, **form}


def _identity() -> Schema:
    return {
        "format": {"const": FORMAT},
        "slug": {**KEY, "description": "Its name in addresses, for ever."},
        "name": text(160, 1),
        "summary": text(240, about="In one line."),
        "about": text(6000),
        "funder": text(160, 1, "Who pays, in words."),
        "funder_organisation": text(80, about="The slug of the funder's page on Kontor, if it has one."),
        "direction": choice(["outbound", "inbound", "both"], "outbound when left out."),
        "home_countries": array(COUNTRY, "Where firms come from."),
        "target_countries": array(COUNTRY, "Where they may land; none means anywhere but home."),
        "sectors": array(choice(list(NAMES)), "Sectors it is meant for; none means all."),
        "referral": text(2000, about="Where a refused firm should go, when its rule names nothing else."),
        "translations": _translations(),
    }


def _translations() -> Schema:
    words = {"type": "object", "additionalProperties": text(6000)}
    return {
        "type": "object",
        "description": "By language, then by the text as this file has it: what it is in that language.",
        "properties": {code: words for code, _name in languages()},
        "additionalProperties": False,
    }


def _funds() -> Schema:
    year = record(
        {"year": whole(2000, 2200), "amount": _money("The fund."), "expires_on": DAY}, "year amount expires_on"
    )
    trigger = record({"trigger": choice(list(TRIGGER_NAMES)), "percent": whole(1, 100)}, "trigger percent")
    return {
        "currency": {**CURRENCY, "description": "ISO 4217. All money of the file is in it, but that of rules."},
        "funds": array(year, "What the funder gives, by year."),
        "ceiling": _money("The most for one landing."),
        "traveller_ceiling": {**_money("The most for one traveller."), "type": ["integer", "null"]},
        "day_rates": {
            "type": "object",
            "description": "Allowance for a day by country of the stay; `default` for the rest. In minor units.",
            "propertyNames": {"pattern": "^([A-Z]{2}|default)$"},
            "additionalProperties": whole(0, MOST),
        },
        "cost_categories": array(choice(list(COST_NAMES)), "What may be claimed.", least=1),
        "share_borne_percent": whole(1, 100, "The part of eligible costs that the grant bears; 100 when left out."),
        "stacking_limit_percent": whole(1, 100, "The most that all public money together may bear."),
        "payment_plan": array(trigger, "Parts of the grant; percents add up to 100.", most=10),
    }


def _stay() -> Schema:
    return {
        "travellers": whole(1, 50, "At most; 1 when left out."),
        "shortest_stay": whole(1, 1000, "Days."),
        "longest_stay": whole(1, 1000, "Days."),
        "lead_time_days": whole(0, 1000, "Days that must lie between the decision and the first day of the stay."),
    }


def _course() -> Schema:
    criterion = record(
        {"key": KEY, "label": text(120, 1), "weight": whole(1, 100), "description": text(1000)},
        "key label weight",
    )
    question = record(
        {
            "key": KEY,
            "label": text(240, 1),
            "kind": choice(["money", "count", "text", "yes_no"]),
            "help": text(600),
        },
        "key label kind",
    )
    clock = {
        "days": whole(1, 365),
        "calendar": choice(["business", "calendar"]),
        "holidays_of": {**COUNTRY, "description": "Whose public holidays are not business days."},
    }
    return {
        "reviewers_per_application": whole(0, 9, "1 when left out."),
        "rubric": array(criterion, "What reviewers score from 1 to 5.", most=20, least=1),
        "decision": record(clock, "days calendar", "The clock; it stops while the applicant owes an answer."),
        "follow_up_waves": array(whole(0, 120), "Months after the return at which a letter falls due.", most=12),
        "questions": array(question, "Questions of the letter beyond the house's own.", most=30),
        "weights": {
            "type": "object",
            "description": "What matching weighs; what is left out weighs as Kontor does by itself.",
            "properties": {name: whole(0, 100) for name in WEIGHTS},
            "additionalProperties": False,
        },
    }


def _rules() -> Schema:
    return array(rule_schema(WORDS, "a firm"), "Each answers pass, fail or unknown.", most=100, unique=False)
