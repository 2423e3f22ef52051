"""What is a member's here: to whom they wrote first, and who wrote to them. A no is quiet here too."""

from django.utils.translation import gettext_lazy as _

from network.messages import actions
from network.messages.models import Exchange
from network.mydata.registry import SAID_TO_OTHERS, Holding, Holdings, Leaver

OWN = Holdings(
    "first_messages",
    _("Your first messages"),
    (
        Holding(
            Exchange,
            of=("low", "high", "begun_by"),
            name="begun",
            gives=("begun_by__name", "begun_at", "accepted_at"),
            stays=SAID_TO_OTHERS,
        ),
    ),
)


def take_leave(leaver: Leaver) -> None:
    """What they wrote first, and nobody has accepted, waits for nobody; and their groups have another owner."""
    actions.leave_all(leaver.pk, now=leaver.now)
    actions.end_with(leaver.pk, now=leaver.now)
