from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.shows import facts, rules
from events.shows.actions import hours
from events.shows.actions.locks import locked_for_change
from events.shows.models import Show, ShowLanguage, ShowSector
from ground.places.zones import zone_named
from ground.tables.locks import locked
from ground.web import idempotency
from ground.words.slugs import slug_of
from network.members.models import Member
from network.organisations.models import Organisation
from realtime.streams import open_stream, publish

MOST_DAYS = 31
COLUMNS = ("name", "headline", "about", "time_zone", "first_on", "last_on", "opens", "closes", "capacity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A show as its organiser writes it.

    `opens` and `closes` are clocks in the show's zone, the usual hours; the second of two has a fold.
    """

    name: str
    headline: str
    about: str
    time_zone: str
    first_on: date
    last_on: date
    opens: time
    closes: time
    capacity: int | None
    sectors: list[str]
    languages: list[str]


@transaction.atomic
def make_show(plan: Plan, *, organiser_id: int, by: Member, key: str, now: datetime) -> Show:
    """Make a draft. The same key makes one show only."""
    organiser = locked(Organisation.objects).get(pk=organiser_id)
    if not rules.may_hold_shows_for(by, organiser):
        raise PermissionDenied
    made = idempotency.earlier(by.pk, key, "show", organiser_id, asdict(plan))
    if made:
        return Show.objects.get(pk=made)
    _check_dates(plan)
    laid = hours.planned(plan.first_on, plan.last_on, plan.opens, plan.closes, zone_named(plan.time_zone))
    show = Show(stream=open_stream("show"), organiser=organiser, slug=_free_slug(plan.name), made_at=now)
    _write(show, plan, laid, now)
    idempotency.keep(by.pk, key, "show", organiser_id, asdict(plan), result=show.pk)
    publish(facts.ShowMade(show_id=show.pk), to=show.stream, by=by.pk, at=now)
    return show


@transaction.atomic
def change_show(show_id: int, plan: Plan, *, by: Member, now: datetime) -> Show:
    """Days that stay keep their own clock, also when the zone changes; new days take the usual hours."""
    show = locked_for_change(show_id, by)
    _check_dates(plan)
    _check_capacity(show, plan.capacity)
    changed = [field.name for field in fields(plan) if _held(show, field.name) != _wanted(plan, field.name)]
    if not changed:
        return show
    zone = zone_named(plan.time_zone)
    laid = hours.planned(plan.first_on, plan.last_on, plan.opens, plan.closes, zone, stays=show)
    hours.check_none_left_out(show, list(laid.values()))
    _write(show, plan, laid, now)
    publish(facts.ShowChanged(show_id=show.pk, fields=changed), to=show.stream, by=by.pk, at=now)
    return show


def _check_dates(plan: Plan) -> None:
    if plan.last_on < plan.first_on:
        raise ValidationError({"last_on": ValidationError(_("The last day comes before the first."), code="order")})
    if (plan.last_on - plan.first_on).days >= MOST_DAYS:
        wrong = ValidationError(_("A show lasts at most %(days)s days."), "long", {"days": MOST_DAYS})
        raise ValidationError({"last_on": wrong})


def _check_capacity(show: Show, capacity: int | None) -> None:
    taken = show.registrations.count()
    if capacity is not None and capacity < taken:
        wrong = ValidationError(_("%(taken)s visitors are registered already."), "fewer", {"taken": taken})
        raise ValidationError({"capacity": wrong})


def _wanted(plan: Plan, name: str) -> object:
    value = getattr(plan, name)
    return sorted(set(value)) if name in ("sectors", "languages") else value


def _held(show: Show, name: str) -> object:
    if name == "sectors":
        return [row.sector for row in show.sectors.all()]
    if name == "languages":
        return [row.language for row in show.languages.all()]
    return getattr(show, name)


def _write(show: Show, plan: Plan, laid: hours.Hours, now: datetime) -> None:
    for name in COLUMNS:
        setattr(show, name, getattr(plan, name))
    show.changed_at = now
    show.save()
    show.sectors.all().delete()
    ShowSector.objects.bulk_create(ShowSector(show=show, sector=sector) for sector in sorted(set(plan.sectors)))
    show.languages.all().delete()
    ShowLanguage.objects.bulk_create(ShowLanguage(show=show, language=code) for code in sorted(set(plan.languages)))
    hours.lay(show, laid)


def _free_slug(name: str) -> str:
    stem = slug_of(name, most=70, otherwise="show")
    taken = {"new", *Show.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    if stem not in taken:
        return stem
    return next(slug for n in range(2, len(taken) + 3) if (slug := f"{stem}-{n}") not in taken)
