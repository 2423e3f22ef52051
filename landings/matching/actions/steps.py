"""Steps on a match, for the action that has its transaction: proposing's own, and that of placements, where the second
yes books the desks. Each saves; what has happened is told last."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from ground.tables.locks import locked
from landings.applications.models import Application
from landings.matching import rules
from landings.matching.facts import MatchConfirmed, MatchFull, MatchPlaced, MatchWithdrawn
from landings.matching.models import Match
from network.members.models import Member
from realtime.streams import publish


def locked_match(match_id: int) -> Match:
    """The match, locked, with what its rules ask about. Raises Match.DoesNotExist."""
    rows = Match.objects.select_related(
        "stream", "application__stream", "application__firm", "application__programme", "offer__site__host"
    )
    return locked(rows).get(pk=match_id)


def locked_to_confirm(match_id: int, by: Member) -> tuple[Match, str]:
    """The match, locked, and the side that `by` speaks for. Raises Match.DoesNotExist, PermissionDenied."""
    # The application is locked first: two matches of one firm may be confirmed at once.
    locked(Application.objects).get(matches=match_id)
    match = locked_match(match_id)
    side = rules.side_of(by, match)
    if side is None:
        raise PermissionDenied
    return match, side


def confirm(match: Match, side: str, by: Member, now: datetime) -> None:
    """One side's yes. Raises ValidationError (`not_now`)."""
    match.confirm(side, by, now)
    match.save()


def lose(match: Match, now: datetime) -> None:
    """Both have said yes, and the desks are gone."""
    match.lose(now)
    match.save()


def place(match: Match, now: datetime) -> list[Match]:
    """The firm has its place. What else was proposed to it is withdrawn, and returned."""
    others = match.application.matches.open().exclude(pk=match.pk).select_related("stream")
    found = list(locked(others).order_by("pk"))
    for other in found:
        other.withdrawn_at = now
        other.save()
    match.place(now)
    match.save()
    return found


def cancel(match: Match, now: datetime) -> None:
    """The placement that came of it was called off."""
    match.cancel(now)
    match.save()


def tell_confirmed(match: Match, side: str, landing_id: int | None, by: Member, now: datetime) -> None:
    """A yes, and what came of the second."""
    both = [match.stream, match.application.stream]
    publish(MatchConfirmed(match_id=match.pk, side=side), to=both, by=by.pk, at=now)
    if match.full_at:
        publish(MatchFull(match_id=match.pk), to=both, by=by.pk, at=now)
    if landing_id:
        publish(MatchPlaced(match_id=match.pk, landing_id=landing_id), to=both, by=by.pk, at=now)


def tell_withdrawn(others: list[Match], now: datetime) -> None:
    for other in others:
        publish(MatchWithdrawn(match_id=other.pk), to=other.stream, by=None, at=now)
