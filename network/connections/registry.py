"""What other features add to connections: reasons to suggest somebody, and what one may do about another member.

Who might know whom, and why: each feature registers, from its area's `wiring.py`, a reason that it can find by.

add_source(
    SuggestionSource(
        name="board", label=_("The same board"), weight=15, find=on_the_same_boards, why=lambda figures: …
    )
)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise

from network.members.models import Member
from network.reasons.rules import Figures
from network.reasons.tellings import Say

Candidate = tuple[int, float, Figures]
"""A member's key, how much speaks for them (from 0 to 1), and the figures that say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionSource:
    """`find(me)` gives candidates, by a fixed number of statements that an index bounds: at most some hundred rows,
    though the table has millions. It names nobody to whom the reader may not read that they are there.
    `weight` is the reason's share beside the others'; `why` says it in the reader's language.
    """

    name: str
    label: str | Promise
    weight: float
    find: Callable[[Member], Iterable[Candidate]]
    why: Say


_sources: Final[dict[str, SuggestionSource]] = {}


def add_source(source: SuggestionSource) -> None:
    """Raises ValueError for a name that is taken."""
    if source.name in _sources:
        raise ValueError(f"{source.name} is a reason for suggestions already")
    _sources[source.name] = source


def all_sources() -> list[SuggestionSource]:
    return list(_sources.values())


@dataclass(frozen=True, slots=True)
class ProfileStep:
    """A button on a member's page beside what is offered about connecting."""

    url: str
    icon: str
    label: str


FindStep = Callable[[Member, Member, datetime], ProfileStep | None]
_steps: Final[list[FindStep]] = []


def add_profile_step(find: FindStep) -> None:
    """`find(me, other, now)` gives the step, or None where it is not to be offered."""
    _steps.append(find)


def profile_steps(me: Member, other: Member, now: datetime) -> list[ProfileStep]:
    return [step for find in _steps if (step := find(me, other, now))]
