"""What is a member's here: the secret address of their calendar."""

from django.utils.translation import gettext_lazy as _

from network.calendar.models import CalendarFeed
from network.mydata.registry import Holding, Holdings, gone

OWN = Holdings(
    "calendar",
    _("Your calendar’s address"),
    (Holding(CalendarFeed, of=("member",), name="feed", gives=("made_at", "read_at"), goes=gone),),
)
