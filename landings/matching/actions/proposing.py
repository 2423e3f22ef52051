"""What one can do with a match: propose, decline, withdraw; and what the clock does. Confirming is in placements,
for the second yes books the desks."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.tables.locks import locked
from landings.applications.models import Application
from landings.applications.models.states import State
from landings.matching import rules
from landings.matching.actions.steps import locked_match
from landings.matching.facts import MatchDeclined, MatchExpired, MatchProposed, MatchWithdrawn
from landings.matching.models import Match
from landings.matching.queries import placed_of
from landings.matching.queries.pairs import Candidate, candidates, offers_within_reach
from landings.matching.queries.words import SCHEME
from network.members.models import Member
from network.reasons.tellings import stored, why_not
from realtime.streams import open_stream, publish

HOLD = timedelta(days=14)
AT_ONCE = 100


@transaction.atomic
def propose(application_id: int, offer_ids: Sequence[int], *, by: Member, note: str = "", now: datetime) -> list[Match]:
    """Propose offers to a firm, each held softly for fourteen days. An offer that is proposed already stays as it is,
    one that is for another programme or of a closed house is left out.

    Raises ValidationError: `not_now` when the application is not accepted or is placed already, `unfit` when an offer
    fails a hard filter.
    """
    application = _locked_application(application_id)
    if not rules.may_propose(by, application):
        raise PermissionDenied
    _check_matchable(application)
    known = set(application.matches.open().filter(offer__in=offer_ids).values_list("offer_id", flat=True))
    offers = offers_within_reach(application).filter(pk__in=set(offer_ids) - known)
    found = candidates(application, offers)
    for candidate in found:
        _check_fits(candidate)
    return [_propose_one(application, candidate, by, note, now) for candidate in found]


def _locked_application(application_id: int) -> Application:
    rows = Application.objects.select_related("programme", "firm", "stream")
    return locked(rows).get(pk=application_id)


def _check_matchable(application: Application) -> None:
    if application.state != State.ACCEPTED:
        raise ValidationError(_("Only an accepted application can be matched."), code="not_now")
    if placed_of(application):
        raise ValidationError(_("This firm has its place already."), code="not_now")


def _check_fits(candidate: Candidate) -> None:
    if candidate.failed:
        reason = why_not(candidate.failed[0], SCHEME)
        message = _("%(offer)s cannot be proposed. %(reason)s") % {"offer": candidate.offer.title, "reason": reason}
        raise ValidationError(message, code="unfit")


def _propose_one(application: Application, candidate: Candidate, by: Member, note: str, now: datetime) -> Match:
    assert candidate.stay is not None  # a candidate without a stay fails the dates, and was refused above
    match = Match.objects.create(
        stream=open_stream("match"),
        application=application,
        offer=candidate.offer,
        starts_on=candidate.stay.starts_on,
        ends_on=candidate.stay.ends_on,
        desks=application.travellers,
        score=candidate.score,
        breakdown=stored(candidate.parts, SCHEME),
        note=note,
        proposed_at=now,
        proposed_by=by,
        expires_at=now + HOLD,
    )
    publish(MatchProposed(match_id=match.pk), to=[match.stream, application.stream], by=by.pk, at=now)
    return match


@transaction.atomic
def decline(match_id: int, *, by: Member, reason: str, now: datetime) -> Match:
    """Say no for one's side, with a reason that firm, host and officer read. Raises ValidationError (`not_now`)."""
    match = locked_match(match_id)
    side = rules.side_of(by, match)
    if side is None:
        raise PermissionDenied
    match.decline(side, by, reason, now)
    match.save()
    told = MatchDeclined(match_id=match.pk, side=side)
    publish(told, to=[match.stream, match.application.stream], by=by.pk, at=now)
    return match


@transaction.atomic
def withdraw(match_id: int, *, by: Member, now: datetime) -> Match:
    """The officer takes a proposal back. Raises ValidationError (`not_now`)."""
    match = locked_match(match_id)
    if not rules.may_withdraw(by, match):
        raise PermissionDenied
    match.withdraw(by, now)
    match.save()
    publish(MatchWithdrawn(match_id=match.pk), to=[match.stream, match.application.stream], by=by.pk, at=now)
    return match


def expire_due(*, now: datetime) -> int:
    """The clock: proposals whose hold has run out. Doing it twice does nothing more. Returns how many expired."""
    due = Match.objects.open().filter(expires_at__lte=now).order_by("expires_at", "pk")
    return sum(_expire_one(pk, now) for pk in due.values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _expire_one(match_id: int, now: datetime) -> bool:
    """Each in a transaction of its own: several sweeps at once would else lock streams crosswise."""
    match = locked_match(match_id)
    if not match.is_open or match.expires_at > now:
        return False
    match.expired_at = now
    match.save()
    publish(MatchExpired(match_id=match.pk), to=[match.stream, match.application.stream], by=None, at=now)
    return True
