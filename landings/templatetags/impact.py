"""Tags of the impact page."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from ground.money.formats import money, number
from ground.ui import patterns, people
from ground.ui.map import Port, apart, world_map
from landings.impact.queries import Cell, Reading
from landings.impact.rules import LEAST
from network.followups.kinds import MONEY

register = template.Library()


@register.simple_tag(takes_context=True)
def figure(context: template.Context, reading: Reading, value: Fraction | int | None, form: str) -> str:
    """A figure of a measure: money in the programme's currency, or a count; a dash where there is none."""
    if value is None:
        return "–"
    if reading.question.kind == MONEY:
        return money(round(value), context["programme"].currency, form)
    return number(round(float(value), 2))


@register.simple_tag(takes_context=True)
def cells(
    context: template.Context,
    cells: Sequence[Cell],
    title: str,
    column: str,
    countries: bool = False,
    open: bool = False,
) -> SafeString:
    """A breakdown as a table that is folded, or `open`; what it is broken down by are names, or `countries`."""
    currency = context["programme"].currency
    rows = [
        {
            "label": people.country(cell.label) if countries else cell.label,
            "landings": number(cell.landings),
            "received": number(cell.received),
            "is_too_few": cell.revenue is None and cell.received < LEAST,
            "is_hidden": cell.revenue is None and cell.received >= LEAST,
            "revenue": "" if cell.revenue is None else money(cell.revenue, currency, "round"),
        }
        for cell in cells
    ]
    return patterns.fill("landings/impact/_cells.html", {"title": title, "column": column, "cells": rows}, open=open)


@register.simple_tag
def landings_map(places: Sequence[dict[str, Any]]) -> str:
    """A world map of the places where firms landed; those with most landings are named first."""
    ports = [
        Port(
            lat=float(place["site__latitude"]),
            lon=float(place["site__longitude"]),
            name=place["site__city"],
        )
        for place in places
    ]
    shades = {str(place["site__country"]): "l2" for place in places}
    total = len(places)
    words = ngettext("A map: firms landed in %(n)s place", "A map: firms landed in %(n)s places", total)
    return world_map(ports=apart(ports), shades=shades, label=words % {"n": total})
