"""What is a member's here: the shows at which they have a place."""

from django.utils.translation import gettext_lazy as _

from events.shows.models import Registration
from network.mydata.registry import COUNTED, Holding, Holdings, Leaver, Rows


def _given_back(rows: Rows, _leaver: Leaver) -> None:
    """A place at a show that is not over is another's from now on."""
    rows.filter(show__closed_at=None).delete()


OWN = Holdings(
    "shows",
    _("Your shows"),
    (
        Holding(
            Registration,
            of=("member",),
            name="registrations",
            label=_("places at shows"),
            gives=("show__name", "show__slug", "door", "at"),
            goes=_given_back,
            stays=COUNTED,
        ),
    ),
)
