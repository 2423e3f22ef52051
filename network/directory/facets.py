"""Facets: how each narrows a list, how its values are counted, and what they are called.

A facet's counts are of what the other facets leave, so that one sees what choosing another value would give. Each
facet is one grouped query, however many rows there are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ground.places.countries import country_name
from ground.places.zones import every_zone, shared_hours
from ground.web import page_keys
from ground.words.language import language_name
from network.members.models import SpokenLanguage
from network.organisations import ebops, sectors
from network.organisations.models import Market, Membership, Organisation, ServiceLine, WorkingLanguage

HOURS = (6, 4, 2)
Rows = QuerySet[Any]
Pairs = Iterable[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Clock:
    """Where and when one asks: the working hours one shares depend on both."""

    zone: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Facet:
    """`called(value)` is the value in words, or nothing for a value that does not exist."""

    name: str
    label: str | Promise
    narrow: Callable[[Rows, str, Clock], Rows]
    count: Callable[[Rows, Clock], Pairs]
    called: Callable[[str], str]


def _column(name: str, label: str | Promise, called: Callable[[str], str]) -> Facet:
    """A facet over a column of the row itself."""

    def count(rows: Rows, clock: Clock) -> Pairs:
        return list(rows.exclude(**{name: ""}).order_by().values_list(name).annotate(n=Count("pk")))

    return Facet(name, label, lambda rows, value, clock: rows.filter(**{name: value}), count, called)


def _beside(name: str, label: str | Promise, called: Callable[[str], str], table: Rows, owner: str, key: Any) -> Facet:
    """A facet over rows that belong to the row: services, markets, languages."""
    keyed = table.annotate(facet_key=key).order_by()

    def narrow(rows: Rows, value: str, clock: Clock) -> Rows:
        return rows.filter(pk__in=keyed.filter(facet_key=value).values(owner))

    def count(rows: Rows, clock: Clock) -> Pairs:
        kept = keyed.filter(**{f"{owner}__in": rows.order_by().values("pk")})
        return list(kept.values_list("facet_key").annotate(n=Count(owner, distinct=True)))

    return Facet(name, label, narrow, count, called)


def _overlapping(rows: Rows, value: str, clock: Clock) -> Rows:
    hours = page_keys.number(value, most=24)
    return rows if hours is None else rows.filter(time_zone__in=zones_sharing(clock, hours))


def _overlaps(rows: Rows, clock: Clock) -> Pairs:
    zones = list(rows.order_by().values_list("time_zone").annotate(n=Count("pk")))
    return [(str(least), sum(n for zone, n in zones if zone in zones_sharing(clock, least))) for least in HOURS]


def zones_sharing(clock: Clock, hours: int) -> frozenset[str]:
    """Zones that share at least so many working hours with the clock's, today."""
    return _zones_sharing(clock.zone, hours, clock.at.replace(minute=0, second=0, microsecond=0))


@lru_cache(maxsize=256)
def _zones_sharing(zone: str, hours: int, at: datetime) -> frozenset[str]:
    return frozenset(other for other in every_zone() if shared_hours(zone, other, at) >= hours)


def _hours_called(value: str) -> str:
    if value not in {str(hours) for hours in HOURS}:
        return ""
    hours = int(value)
    return ngettext("%d working hour or more", "%d working hours or more", hours) % hours


def _from(names: Mapping[str, Any]) -> Callable[[str], str]:
    return lambda value: str(names.get(value, ""))


def _language(code: str) -> str:
    name = language_name(code)
    return "" if name == code else name


KINDS = _from(dict(Organisation.Kind.choices))
HOURS_SHARED = Facet("hours", _("Shares with me"), _overlapping, _overlaps, _hours_called)
COUNTRY = _column("country", _("Country"), country_name)


def _markets(name: str, label: str | Promise) -> Facet:
    return _beside(name, label, country_name, Market.objects.filter(relation=name), "organisation", F("country"))


OF_ORGANISATIONS = (
    _column("kind", _("Kind"), KINDS),
    _column("sector", _("Sector"), _from(sectors.NAMES)),
    _beside(
        "service",
        _("Service"),
        _from(ebops.MAIN_NAMES),
        ServiceLine.objects.all(),
        "organisation",
        Substr("category", 1, 2),
    ),
    COUNTRY,
    _markets("sought", _("Wants to sell to")),
    _markets("served", _("Sells to")),
    _beside("language", _("Works in"), _language, WorkingLanguage.objects.all(), "organisation", F("language")),
    HOURS_SHARED,
)
OF_MEMBERS = (
    _beside(
        "belongs",
        _("Belongs to a"),
        KINDS,
        Membership.objects.filter(organisation__closed_at=None),
        "member",
        F("organisation__kind"),
    ),
    COUNTRY,
    _beside("language", _("Speaks"), _language, SpokenLanguage.objects.all(), "member", F("language")),
    HOURS_SHARED,
)
