"""Rules tried before they are published: on sample firms, and on those who applied lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from ground.eligibility.verdicts import Facts, Outcome, Verdict, judged, missed
from landings.applications.models import Application
from landings.applications.queries.eligibility import today_of
from landings.programmes.models import Programme
from landings.programmes.rules import samples
from landings.programmes.rules.documents import faults_of
from landings.programmes.rules.vocabulary import WORDS

SAMPLES: Final = Path(__file__).parents[2] / "programmes" / "data" / "samples"
LATELY: Final = 20


@dataclass(frozen=True, slots=True)
class Tried:
    """One firm: what the rules in force say, what the draft says, and which of the draft's rules do not pass."""

    name: str
    is_sample: bool
    now: Outcome
    then: Outcome
    verdicts: list[Verdict]

    @property
    def differs(self) -> bool:
        return self.now != self.then


def tried(programme: Programme, in_force: Mapping[str, Any], draft: Mapping[str, Any], today: date) -> list[Tried]:
    """Rules of a draft that are wrong are left out: they are named where the draft is edited."""
    wrong = {fault.path[1] for fault in faults_of(draft) if fault.path[:1] == ("rules",) and len(fault.path) > 1}
    sound = [rule for at, rule in enumerate(draft.get("rules", [])) if at not in wrong]
    return [
        _tried(name, is_sample, facts, on, in_force.get("rules", []), sound)
        for name, is_sample, facts, on in [*_samples(today), *_applied(programme)]
    ]


def _tried(
    name: str,
    is_sample: bool,
    facts: Facts,
    on: date,
    in_force: list[Mapping[str, Any]],
    draft: list[Mapping[str, Any]],
) -> Tried:
    now, then = judged(in_force, facts, on, words=WORDS), judged(draft, facts, on, words=WORDS)
    return Tried(name, is_sample, now, then, missed(draft, facts, on, words=WORDS))


def _samples(today: date) -> list[tuple[str, bool, Facts, date]]:
    found = []
    for path in sorted(SAMPLES.glob("*.json")):
        sample = samples.load(path.read_bytes())
        on = samples.applied_on(sample, today)
        found.append((str(sample["firm"].get("name", path.stem)), True, samples.facts_of(sample, on), on))
    return found


def _applied(programme: Programme) -> list[tuple[str, bool, Facts, date]]:
    sent = Application.objects.filter(programme=programme, submitted_at__isnull=False).select_related("firm")
    return [
        (application.firm.name, False, application.facts, today_of(application, application.submitted_at))
        for application in sent.order_by("-submitted_at", "-pk")[:LATELY]
        if application.submitted_at
    ]
