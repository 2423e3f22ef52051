"""Who is told of money: the firm of what it gets, officers of what they decide, finance of what is to be paid.

And what a cancelled landing brings about: its grant goes back.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.money.formats import money
from landings.grants import actions, facts
from landings.grants.models import Advance, Claim
from landings.placements.facts import LandingCancelled
from landings.placements.models import Landing
from landings.programmes.models import Officer
from network.organisations.models import Membership
from realtime.notices import NoticeKind, declare, declare_question, notify
from realtime.reactions import on
from realtime.streams import Event

FIRM = "grants.firm"
DECIDE = "grants.decide"
PAY = "grants.pay"


def _say(sentences: dict[str, Callable[[], str]]) -> Callable[[dict[str, Any]], str]:
    return lambda p: sentences[p["what"]]() % {**p, "amount": _amount(p)}


def _amount(params: dict[str, Any]) -> str:
    return money(params["minor"], params["currency"]) if "minor" in params else ""


declare(
    NoticeKind(
        FIRM,
        label=gettext_lazy("Money for my firm: awarded, paid, questioned or declined"),
        sentence=_say(
            {
                "awarded": lambda: _("You have been awarded a grant of %(amount)s for your landing at %(site)s"),
                "advance_paid": lambda: _("An advance of %(amount)s has been paid to you"),
                "changes": lambda: _("Claim %(number)s needs a change before it can be approved"),
                "approved": lambda: _("Claim %(number)s is approved: %(amount)s"),
                "declined": lambda: _("Claim %(number)s was declined"),
                "paid": lambda: _("Claim %(number)s is settled: %(amount)s has been paid to you"),
                "covered": lambda: _("Claim %(number)s is settled: your advance covers all of it"),
                "released": lambda: _("%(amount)s of your grant was not used and has been released"),
            }
        ),
    )
)
declare_question(
    NoticeKind(
        DECIDE,
        label=gettext_lazy("A claim waits for my decision"),
        sentence=_say(
            {
                "submitted": lambda: _("%(firm)s sent in claim %(number)s: your decision is wanted"),
                "sent_back": lambda: _("Finance sent claim %(number)s of %(firm)s back: look again"),
                "advance_back": lambda: _("Finance sent the advance of %(firm)s back: look again"),
            }
        ),
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
        label=gettext_lazy("Something approved is to be paid"),
        sentence=_say(
            {
                "claim": lambda: _("Claim %(number)s of %(firm)s is approved: %(amount)s to be paid"),
                "covered": lambda: _("Claim %(number)s of %(firm)s is approved: the advance covers it, settle it"),
                "advance": lambda: _("The advance of %(firm)s is approved: %(amount)s to be paid"),
            }
        ),
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
    what = "awarded" if isinstance(told, facts.GrantAwarded) else "released"
    if told.amount:
        _notify(event, FIRM, _firm(landing), landing, what=what, minor=told.amount, currency=told.currency)


@on(facts.AdvanceApproved)
def ask_to_pay_advance(event: Event) -> None:
    landing, told = _landing(event), event.told
    advance = Advance.objects.get(pk=told.advance_id)
    people = _payers(landing, advance.approved_by_id)
    _notify(event, PAY, people, landing, what="advance", minor=told.amount, currency=told.currency)


@on(facts.AdvancePaid)
def tell_firm_of_advance(event: Event) -> None:
    landing, told = _landing(event), event.told
    _notify(event, FIRM, _firm(landing), landing, what="advance_paid", minor=told.amount, currency=told.currency)


@on(facts.AdvanceSentBack)
def tell_officer_of_advance(event: Event) -> None:
    landing = _landing(event)
    _notify(event, DECIDE, _officers(landing), landing, what="advance_back")


@on(facts.ClaimSubmitted, facts.ClaimSentBack)
def ask_to_decide(event: Event) -> None:
    landing, told = _landing(event), event.told
    what = "submitted" if isinstance(told, facts.ClaimSubmitted) else "sent_back"
    _notify(event, DECIDE, _officers(landing), landing, what=what, number=told.number, claim_id=told.claim_id)


@on(facts.ClaimChangesWanted, facts.ClaimDeclined)
def tell_firm_of_no(event: Event) -> None:
    landing, told = _landing(event), event.told
    what = "changes" if isinstance(told, facts.ClaimChangesWanted) else "declined"
    _notify(event, FIRM, _firm(landing), landing, what=what, number=told.number, claim_id=told.claim_id)


@on(facts.ClaimApproved)
def tell_firm_of_approval(event: Event) -> None:
    landing, told = _landing(event), event.told
    _notify(event, FIRM, _firm(landing), landing, what="approved", **_of_claim(told), minor=told.amount)


@on(facts.ClaimApproved)
def ask_to_pay_claim(event: Event) -> None:
    landing, told = _landing(event), event.told
    claim = Claim.objects.get(pk=told.claim_id)
    if claim.approved_by_id:
        people = _payers(landing, claim.approved_by_id)
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
    rows = Officer.objects.filter(programme=landing.programme_id, role=Officer.Role.OFFICER)
    return list(rows.values_list("member_id", flat=True))


def _payers(landing: Landing, approved_by: int) -> list[int]:
    """Finance; where the programme has none, its other officers."""
    rows = Officer.objects.filter(programme=landing.programme_id).exclude(member=approved_by)
    finance = list(rows.filter(role=Officer.Role.FINANCE).values_list("member_id", flat=True))
    return finance or list(rows.filter(role=Officer.Role.OFFICER).values_list("member_id", flat=True))
