"""What is a member's here: dealings at which they were."""

from django.utils.translation import gettext_lazy as _

from network.dealings.models import Party
from network.mydata.registry import SAID_TO_OTHERS, Holding, Holdings

OWN = Holdings(
    "dealings",
    _("Your dealings"),
    (
        Holding(
            Party,
            of=("member",),
            name="dealings",
            gives=("dealing__kind", "dealing__happened_on", "organisation__name"),
            stays=SAID_TO_OTHERS,
        ),
    ),
)
