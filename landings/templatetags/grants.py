"""What the pages of grants say: `{% load grants %}`."""

from django import template

from ground.money.formats import rate
from landings.programmes.models.costs import COST_NAMES

register = template.Library()


@register.filter
def cost_name(key: str) -> str:
    """`{{ line.category|cost_name }}`: the category in words."""
    return str(COST_NAMES.get(key, key))


register.filter("rate", rate)
