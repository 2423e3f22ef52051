"""An invented user of the engine that is no matching: berths for a ship that wants depth, shelter and company."""

from network.reasons.rules import Hurdle, Reason
from network.reasons.tellings import Scheme

SCHEME = Scheme(
    labels={"depth": "Depth", "shelter": "Shelter", "company": "Company"},
    why={
        "depth": lambda figures: f"{figures['metres']} metres of water.",
        "shelter": lambda figures: f"Open to {figures['open']} winds.",
        "company": lambda figures: f"{figures['ships']} ships lie there.",
    },
    why_not={"afloat": lambda figures: f"The ship draws {figures['draught']} metres, there are {figures['metres']}."},
)


def reasons_for(depth, shelter, company):
    """Each from 0 to 1."""
    return [
        Reason("depth", depth, {"metres": round(20 * depth)}),
        Reason("shelter", shelter, {"open": round(8 - 8 * shelter)}),
        Reason("company", company, {"ships": round(10 * company)}),
    ]


def afloat(draught, metres):
    return Hurdle("afloat", draught < metres, {"draught": draught, "metres": metres})
