"""What waits about money: for the officer who awards and decides, for whoever pays, for the firm."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from landings.grants.facts import (
    AdvanceApproved,
    AdvancePaid,
    AdvanceSentBack,
    ClaimApproved,
    ClaimBegun,
    ClaimChangesWanted,
    ClaimDeclined,
    ClaimPaid,
    ClaimSentBack,
    ClaimSubmitted,
    GrantAwarded,
    GrantReleased,
)
from landings.grants.models import Advance, Claim, Grant
from landings.placements.facts import LandingCancelled, LandingPlaced, LandingReturned
from landings.placements.models import Landing
from landings.programmes.desk import OFFICERS, PAYERS
from network.desk.kinds import Group, Work, WorkKind, WorkSource, by, one
from network.organisations.desk import PEOPLE

AWARD = WorkKind(name="grant.award", icon="hand-coins", words=_("Award the grant of %(firm)s"), route="landings:grant")
ADVANCE = WorkKind(
    name="grant.advance", icon="banknote", words=_("Pay the advance of %(firm)s"), route="landings:grant"
)
DECIDE = WorkKind(
    name="claim.decide", icon="receipt", words=_("Decide on claim %(number)d of %(firm)s"), route="landings:claim"
)
PAY = WorkKind(name="claim.pay", icon="banknote", words=_("Pay claim %(number)d of %(firm)s"), route="landings:claim")
SETTLE = WorkKind(
    name="claim.settle",
    icon="receipt-text",
    words=_("Settle claim %(number)d of %(firm)s, which the advance covers"),
    route="landings:claim",
)
CHANGE = WorkKind(
    name="claim.change",
    icon="message-circle-question-mark",
    words=_("Change claim %(number)d of %(firm)s"),
    route="landings:claim",
)
OF_CLAIM = (*(ClaimBegun, ClaimSubmitted, ClaimChangesWanted, ClaimApproved, ClaimDeclined, ClaimSentBack, ClaimPaid),)
OF_ADVANCE = (AdvanceApproved, AdvancePaid, AdvanceSentBack)
OF_LANDING = (LandingPlaced, LandingReturned, LandingCancelled)


def _awards(keys: Collection[int]) -> Iterator[Work]:
    bare = Landing.objects.standing().filter(pk__in=keys, grant=None, returned_at=None)
    for landing in bare:
        yield Work(
            kind=AWARD,
            subject=landing.pk,
            group=(OFFICERS, landing.programme_id),
            since=landing.placed_at,
            says={"firm": ("organisation", landing.firm_id)},
            not_for=[(PEOPLE, landing.firm_id)],
        )


def _advances(keys: Collection[int]) -> Iterator[Work]:
    open_ones = Advance.objects.filter(pk__in=keys, paid_at=None, sent_back_at=None)
    for advance in open_ones.select_related("grant__landing"):
        landing = advance.grant.landing
        yield Work(
            kind=ADVANCE,
            subject=advance.pk,
            target=landing.pk,
            group=(PAYERS, landing.programme_id),
            since=advance.approved_at,
            says={"firm": ("organisation", landing.firm_id)},
            not_for=[one(advance.approved_by_id), (PEOPLE, landing.firm_id)],
        )


def _claims(keys: Collection[int]) -> Iterator[Work]:
    open_ones = Claim.objects.filter(pk__in=keys, paid_at=None, declined_at=None)
    for claim in open_ones.select_related("grant__landing"):
        landing = claim.grant.landing
        if claim.state == "approved" and claim.approved_at:
            kind, others = SETTLE if claim.is_covered else PAY, [claim.claimant_id, claim.approved_by_id]
            yield _claim(claim, kind, (PAYERS, landing.programme_id), claim.approved_at, others)
        elif claim.state == "submitted" and claim.submitted_at:
            yield _claim(claim, DECIDE, (OFFICERS, landing.programme_id), claim.submitted_at, [claim.claimant_id])
        elif claim.state == "changes_wanted" and claim.changes_wanted_at and claim.grant.is_open:
            yield _claim(claim, CHANGE, (PEOPLE, landing.firm_id), claim.changes_wanted_at)


def _claim(claim: Claim, kind: WorkKind, group: Group, since: datetime, others: Collection[int | None] = ()) -> Work:
    """Nobody decides on what they claimed or pays what they approved, and neither is of the firm."""
    firm_id = claim.grant.landing.firm_id
    of_programme = kind is not CHANGE
    return Work(
        kind=kind,
        subject=claim.pk,
        group=group,
        since=since,
        says={"number": claim.number, "firm": ("organisation", firm_id)},
        not_for=[*(one(other) for other in others if other), *([(PEOPLE, firm_id)] if of_programme else [])],
    )


def _claims_of(told: Any) -> list[int]:
    return list(Claim.objects.filter(grant_id=told.grant_id).values_list("pk", flat=True))


def _landing_of(told: Any) -> list[int]:
    return list(Grant.objects.filter(pk=told.grant_id).values_list("landing_id", flat=True))


SOURCES = (
    WorkSource(
        name="awards",
        kinds=(AWARD,),
        facts={GrantAwarded: _landing_of, **dict.fromkeys(OF_LANDING, by("landing_id"))},
        truth=_awards,
        subjects=Landing.objects.all,
    ),
    WorkSource(
        name="advances",
        kinds=(ADVANCE,),
        facts=dict.fromkeys(OF_ADVANCE, by("advance_id")),
        truth=_advances,
        subjects=Advance.objects.all,
    ),
    WorkSource(
        name="claims",
        kinds=(DECIDE, PAY, SETTLE, CHANGE),
        facts={GrantReleased: _claims_of, **dict.fromkeys(OF_CLAIM, by("claim_id"))},
        truth=_claims,
        subjects=Claim.objects.all,
    ),
)
