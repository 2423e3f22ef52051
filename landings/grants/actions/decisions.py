"""What the programme says to a claim: the first approval, and the second by another person, who pays it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from landings.grants import rules
from landings.grants.actions.locks import locked_claim
from landings.grants.actions.purse import Purse, check_open
from landings.grants.facts import ClaimApproved, ClaimChangesWanted, ClaimDeclined, ClaimPaid, ClaimSentBack
from landings.grants.models import Claim, Kind, Reason
from network.members.models import Member
from realtime.streams import publish


@transaction.atomic
def approve_claim(claim_id: int, *, by: Member, now: datetime) -> Claim:
    """Approve what the grant still covers of the claim; the advance is used up first. Doing it twice is once.

    Raises ValidationError: `not_now`, `nothing`, `nothing_left`.
    """
    claim = locked_claim(claim_id)
    if not rules.may_decide_on(by, claim):
        raise PermissionDenied
    if claim.state == "approved" and claim.approved_by_id == by.pk:
        return claim
    check_open(claim.grant)
    purse = Purse(claim.grant, by, now)
    advanced, committed, costs = purse.balance(Kind.ADVANCES), purse.balance(Kind.COMMITMENTS), covered(claim)
    amount = min(costs, advanced + committed)
    from_advance = min(amount, advanced)
    claim.approve(by, amount, from_advance, now)
    if not costs:
        raise ValidationError(_("What the programme bears of these costs comes to nothing."), code="nothing")
    if not amount:
        raise ValidationError(_("The whole grant is used: there is nothing left to approve."), code="nothing_left")
    claim.save()
    purse.move(from_advance, Reason.ADVANCE_USED, debit=Kind.CLAIMS_PAYABLE, credit=Kind.ADVANCES)
    purse.move(claim.to_pay, Reason.CLAIM_APPROVED, debit=Kind.CLAIMS_PAYABLE, credit=Kind.COMMITMENTS)
    told = ClaimApproved(
        claim_id=claim.pk, number=claim.number, amount=amount, currency=claim.grant.currency, moves=purse.moves
    )
    publish(told, to=claim.grant.landing.stream, by=by.pk, at=now)
    return claim


def covered(claim: Claim) -> int:
    """The claim's costs times the share that the grant bears, in minor units, rounded down."""
    total: int = claim.lines.aggregate(total=Sum("converted"))["total"] or 0
    return total * claim.grant.share_borne_percent // 100


@transaction.atomic
def want_changes(claim_id: int, *, what: str, by: Member, now: datetime) -> Claim:
    """Hand the claim back to the firm, saying what must change. Raises ValidationError (`not_now`)."""
    claim = _for_decision(claim_id, by)
    check_open(claim.grant)
    claim.want_changes(by, what, now)
    claim.save()
    told = ClaimChangesWanted(claim_id=claim.pk, number=claim.number)
    publish(told, to=claim.grant.landing.stream, by=by.pk, at=now)
    return claim


@transaction.atomic
def decline_claim(claim_id: int, *, reason: str, by: Member, now: datetime) -> Claim:
    """Refuse the claim for good. Raises ValidationError (`not_now`)."""
    claim = _for_decision(claim_id, by)
    claim.decline(by, reason, now)
    claim.save()
    told = ClaimDeclined(claim_id=claim.pk, number=claim.number)
    publish(told, to=claim.grant.landing.stream, by=by.pk, at=now)
    return claim


def _for_decision(claim_id: int, by: Member) -> Claim:
    claim = locked_claim(claim_id)
    if not rules.may_decide_on(by, claim):
        raise PermissionDenied
    return claim


@transaction.atomic
def pay_claim(claim_id: int, *, reference: str, by: Member, now: datetime) -> Claim:
    """The second approval: record the payment, by another person than who approved it.

    The same reference twice is one payment. Only what the advance covers has no reference.
    Raises ValidationError (`not_now`, `reference`).
    """
    claim = locked_claim(claim_id)
    if not rules.may_pay_claim(by, claim):
        raise PermissionDenied
    if claim.state == "paid" and claim.reference == reference:
        return claim
    claim.pay(by, reference, now)
    claim.save()
    purse, amount = Purse(claim.grant, by, now), claim.approved_amount or 0
    purse.move(amount, Reason.CLAIM_PAID, debit=Kind.PAID, credit=Kind.CLAIMS_PAYABLE, reference=reference)
    told = ClaimPaid(
        claim_id=claim.pk, number=claim.number, amount=claim.to_pay, currency=claim.grant.currency, moves=purse.moves
    )
    publish(told, to=claim.grant.landing.stream, by=by.pk, at=now)
    return claim


@transaction.atomic
def send_back_claim(claim_id: int, *, by: Member, now: datetime) -> Claim:
    """Do not pay it: the approval is undone, and the officer looks again. Raises ValidationError (`not_now`).

    Where the landing was cancelled meanwhile, and its grant is released, this part of it goes the same way.
    """
    claim = locked_claim(claim_id)
    if not rules.may_pay_claim(by, claim):
        raise PermissionDenied
    claim.check_state("approved")
    purse = Purse(claim.grant, by, now)
    purse.move(claim.from_advance, Reason.SENT_BACK, debit=Kind.ADVANCES, credit=Kind.CLAIMS_PAYABLE)
    purse.move(claim.to_pay, Reason.SENT_BACK, debit=Kind.COMMITMENTS, credit=Kind.CLAIMS_PAYABLE)
    if not claim.grant.is_open:
        purse.release()
    claim.send_back()
    claim.save()
    told = ClaimSentBack(claim_id=claim.pk, number=claim.number, moves=purse.moves)
    publish(told, to=claim.grant.landing.stream, by=by.pk, at=now)
    return claim
