"""Reasons and hurdles in words, in the reader's language. Each area that scores has a scheme of its own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from network.reasons.rules import Figures, Hurdle, Part, Stored

Say = Callable[[Figures], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """By name: what a reason is called, why it is what it is, and why a hurdle keeps something out."""

    labels: Mapping[str, str | Promise]
    why: Mapping[str, Say]
    why_not: Mapping[str, Say]

    def __post_init__(self) -> None:
        if self.labels.keys() != self.why.keys():
            raise ValueError(f"without label or words: {sorted(self.labels.keys() ^ self.why.keys())}")


def stored(parts: Iterable[Part], scheme: Scheme) -> list[dict[str, Any]]:
    """The parts as they are kept: words are made from them when they are read.

    Raises ValueError for a reason that the scheme has no words for: nobody gets points that cannot be explained.
    """
    return [_stored(part, scheme) for part in parts]


def _stored(part: Part, scheme: Scheme) -> dict[str, Any]:
    if part.reason.name not in scheme.why:
        raise ValueError(f"{part.reason.name} has no words")
    return {
        "name": part.reason.name,
        "value": round(part.reason.value, 4),
        "points": round(part.points, 2),
        "most": round(part.most, 2),
        "figures": dict(part.reason.figures),
    }


def steps_of(kept: Stored, scheme: Scheme) -> list[dict[str, Any]]:
    """What was stored as the rows of a waterfall. A reason that the scheme knows no more keeps its name and points."""
    rows, start = [], 0.0
    for part in kept:
        say = scheme.why.get(part["name"])
        rows.append(
            {
                "label": str(scheme.labels.get(part["name"], part["name"])),
                "value": round(part["points"], 1),
                "most": part["most"],
                "start": start,
                "why": say(part["figures"]) if say else "",
            }
        )
        start += part["points"]
    return rows


def why_not(hurdle: Hurdle, scheme: Scheme) -> str:
    """Why something is not suggested."""
    say = scheme.why_not.get(hurdle.name)
    return say(hurdle.figures) if say else hurdle.name
