"""Why the feed shows what the followed did: words that each feature's sources use."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ground.places.countries import country_name


def you_follow(field: str) -> Any:
    """Whom the line names in this field."""
    return lambda params: _("You follow %s") % params[field]


def you_follow_the_market(params: Mapping[str, Any]) -> str:
    """The line says its `country`."""
    return _("You follow the market %s") % country_name(params["country"])
