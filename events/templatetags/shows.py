"""Words and colours of shows: `{% load shows %}`."""

from typing import Any

from django import template

from network.organisations.sectors import NAMES
from realtime.face.people import hue_of

register = template.Library()


@register.simple_tag
def sector(code: str) -> str:
    """`{% sector "ocean" %}`: Ocean and marine. A code that nobody knows stands for itself."""
    return str(NAMES.get(code, code))


@register.simple_tag
def hue(firm: Any) -> str:
    """The class of a firm's own colour, the same as its avatar's."""
    return f"h{hue_of(firm.pk)}"
