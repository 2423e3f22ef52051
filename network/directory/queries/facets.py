"""Facets: how each narrows a list, how its values are counted, and what they are called.

A facet's counts are of what the other facets leave, so that one sees what choosing another value would give. Each
facet is one grouped query, however many rows there are, and worded once: `narrow` and `count` decide nothing by values.
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
from ground.words import ebops, sectors
from ground.words.language import language_name
from network.members.models import SpokenLanguage
from network.organisations.models import Market, Membership, Organisation, ServiceLine, WorkingLanguage

HOURS = (6, 4, 2)
Rows = QuerySet[Any]
Pairs = Iterable[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Asker:
    """Where and when one asks: the working hours one shares depend on both."""

    zone: str
    at: datetime


def _itself(value: str, _asker: Asker) -> str:
    return value


def _as_counted(pairs: Pairs, _asker: Asker) -> Pairs:
    return pairs


@dataclass(frozen=True, slots=True)
class Facet:
    """`called(value)` is the value in words, or nothing for a value that does not exist; `meant` is what the database
    is asked for. `count` gives what stands in the rows and how often, of which `told` makes values and their counts.
    """

    name: str
    label: str | Promise
    narrow: Callable[[Rows, Any], Rows]
    count: Callable[[Rows], Rows]
    called: Callable[[str], str]
    meant: Callable[[str, Asker], str | list[str]] = _itself
    told: Callable[[Pairs, Asker], Pairs] = _as_counted


def _column(name: str, label: str | Promise, called: Callable[[str], str]) -> Facet:
    """A facet over a column of the row itself."""

    def count(rows: Rows) -> Rows:
        counted: Rows = rows.exclude(**{name: ""}).order_by().values_list(name).annotate(n=Count("pk"))
        return counted

    return Facet(name, label, lambda rows, value: rows.filter(**{name: value}), count, called)


def _beside(name: str, label: str | Promise, called: Callable[[str], str], table: Rows, owner: str, key: Any) -> Facet:
    """A facet over rows that belong to the row: services, markets, languages."""
    keyed = table.annotate(facet_key=key).order_by()

    def narrow(rows: Rows, value: str) -> Rows:
        return rows.filter(pk__in=keyed.filter(facet_key=value).values(owner))

    def count(rows: Rows) -> Rows:
        kept = keyed.filter(**{f"{owner}__in": rows.order_by().values("pk")})
        counted: Rows = kept.values_list("facet_key").annotate(n=Count(owner, distinct=True))
        return counted

    return Facet(name, label, narrow, count, called)


def _overlapping(rows: Rows, zones: list[str]) -> Rows:
    return rows.filter(time_zone__in=zones)


def _zones_meant(value: str, asker: Asker) -> list[str]:
    return sorted(zones_sharing(asker, page_keys.number(value, most=24) or 0))


def _zones(rows: Rows) -> Rows:
    counted: Rows = rows.order_by().values_list("time_zone").annotate(n=Count("pk"))
    return counted


def _overlaps(zones: Pairs, asker: Asker) -> Pairs:
    known = list(zones)
    return [(str(least), sum(n for zone, n in known if zone in zones_sharing(asker, least))) for least in HOURS]


def zones_sharing(asker: Asker, hours: int) -> frozenset[str]:
    """Zones that share at least so many working hours with the asker's, today."""
    return _zones_sharing(asker.zone, hours, asker.at.replace(minute=0, second=0, microsecond=0))


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
HOURS_SHARED = Facet("hours", _("Shares with me"), _overlapping, _zones, _hours_called, _zones_meant, _overlaps)
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
