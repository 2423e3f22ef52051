"""The payment plan under which a grant was awarded, applied to it."""

from dataclasses import dataclass
from typing import Final

from landings.grants.models import Grant
from landings.programmes.models.costs import TRIGGER_NAMES

ADVANCES: Final = ("signature", "travel_booked", "arrival")


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A part of the grant and what it is paid upon. `amount` in minor units, rounded down."""

    trigger: str
    percent: int
    amount: int

    @property
    def label(self) -> str:
        return str(TRIGGER_NAMES.get(self.trigger, self.trigger))

    @property
    def is_advance(self) -> bool:
        """What is paid upon the claim or the letter is no advance."""
        return self.trigger in ADVANCES


def plan_steps(grant: Grant) -> list[PlanStep]:
    return [
        PlanStep(str(step["trigger"]), int(step["percent"]), grant.amount * int(step["percent"]) // 100)
        for step in grant.payment_plan
    ]


def advance_steps(grant: Grant) -> list[PlanStep]:
    return [step for step in plan_steps(grant) if step.is_advance]
