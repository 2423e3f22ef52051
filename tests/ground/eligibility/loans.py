"""An invented user of the engine that is no programme: a lender's rules over words of its own."""

from ground.eligibility.vocabulary import Codes, Vocabulary, Word

GOODS = {"tea": "Tea", "tin": "Tin", "timber": "Timber"}
PAGE = "Say it to the clerk."

LOANS = Vocabulary(
    "loans",
    (
        Word(name="crew", kind="number", label="Crew", source="muster", how=PAGE, unit="heads", most=500),
        Word(name="cargo_worth", kind="money", label="Worth of the cargo", source="bill", how=PAGE, changeable=True),
        Word(name="flag", kind="country", label="Flag", source="papers", how=PAGE),
        Word(
            name="goods",
            kind="codes",
            label="Goods",
            question="What does she carry?",
            source="bill",
            how=PAGE,
            codes=Codes(GOODS.__getitem__, tuple(GOODS), "a good"),
        ),
        Word(name="marks", kind="codes", label="Marks", source="bill", how=PAGE),
        Word(name="insured", kind="yes_no", label="Insured", source="papers", how=PAGE),
    ),
)


def rule(field, operator, value, **more):
    return {"key": "it", "field": field, "operator": operator, "value": value, "reason": "Because.", **more}


def gold(amount, currency="CAD"):
    return {"amount": amount, "currency": currency}
