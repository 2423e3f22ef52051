"""What is a member's here: what they planned to see, and where they spoke."""

from django.utils.translation import gettext_lazy as _

from events.sessions.models import SessionPlan, Speaker
from network.members.models import FORMER
from network.mydata.registry import Holding, Holdings, emptied, gone

SESSION = ("session__show__name", "session__title", "session__starts_at")
OWN = Holdings(
    "sessions",
    _("Your sessions"),
    (
        Holding(SessionPlan, of=("member",), name="planned", gives=(*SESSION, "at"), goes=gone),
        Holding(
            Speaker,
            of=("member",),
            name="spoke",
            gives=(*SESSION, "name", "headline"),
            goes=emptied(name=FORMER, headline=""),
            stays=_("The programme of a show says that somebody spoke."),
        ),
    ),
)
