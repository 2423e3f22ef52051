"""The tags of every page: `{% load kontor %}`. What they write is decided in ground/ui/."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from ground.money import formats as coins
from ground.places import zone_names
from ground.ui import charts, errors, icons, map, moments, patterns, people
from ground.ui.fields import field_words
from ground.ui.folding import alike
from ground.ui.navigation import url_of
from ground.words import language as language_words

register = template.Library()


@register.simple_tag
@alike
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "bell" %}` is silent; `{% icon "bell" _("Notices") %}` says its label."""
    return icons.icon(name, str(label))


@register.simple_tag
def place(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named route, or nothing where this installation has no such route."""
    if not args and not kwargs:
        return url_of(name)
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | None, form: moments.Form = "words", zone: str = "") -> str:
    """`{% moment at %}`, `{% moment at "clock" %}`, `"short"`, `"full"`; `zone=site.time_zone` for another party's."""
    return moments.moment(at, form, zone=zone, now=_now(context)) if at else ""


@register.simple_tag(takes_context=True)
def day(context: Context, on: date | datetime | None, form: str = "long") -> str:
    """`{% day on %}`, `"medium"`, `"short"`, or `"words"`: in 3 days."""
    return moments.day(moments.local_day(on), form, today=timezone.localdate(_now(context))) if on else ""


@register.simple_tag
def day_tile(on: date | datetime) -> SafeString:
    return moments.tile(moments.local_day(on))


@register.simple_tag
def money(minor: int | None, currency: str, form: str = "exact") -> str:
    """`{% money 400000 "CAD" %}`; `"round"` drops an empty minor unit, `"brief"` says CA$20M. Nothing for None."""
    return "" if minor is None else coins.money(minor, str(currency), form)


@register.filter
def number(value: float | None) -> str:
    """`{{ count|number }}`: grouped as the reader's language groups."""
    return "" if value is None else coins.number(value)


@register.simple_tag
def country(code: Any, form: str = "name") -> SafeString:
    """`{% country "CA" %}`: Canada CA. With `"chip"` the code alone."""
    return people.country(getattr(code, "code", code), form)


@register.simple_tag
def language_name(code: str) -> str:
    """`{% language_name "fr" %}`: French."""
    return language_words.language_name(code)


@register.simple_tag
def avatar(subject: Any, kind: str = "", here: bool = False, label: bool = False) -> SafeString:
    """`{% avatar member %}`, `{% avatar member "s" %}`, `{% avatar firm "l firm" %}`."""
    return people.avatar(subject, kind, here=here, label=label)


@register.filter
def with_offices(person: Any) -> SafeString:
    """`{{ member|with_offices }}`: the name and the signs of their offices, in a sentence too."""
    return people.with_offices(person)


@register.simple_tag
def field(bound: BoundField, kind: str = "", unit: str = "") -> SafeString:
    """A form's field with label, help and error: `{% field form.email %}`, `"short"`, `unit="CAD"`."""
    return SafeString(
        render_to_string("ui/_field.html", {"field": bound, "kind": kind, "unit": unit, **field_words(bound)})
    )


@register.simple_tag
def faults(form: BaseForm) -> list[errors.Fault]:
    """`{% faults form as wrong %}`: what the summary of errors lists."""
    return errors.faults_of(form)


@register.simple_tag(takes_context=True)
def error_title(context: Context) -> str:
    """What a page's title begins with where a form on it is wrong."""
    return errors.title_of(context.flatten())  # type: ignore[arg-type]


@register.filter
def percent(value: float) -> str:
    """`{{ 50|percent }}`: as the language writes it."""
    return coins.percent(value)


@register.filter
def zone_city(zone: str) -> str:
    """`{{ show.time_zone|zone_city }}`: the city that a time zone is named by."""
    return zone_names.city_of(zone)


@register.filter
def day_in_words(on: date | datetime) -> str:
    """A day where no element can stand, as in a mail or a sentence."""
    return moments.day_in_words(moments.local_day(on))


@register.simple_block_tag
def part(content: str, name: str) -> SafeString:
    """`{% part "city" %}<span>{{ city }}</span>{% endpart %}`, in a template that `ground.ui.patterns` fills."""
    return patterns.part(name, content)


@register.simple_tag
def percent_of(part: float, whole: float) -> str:
    """A width for SVG, kept between nothing and all: `62.5%`."""
    share = 0.0 if not whole else max(0.0, min(1.0, float(part) / float(whole)))
    return f"{share * 100:.4g}%"


@register.simple_tag
def ring(share: float) -> SafeString:
    """A share from 0 to 1 as a ring; the number stands beside it in words."""
    return charts.ring(float(share))


@register.simple_tag
def spark(values: Sequence[float]) -> SafeString:
    """What was, as a small line; the latest number stands beside it in words."""
    return charts.spark(values) if values else SafeString("")


@register.simple_tag
def world_map(
    arcs: Sequence[map.Arc] = (),
    ports: Sequence[map.Port] = (),
    shades: Mapping[str, str] | None = None,
    label: str = "",
    view: map.View = map.WHOLE,
) -> SafeString:
    """`{% world_map arcs ports shades _("Landings by country") %}`; what it shows stands in a table too."""
    return map.world_map(arcs=arcs, ports=ports, shades=shades, label=str(label), view=view)


def _now(context: Context) -> datetime:
    given = context.get("now")
    return given if isinstance(given, datetime) else timezone.now()
