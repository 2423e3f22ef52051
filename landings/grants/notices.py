"""Who is told of money: the firm of what it gets, officers of what they decide, finance of what is to be paid.

And what a cancelled landing brings about: its grant goes back.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from landings.grants import actions, facts
from landings.grants.models import Advance, Claim
from landings.grants.tellings import DECIDE, FIRM, PAY
from landings.placements.facts import LandingCancelled
from landings.placements.models import Landing
from landings.programmes.models import Officer
from network.organisations.models import Membership
from realtime.jobs.handlers import on
from realtime.notices import NoticeKind, declare, declare_question, notify
from realtime.streams import Event

declare(
    NoticeKind(
        FIRM,
        label=_("Money for my firm: awarded, paid, questioned or declined"),
    )
)
declare_question(
    NoticeKind(
        DECIDE,
        label=_("A claim waits for my decision"),
    ),
    until={
        facts.ClaimApproved: "claim_id",
        facts.ClaimDeclined: "claim_id",
        facts.ClaimChangesWanted: "claim_id",
        facts.AdvanceApproved: "claim_id",
    },
)
declare_question(
    NoticeKind(
        PAY,
        label=_("Something approved is to be paid"),
    ),
    until={
        facts.ClaimPaid: "claim_id",
        facts.ClaimSentBack: "claim_id",
        facts.AdvancePaid: "advance_id",
        facts.AdvanceSentBack: "advance_id",
    },
)


@on(facts.GrantAwarded, facts.GrantReleased)
def tell_firm_of_grant(event: Event) -> None:
    landing, told = _landing(event), event.told
    if told.amount:
        _notify(event, FIRM, _firm(landing), landing, minor=told.amount, currency=told.currency)


@on(facts.AdvanceApproved)
def ask_to_pay_advance(event: Event) -> None:
    landing, told = _landing(event), event.told
    advance = Advance.objects.get(pk=told.advance_id)
    people = _payers(landing, [advance.approved_by_id])
    _notify(event, PAY, people, landing, minor=told.amount, currency=told.currency)


@on(facts.AdvancePaid)
def tell_firm_of_advance(event: Event) -> None:
    landing, told = _landing(event), event.told
    _notify(event, FIRM, _firm(landing), landing, minor=told.amount, currency=told.currency)


@on(facts.AdvanceSentBack)
def tell_officer_of_advance(event: Event) -> None:
    landing = _landing(event)
    if event.actor:  # else it was undone with its landing, and there is nothing to look at again
        _notify(event, DECIDE, _officers(landing), landing)


@on(facts.ClaimSubmitted, facts.ClaimSentBack)
def ask_to_decide(event: Event) -> None:
    landing, told = _landing(event), event.told
    claimant = Claim.objects.values_list("claimant", flat=True).get(pk=told.claim_id)
    people = [member for member in _officers(landing) if member != claimant]
    _notify(event, DECIDE, people, landing, number=told.number, claim_id=told.claim_id)


@on(facts.ClaimChangesWanted, facts.ClaimDeclined)
def tell_firm_of_no(event: Event) -> None:
    landing, told = _landing(event), event.told
    _notify(event, FIRM, _firm(landing), landing, number=told.number, claim_id=told.claim_id)


@on(facts.ClaimApproved)
def tell_firm_of_approval(event: Event) -> None:
    landing, told = _landing(event), event.told
    _notify(event, FIRM, _firm(landing), landing, **_of_claim(told), minor=told.amount)


@on(facts.ClaimApproved)
def ask_to_pay_claim(event: Event) -> None:
    landing, told = _landing(event), event.told
    claim = Claim.objects.get(pk=told.claim_id)
    if claim.approved_by_id:
        people = _payers(landing, [claim.approved_by_id, claim.claimant_id])
        what = "claim" if claim.to_pay else "covered"
        _notify(event, PAY, people, landing, what=what, **_of_claim(told), minor=claim.to_pay)


@on(facts.ClaimPaid)
def tell_firm_of_payment(event: Event) -> None:
    landing, told = _landing(event), event.told
    what = "paid" if told.amount else "covered"
    _notify(event, FIRM, _firm(landing), landing, what=what, **_of_claim(told), minor=told.amount)


@on(LandingCancelled)
def give_back(event: Event) -> None:
    actions.release_cancelled(event.told.landing_id, now=event.at)


def _of_claim(told: Any) -> dict[str, Any]:
    return {"number": told.number, "claim_id": told.claim_id, "currency": told.currency}


def _landing(event: Event) -> Landing:
    return Landing.objects.for_list().get(stream=event.stream_id)


def _notify(event: Event, kind: str, people: Iterable[int], landing: Landing, **params: Any) -> None:
    claim_id = params.pop("claim_id", None)
    path = reverse("landings:claim", args=[claim_id]) if claim_id else reverse("landings:grant", args=[landing.pk])
    params = {"firm": landing.firm.name, "site": landing.site.name, **params}
    notify(people, kind=kind, event=event, params=params, path=path)


def _firm(landing: Landing) -> list[int]:
    return list(Membership.objects.filter(organisation=landing.firm_id).values_list("member_id", flat=True))


def _officers(landing: Landing) -> list[int]:
    """But for those of the firm, who may not decide on its money."""
    return list(_running(landing).filter(role=Officer.Role.OFFICER).values_list("member_id", flat=True))


def _payers(landing: Landing, others: Collection[int]) -> list[int]:
    """Finance; where the programme has none that may pay it, its other officers."""
    rows = _running(landing).exclude(member__in=others)
    finance = list(rows.filter(role=Officer.Role.FINANCE).values_list("member_id", flat=True))
    return finance or list(rows.filter(role=Officer.Role.OFFICER).values_list("member_id", flat=True))


def _running(landing: Landing) -> QuerySet[Officer]:
    return Officer.objects.filter(programme=landing.programme_id).exclude(member__in=_firm(landing))
