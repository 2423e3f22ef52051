from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.places.civil_time import settled
from ground.places.zones import zone_named
from ground.tables.locks import locked
from landings.itineraries import queries, rules
from landings.itineraries.facts import ItemAdded, ItemCancelled, ItemChanged, ItemDebriefed, ItineraryPlanned
from landings.itineraries.models import Item
from landings.placements.models import Landing, days_between
from network.members.models import Member
from realtime.streams import publish

LONGEST = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an item is to be. Moments are aware; `spot` is latitude and longitude."""

    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    spot: tuple[float, float] | None = None
    notes: str = ""

    def __post_init__(self) -> None:
        """In UTC: Python would call two moments of one zone the same when their clocks show the same."""
        for name in ("starts_at", "ends_at"):
            object.__setattr__(self, name, getattr(self, name).astimezone(UTC))


@transaction.atomic
def begin(landing_id: int, *, by: Member, now: datetime) -> int:
    """Fill an empty itinerary: the journey out, a desk day for each weekday, the journey home. Returns how many.

    A second time does nothing. Raises PermissionDenied.
    """
    landing = _locked_landing(landing_id, by)
    if landing.items.standing().exists():
        return 0
    plans = _template(landing)
    for plan in plans:
        _add_step(landing, plan, by, now)
    publish(ItineraryPlanned(landing_id=landing.pk, items=len(plans)), to=landing.stream, by=by.pk, at=now)
    return len(plans)


def _template(landing: Landing) -> list[Plan]:
    site = landing.site
    zone = zone_named(site.time_zone)
    days = days_between(landing.starts_on, landing.ends_on)

    def at(day: date, clock: time) -> datetime:
        return settled(day, clock, zone)

    out, home = landing.starts_on - timedelta(days=1), landing.ends_on - timedelta(days=1)
    desk_days = [day for day in days if day.weekday() < 5]
    return [
        Plan(kind=Item.Kind.TRAVEL, title=_("Journey out"), starts_at=at(out, time(8)), ends_at=at(out, time(20))),
        *(
            Plan(
                kind=Item.Kind.DESK,
                title=_("Desk at %(site)s") % {"site": site.name},
                starts_at=at(day, site.opens),
                ends_at=at(day, site.closes),
                place=site.address or site.city,
            )
            for day in desk_days
        ),
        Plan(kind=Item.Kind.TRAVEL, title=_("Journey home"), starts_at=at(home, time(18)), ends_at=at(home, time(23))),
    ]


@transaction.atomic
def add(landing_id: int, plan: Plan, *, by: Member, now: datetime) -> Item:
    """Put something on the itinerary. Raises PermissionDenied, ValidationError (`times`, `long`)."""
    landing = _locked_landing(landing_id, by)
    _check(plan)
    item = _add_step(landing, plan, by, now)
    publish(ItemAdded(item_id=item.pk), to=landing.stream, by=by.pk, at=now)
    return item


@transaction.atomic
def add_agreed(landing_id: int, *, by: Member, now: datetime) -> int:
    """Take over the firm's agreed meeting times that fall into the stay. Returns how many are new."""
    landing = _locked_landing(landing_id, by)
    found = queries.agreed_meetings(landing)
    for meeting in found:
        others = [str(side.member) for side in meeting.introduction.sides.all()]
        title = _("Introduction: %(people)s") % {"people": ", ".join(others)}
        kind, start, end = Item.Kind.INTRODUCTION, meeting.starts_at, meeting.ends_at
        item = _add_step(landing, Plan(kind=kind, title=title[:160], starts_at=start, ends_at=end), by, now)
        item.meeting_time = meeting
        item.save(update_fields=["meeting_time"])
    if found:
        publish(ItineraryPlanned(landing_id=landing.pk, items=len(found)), to=landing.stream, by=by.pk, at=now)
    return len(found)


@transaction.atomic
def change(item_id: int, plan: Plan, *, by: Member, sequence: int, now: datetime) -> Item:
    """Change an item that still is as the member saw it (`sequence`). The same plan again is no change.

    Raises PermissionDenied, ValidationError (`stale`, `times`, `long`, `cancelled`).
    """
    landing = _locked_landing(Item.objects.get(pk=item_id).landing_id, by)
    item = Item.objects.get(pk=item_id)
    if item.sequence != sequence:
        raise ValidationError(_("Somebody changed this a moment ago. Look at it again."), code="stale")
    if item.cancelled_at:
        raise ValidationError(_("This is cancelled."), code="cancelled")
    _check(plan)
    if plan == _plan_of(item):
        return item
    _write(item, plan)
    item.change(by, now)
    item.save()
    publish(ItemChanged(item_id=item.pk), to=landing.stream, by=by.pk, at=now)
    return item


@transaction.atomic
def cancel(item_id: int, *, by: Member, now: datetime) -> Item:
    """Cancel an item; calendars are told so. A second time does nothing. Raises PermissionDenied."""
    landing = _locked_landing(Item.objects.get(pk=item_id).landing_id, by)
    item = Item.objects.get(pk=item_id)
    if item.cancelled_at is None:
        item.cancel(by, now)
        item.save()
        publish(ItemCancelled(item_id=item.pk), to=landing.stream, by=by.pk, at=now)
    return item


@transaction.atomic
def debrief(item_id: int, *, by: Member, met: str, outcome: str, now: datetime) -> Item:
    """Say what came of a meeting. Raises PermissionDenied, ValidationError (`met`)."""
    item = locked(Item.objects).select_related("landing__stream").get(pk=item_id)
    if not rules.may_debrief(by, item, now=now):
        raise PermissionDenied
    if met not in Item.Met.values:
        raise ValidationError(_("Say whether you met."), code="met")
    if (item.met, item.outcome) != (met, outcome.strip()):
        item.debrief(met, outcome.strip()[:300], now)
        item.save()
        publish(ItemDebriefed(item_id=item.pk, met=met), to=item.landing.stream, by=by.pk, at=now)
    return item


def _locked_landing(landing_id: int, by: Member) -> Landing:
    rows = Landing.objects.select_related("stream", "site", "firm", "host")
    landing = locked(rows).get(pk=landing_id)
    if not rules.may_plan(by, landing):
        raise PermissionDenied
    return landing


def _check(plan: Plan) -> None:
    if plan.ends_at <= plan.starts_at:
        raise ValidationError({"ends": ValidationError(_("It must end after it begins."), code="times")})
    if plan.ends_at - plan.starts_at > LONGEST:
        raise ValidationError({"ends": ValidationError(_("Three days at most. Make several of it."), code="long")})


def _add_step(landing: Landing, plan: Plan, by: Member, now: datetime) -> Item:
    item = Item(landing=landing, made_at=now, changed_at=now, changed_by=by)
    _write(item, plan)
    item.save()
    return item


def _write(item: Item, plan: Plan) -> None:
    item.kind, item.title, item.place, item.notes = plan.kind, plan.title, plan.place, plan.notes
    item.starts_at, item.ends_at = plan.starts_at, plan.ends_at
    item.latitude, item.longitude = plan.spot or (None, None)


def _plan_of(item: Item) -> Plan:
    spot = None if item.latitude is None or item.longitude is None else (item.latitude, item.longitude)
    times = {"starts_at": item.starts_at, "ends_at": item.ends_at}
    return Plan(kind=item.kind, title=item.title, place=item.place, spot=spot, notes=item.notes, **times)
