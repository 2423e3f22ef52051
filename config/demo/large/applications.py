"""What firms ask for: applications in every state, with what was reviewed and decided."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from config.demo.journey import GOALS, WORDS
from config.demo.large.chains import Chain
from config.demo.large.houses import Desks
from config.demo.large.people import House
from config.demo.large.tale import Tale
from config.demo.people import LINES
from landings.applications.facts import (
    ApplicationBegun,
    ApplicationDecided,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    InformationWanted,
    Reviewed,
    ReviewerAssigned,
)
from landings.applications.models import Application, BudgetLine, Decision, InformationRequest, Review, Score
from landings.applications.queries.eligibility import ASKED
from landings.programmes.models import Programme
from landings.programmes.rules import clock
from landings.programmes.rules.samples import months_between

DAY: Final = timedelta(days=1)
DECIDED: Final = {
    "accepted": "Clear goals and the right host. Welcome.",
    "refused": "The goals are wider than ten days. Choose one city and one kind of buyer.",
    "waitlisted": "A sound plan; this quarter's money is spoken for. You are first in line.",
}
ENDINGS: Final = ("draft", "submitted", "under_review", "information_wanted", "waitlisted", "refused", "withdrawn")
HOW_MANY_MORE: Final = 0.3
"""Applications that led to no landing, for each that did."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An application that was written, for who goes on with it."""

    key: int
    chain: Chain
    firm: House
    programme: Programme


def tell(tale: Tale, desks: dict[int, list[Desks]]) -> None:
    """Those that led to no landing: each firm and programme meet once, for a firm has one draft for each."""
    count = min(round(tale.size.landings * HOW_MANY_MORE), len(tale.firms) * len(tale.programmes))
    for number in range(max(count, min(len(ENDINGS), len(tale.firms)))):
        programme = tale.programmes[number // len(tale.firms)]
        offer = tale.rng.choice(desks[programme.pk])
        state = ENDINGS[number % len(ENDINGS)]
        days = tale.rng.uniform(5, 12) if state in ("draft", "submitted") else tale.rng.uniform(15, 90)
        starts_on = (tale.now + timedelta(days=60 + number % 40)).date()
        write(tale, tale.firms[number % len(tale.firms)], programme, offer, tale.ago(days), starts_on, 10, state)


def write(
    tale: Tale,
    firm: House,
    programme: Programme,
    offer: Desks,
    asked_at: datetime,
    starts_on: date,
    stay_days: int,
    state: str,
) -> Asked:
    """One application as it stands: begun three days before it was asked, decided twelve days after."""
    chain = tale.chains.begin("application")
    was_sent, decided_at = state != "draft", asked_at + 12 * DAY
    values: dict[str, Any] = {
        "programme_id": programme.pk,
        "version_id": programme.current_id if was_sent else None,
        "firm_id": firm.key,
        "applicant_id": firm.owner,
        "state": state,
        "target_country": offer.house.place.country,
        "cities": [offer.house.place.name],
        "starts_on": starts_on,
        "stay_days": stay_days,
        "objectives": GOALS[firm.key % len(GOALS)],
        "wanted_services": offer.services[:3],
        "languages": ["en"],
        "sectors": [firm.sector],
        "amount": 320_000,
        "currency": "CAD",
        "already_committed": False,
        "answers": _answers(firm),
        "created_at": asked_at - 3 * DAY,
        "saved_at": asked_at,
        "submitted_at": asked_at if was_sent else None,
        "review_at": asked_at + 4 * DAY if state in ("under_review", *DECIDED) else None,
        "information_wanted_at": asked_at + 5 * DAY if state == "information_wanted" else None,
        "decided_at": decided_at if state in DECIDED else None,
        "withdrawn_at": asked_at + 2 * DAY if state == "withdrawn" else None,
    }
    if was_sent and programme.current is not None:
        values["decision_due_on"] = clock.due_on(asked_at.date(), programme.current.document["decision"])
        values["facts"] = _facts(firm, values, asked_at.date())
    key = tale.writer.put(Application, stream_id=chain.key, **values)
    for at, (category, amount) in enumerate((("travel", 140_000), ("lodging", 180_000))):
        tale.writer.put(BudgetLine, application_id=key, category=category, amount=amount, position=at)
    tale.chains.tell(ApplicationBegun(application_id=key), chain, by=firm.owner, at=asked_at - 3 * DAY)
    asked = Asked(key, chain, firm, programme)
    if was_sent:
        _send(tale, asked, state, asked_at)
    return asked


def _send(tale: Tale, asked: Asked, state: str, at: datetime) -> None:
    both = asked.chain, tale.chains.of(asked.programme.stream)
    version = asked.programme.current.number if asked.programme.current else 1
    by = asked.firm.owner
    tale.chains.tell(ApplicationSubmitted(application_id=asked.key, version=version), *both, by=by, at=at)
    reviews = 0 if state == "submitted" else 1 if state == "under_review" else 2
    _review(tale, asked, at, done=0 if state in ("withdrawn", "information_wanted") else reviews)
    if state == "withdrawn":
        tale.chains.tell(ApplicationWithdrawn(application_id=asked.key), *both, by=by, at=at + 2 * DAY)
    elif state == "information_wanted":
        officer, then = tale.cast["officer"].pk, at + 5 * DAY
        question = "Which of the six meetings are agreed already, and which are hopes?"
        request = tale.writer.put(
            InformationRequest, application_id=asked.key, question=question, asked_by_id=officer, asked_at=then
        )
        tale.chains.tell(InformationWanted(request_id=request), *both, by=officer, at=then)
    elif state in DECIDED:
        officer, then = tale.cast["officer"].pk, at + 12 * DAY
        decision = tale.writer.put(
            Decision, application_id=asked.key, by_id=officer, outcome=state, reasons=DECIDED[state], at=then
        )
        told = ApplicationDecided(application_id=asked.key, decision_id=decision, outcome=state)
        tale.chains.tell(told, *both, by=officer, at=then)


def _review(tale: Tale, asked: Asked, at: datetime, *, done: int) -> None:
    """Two are asked; so many have answered."""
    both = asked.chain, tale.chains.of(asked.programme.stream)
    reviews = []
    for number, reviewer in enumerate(tale.reviewers):
        then = at + (4 + number) * DAY
        submitted: dict[str, Any] = {"submitted_at": then, "recommendation": "accept"} if number < done else {}
        review = tale.writer.put(Review, application_id=asked.key, reviewer_id=reviewer, assigned_at=at, **submitted)
        tale.chains.tell(ReviewerAssigned(review_id=review), asked.chain, by=None, at=at)
        reviews.append((review, reviewer, then))
    for number, (review, reviewer, then) in enumerate(reviews[:done], 1):
        for criterion, key in tale.criteria[asked.programme.pk]:
            points = tale.rng.randint(3, 5)
            tale.writer.put(
                Score, review_id=review, criterion_id=criterion, points=points, justification=WORDS.get(key, "It fits.")
            )
        told = Reviewed(review_id=review, done=number, of=len(reviews))
        tale.chains.tell(told, *both, by=reviewer, at=then)


def _answers(firm: House) -> dict[str, Any]:
    return {
        "country": "CA",
        "employees": firm.employees,
        "revenue": {"amount": firm.revenue, "currency": "CAD"},
        "founded_on": firm.founded_on.isoformat(),
        "grants_received": 0,
    }


def _facts(firm: House, values: dict[str, Any], on: date) -> dict[str, Any]:
    """As `eligibility.facts_of` would have found them on that day; a test compares the words."""
    answers = values["answers"]
    return {
        "country": answers["country"],
        "employees": answers["employees"],
        "revenue": answers["revenue"],
        "age_months": months_between(firm.founded_on, on),
        "sectors": values["sectors"],
        "services": [LINES.get(firm.sector, LINES["consulting"])[0]],
        "languages": values["languages"],
        **{name: answers.get(name) for name in ASKED},
        "grants_received": 0,
        "target": values["target_country"],
        "stay_days": values["stay_days"],
        "lead_time_days": (values["starts_on"] - on).days,
        "travellers": 1,
        "already_committed": False,
        "amount": {"amount": values["amount"], "currency": values["currency"]},
    }
