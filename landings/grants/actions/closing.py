from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.money.formats import money
from landings.grants import rules
from landings.grants.actions.locks import locked_grant
from landings.grants.actions.purse import Purse
from landings.grants.facts import AdvanceSentBack, GrantReleased
from landings.grants.models import Advance, Grant, Kind, Reason
from landings.placements.actions import locked_landing
from landings.placements.facts import LandingClosed
from landings.placements.models import Landing
from network.members.models import Member
from realtime.streams import publish


@transaction.atomic
def close_landing(landing_id: int, *, by: Member, now: datetime) -> Landing:
    """Close the books of a landing that is over: what is unspent goes back to the fund. Closing twice is once.

    Raises ValidationError: `not_now`, `open_claims`, `open_advance`.
    """
    landing = locked_landing(landing_id)
    if not rules.may_award(by, landing):
        raise PermissionDenied
    if landing.closed_at:
        return landing
    grant = Grant.objects.filter(landing=landing).first()
    landing.close(by, now)
    if grant:
        grant = locked_grant(grant.pk)
        _check_settled(grant, by, now)
        _release(Purse(grant, by, now))
    landing.save()
    publish(LandingClosed(landing_id=landing.pk), to=landing.stream, by=by.pk, at=now)
    return landing


def _check_settled(grant: Grant, by: Member, now: datetime) -> None:
    waiting = grant.claims.filter(submitted_at__isnull=False, declined_at=None, paid_at=None)
    if waiting.exists() or grant.advances.filter(paid_at=None, sent_back_at=None).exists():
        raise ValidationError(_("A claim or an advance still waits for a decision or a payment."), code="open_claims")
    owed = Purse(grant, by, now).balance(Kind.ADVANCES)
    if owed:
        words = {"owed": money(owed, grant.currency)}
        raise ValidationError(
            _("%(owed)s of the advance is not covered by claims. Record its return first.") % words, code="open_advance"
        )


def _release(purse: Purse) -> None:
    """What is committed and unspent returns to the fund; where the fund has lapsed, it is released for good."""
    grant, now = purse.grant, purse.now
    if not grant.is_open:
        return
    unspent = purse.release()
    grant.released_at = now
    grant.save()
    told = GrantReleased(grant_id=grant.pk, amount=unspent, currency=grant.currency, moves=purse.moves)
    publish(told, to=grant.landing.stream, by=purse.by.pk if purse.by else None, at=now)


@transaction.atomic
def release_cancelled(landing_id: int, *, now: datetime) -> Grant | None:
    """A landing was cancelled: advances approved but unpaid are undone, and what is committed goes back to the fund.

    What was paid stays an open advance until its return is recorded. Doing it twice is once.
    """
    found = Grant.objects.filter(landing=landing_id, landing__cancelled_at__isnull=False, released_at=None).first()
    if found is None:
        return None
    purse = Purse(locked_grant(found.pk), None, now)
    for advance in purse.grant.advances.filter(paid_at=None, sent_back_at=None):
        _undo(advance, Purse(purse.grant, None, now))
    _release(purse)
    return purse.grant


def _undo(advance: Advance, purse: Purse) -> None:
    """Whoever was to pay it hears that it no longer waits."""
    advance.sent_back_at, advance.sent_back_reason = purse.now, _("The landing was cancelled.")
    advance.save()
    purse.move(advance.amount, Reason.SENT_BACK, debit=Kind.COMMITMENTS, credit=Kind.CLAIMS_PAYABLE)
    told = AdvanceSentBack(advance_id=advance.pk, moves=purse.moves)
    publish(told, to=purse.grant.landing.stream, by=None, at=purse.now)
