from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.money.formats import money
from landings.grants import rules
from landings.grants.actions.locks import locked_advance, locked_grant
from landings.grants.actions.purse import Purse, check_open, check_standing
from landings.grants.facts import AdvanceApproved, AdvancePaid, AdvanceReturned, AdvanceSentBack
from landings.grants.models import Advance, Grant, Kind, Reason, transfers_of
from landings.grants.queries import advance_steps
from network.members.models import Member
from realtime.streams import publish


@transaction.atomic
def approve_advance(grant_id: int, *, trigger: str, by: Member, now: datetime) -> Advance:
    """Approve what the payment plan advances on a trigger. Approving it again changes nothing.

    Raises ValidationError: `not_now`, `no_such_step`, `not_enough`.
    """
    grant = locked_grant(grant_id)
    if not rules.may_approve(by, grant.landing):
        raise PermissionDenied
    earlier = grant.advances.filter(trigger=trigger, sent_back_at=None).first()
    if earlier:
        return earlier
    check_open(grant)
    check_standing(grant.landing)
    step = next((step for step in advance_steps(grant) if step.trigger == trigger), None)
    if step is None or not step.amount:
        raise ValidationError(_("The payment plan has no advance of this name."), code="no_such_step")
    advance = Advance.objects.create(
        grant=grant,
        trigger=trigger,
        percent=step.percent,
        amount=step.amount,
        currency=grant.currency,
        approved_at=now,
        approved_by=by,
    )
    purse = Purse(grant, by, now)
    purse.move(step.amount, Reason.ADVANCE_APPROVED, debit=Kind.CLAIMS_PAYABLE, credit=Kind.COMMITMENTS)
    told = AdvanceApproved(advance_id=advance.pk, amount=advance.amount, currency=advance.currency, moves=purse.moves)
    publish(told, to=grant.landing.stream, by=by.pk, at=now)
    return advance


@transaction.atomic
def pay_advance(advance_id: int, *, reference: str, by: Member, now: datetime) -> Advance:
    """Record the payment, by another person than who approved it. The same reference twice is one payment.

    Raises ValidationError (`not_now`).
    """
    advance = locked_advance(advance_id)
    if not rules.may_pay_advance(by, advance):
        raise PermissionDenied
    if advance.paid_at and advance.reference == reference:
        return advance
    advance.pay(by, reference, now)
    advance.save()
    purse = Purse(advance.grant, by, now)
    purse.move(
        advance.amount,
        Reason.ADVANCE_PAID,
        debit=Kind.ADVANCES,
        credit=Kind.CLAIMS_PAYABLE,
        reference=reference,
    )
    told = AdvancePaid(advance_id=advance.pk, amount=advance.amount, currency=advance.currency, moves=purse.moves)
    publish(told, to=advance.grant.landing.stream, by=by.pk, at=now)
    return advance


@transaction.atomic
def send_back_advance(advance_id: int, *, reason: str, by: Member, now: datetime) -> Advance:
    """Do not pay it: the approval is undone and the officer decides anew. Raises ValidationError (`not_now`)."""
    advance = locked_advance(advance_id)
    if not rules.may_pay_advance(by, advance):
        raise PermissionDenied
    advance.send_back(by, reason, now)
    advance.save()
    purse = Purse(advance.grant, by, now)
    purse.move(advance.amount, Reason.SENT_BACK, debit=Kind.COMMITMENTS, credit=Kind.CLAIMS_PAYABLE)
    told = AdvanceSentBack(advance_id=advance.pk, moves=purse.moves)
    publish(told, to=advance.grant.landing.stream, by=by.pk, at=now)
    return advance


@transaction.atomic
def record_return(grant_id: int, *, amount: int, reference: str, by: Member, now: datetime) -> Grant:
    """The firm has paid back `amount` minor units of its advance. Raises ValidationError (`too_much`, `twice`)."""
    grant = locked_grant(grant_id)
    if not rules.may_handle_payments(by, grant.landing):
        raise PermissionDenied
    purse = Purse(grant, by, now)
    owed = purse.balance(Kind.ADVANCES)
    if transfers_of(grant.landing_id).filter(reason=Reason.RECOVERY, reference=reference).exists():
        raise ValidationError(_("A return with this reference is recorded already."), code="twice")
    if not 0 < amount <= owed:
        words = {"owed": money(owed, grant.currency)}
        raise ValidationError(_("At most %(owed)s of the advance is open.") % words, code="too_much")
    purse.move(amount, Reason.RECOVERY, debit=Kind.RECOVERED, credit=Kind.ADVANCES, reference=reference)
    told = AdvanceReturned(grant_id=grant.pk, amount=amount, currency=grant.currency, moves=purse.moves)
    publish(told, to=grant.landing.stream, by=by.pk, at=now)
    return grant
