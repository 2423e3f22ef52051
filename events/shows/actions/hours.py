"""The hours of a show's days, as moments. What stands in them is not left outside without a word."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.shows import facts, queries, rules
from events.shows.actions.locks import locked_for_organiser
from events.shows.models import Day, Show
from ground.places.civil_time import civil
from ground.places.said import ending, twice, unfolded, which
from network.members.models import Member
from realtime.streams import publish

NAMED = 5
Span = tuple[datetime, datetime]
Hours = dict[date, Span]


@transaction.atomic
def set_hours(show_id: int, *, on: date, opens: time, closes: time, by: Member, now: datetime) -> Day:
    """Give one day of the show hours of its own; the second of two clocks has a fold. The same hours are no change.

    Raises PermissionDenied, ValidationError (`state`, `never`, `left_out`).
    """
    show = locked_for_organiser(show_id, by)
    if rules.is_over(show):
        raise ValidationError(_("The show is closed: its hours stay as they were."), code="state")
    day = Day.objects.get(show=show, on=on)
    wanted = moments(on, opens, closes, show.zone)
    if (day.opens_at, day.closes_at) == wanted:
        return day
    check_none_left_out(show, [wanted, *((one.opens_at, one.closes_at) for one in show.days.exclude(pk=day.pk))])
    day.opens_at, day.closes_at = wanted
    day.save()
    show.changed_at = now
    show.save(update_fields=["changed_at"])
    publish(facts.HoursSet(show_id=show.pk, on=on.isoformat()), to=show.stream, by=by.pk, at=now)
    return day


def moments(on: date, opens: time, closes: time, zone: tzinfo) -> Span:
    """The hours of a day as moments. Closing at or before the opening clock means the next day.

    Raises ValidationError at `opens` or `closes` for a clock that does not come on its day.
    """
    start = _clear("opens", lambda: unfolded(opens).moment(on, zone))
    return start, _clear("closes", lambda: ending(start, on, unfolded(closes), zone))


def planned(first_on: date, last_on: date, opens: time, closes: time, zone: tzinfo, stays: Show | None = None) -> Hours:
    """The hours of each day: the usual ones, but for days that stay, which keep their own clocks also in a new zone."""
    days = [first_on + timedelta(days=after) for after in range((last_on - first_on).days + 1)]
    kept = {day.on: day for day in stays.days.all()} if stays else {}
    return {on: _kept(kept[on], zone) if on in kept else moments(on, opens, closes, zone) for on in days}


def lay(show: Show, laid: Hours) -> None:
    show.days.exclude(on__in=laid).delete()
    kept = {day.on: day for day in show.days.all()}
    for on, (opens_at, closes_at) in laid.items():
        day = kept.get(on) or Day(show=show, on=on)
        day.opens_at, day.closes_at = opens_at, closes_at
        day.save()


def check_none_left_out(show: Show, spans: Sequence[Span]) -> None:
    """Raises ValidationError (`left_out`) naming what stands in the show's hours and would stand in none of these."""
    _refuse(show, queries.left_out(show, spans))


def check_nothing_to_come(show: Show, now: datetime) -> None:
    """Raises ValidationError (`left_out`) naming what has not begun yet."""
    _refuse(show, queries.to_come(show, now))


def _refuse(show: Show, touched: Sequence[queries.Booked]) -> None:
    if not touched:
        return
    said = ngettext(
        "This would be left outside the show: %(what)s. Move or cancel it first.",
        "%(n)s would be left outside the show: %(what)s. Move or cancel them first.",
        len(touched),
    )
    what = "; ".join(one.words(show.zone) for one in touched[:NAMED])
    more = len(touched) - NAMED
    if more > 0:
        what = _("%(what)s; and %(more)s more") % {"what": what, "more": more}
    raise ValidationError(said % {"n": len(touched), "what": what}, code="left_out")


def _kept(day: Day, zone: tzinfo) -> Span:
    former = day.show.zone
    if str(former) == str(zone):
        return day.opens_at, day.closes_at
    opens, closes = civil(day.opens_at, former).clock, civil(day.closes_at, former).clock
    for clock in (opens, closes):
        if which(day.on, clock, zone):
            raise ValidationError({"time_zone": _own_hours_first(twice(day.on, clock))})
    try:
        return moments(day.on, opens, closes, zone)
    except ValidationError as wrong:
        raise ValidationError({"time_zone": _own_hours_first(wrong)}) from None


def _own_hours_first(wrong: ValidationError) -> ValidationError:
    said = _("%(wrong)s Give that day other hours before you change the zone.")
    return ValidationError(said % {"wrong": " ".join(wrong.messages)}, code="zone")


def _clear(field: str, read: Callable[[], datetime]) -> datetime:
    try:
        return read()
    except ValidationError as wrong:
        raise ValidationError({field: wrong}) from None
