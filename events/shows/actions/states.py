from datetime import datetime, timedelta

from django.db import transaction

from events.shows import facts, rules
from events.shows.actions import hours
from events.shows.actions.locks import locked_for_organiser
from events.shows.models import Show
from ground.tables.locks import locked
from network.members.models import Member
from realtime.streams import publish


@transaction.atomic
def announce(show_id: int, *, by: Member, now: datetime) -> Show:
    show = locked_for_organiser(show_id, by)
    if show.state is Show.State.ANNOUNCED:
        return show
    show.announce(now)
    return _turned(show, facts.ShowAnnounced(show_id=show.pk), by=by.pk, now=now)


@transaction.atomic
def open_doors(show_id: int, *, by: Member, now: datetime) -> Show:
    show = locked_for_organiser(show_id, by)
    return show if show.state is Show.State.OPEN else _open(show, by=by.pk, now=now)


@transaction.atomic
def close(show_id: int, *, by: Member, now: datetime) -> Show:
    """Close before the last hour. Raises PermissionDenied, ValidationError (`left_out`: what is still to come)."""
    show = locked_for_organiser(show_id, by)
    if rules.is_over(show):
        return show
    hours.check_nothing_to_come(show, now)
    return _close(show, by=by.pk, now=now)


@transaction.atomic
def turn_with_the_clock(*, now: datetime) -> int:
    """Open what has reached its first hour, close what has passed its last. Returns how many turned."""
    # A day that has begun in the farthest zone may be tomorrow's date in UTC.
    begun = Show.objects.filter(
        announced_at__isnull=False, closed_at=None, first_on__lte=now.date() + timedelta(days=1)
    )
    begun = begun.select_related("stream").prefetch_related("days").order_by("pk")
    return sum(_turn(show, now) for show in locked(begun, skip_locked=True))


def _turn(show: Show, now: datetime) -> bool:
    days = list(show.days.all())
    if all(day.closes_at <= now for day in days):
        _close(show, by=None, now=now)
        return True
    if show.state is Show.State.ANNOUNCED and any(day.opens_at <= now for day in days):
        _open(show, by=None, now=now)
        return True
    return False


def _open(show: Show, *, by: int | None, now: datetime) -> Show:
    show.open_doors(now)
    return _turned(show, facts.ShowOpened(show_id=show.pk), by=by, now=now)


def _close(show: Show, *, by: int | None, now: datetime) -> Show:
    show.close(now)
    return _turned(show, facts.ShowClosed(show_id=show.pk), by=by, now=now)


def _turned(show: Show, happened: object, *, by: int | None, now: datetime) -> Show:
    show.changed_at = now
    show.save(update_fields=["announced_at", "opened_at", "closed_at", "changed_at"])
    publish(happened, to=show.stream, by=by, at=now)
    return show
