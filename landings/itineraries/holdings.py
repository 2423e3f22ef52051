"""An itinerary is the landing's: of a member there is only who has changed an item."""

from django.utils.translation import gettext_lazy as _

from landings.itineraries.models import Item
from network.mydata.registry import SAID_TO_OTHERS, Holding, Holdings

OWN = Holdings(
    "itineraries",
    _("What you planned in itineraries"),
    (
        Holding(
            Item,
            of=("changed_by",),
            name="items",
            gives=("landing_id", "kind", "title", "starts_at", "ends_at", "place", "notes", "changed_at"),
            stays=SAID_TO_OTHERS,
        ),
    ),
)
