"""What is a member's here: the shows at which they have a place."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.shows.models import Registration, Show
from network.mydata.registry import COUNTED, Holding, Holdings, Leaver, Obstacle, Rows
from network.organisations.holdings import alone_in


def _given_back(rows: Rows, _leaver: Leaver) -> None:
    """A place at a show that is not over is another's from now on."""
    rows.filter(show__closed_at=None).delete()


def to_come(member_id: int, _now: datetime) -> Iterator[Obstacle]:
    """Shows of an organiser that would be closed with them."""
    for show in Show.objects.filter(organiser__in=alone_in(member_id).values("pk"), closed_at=None).order_by("pk"):
        words = _("%(show)s is not over: wait until it is, or invite a colleague to its organiser.")
        yield Obstacle(words % {"show": show.name}, reverse("events:show", args=[show.slug]))


OWN = Holdings(
    "shows",
    gettext_lazy("Your shows"),
    (
        Holding(
            Registration,
            of=("member",),
            name="registrations",
            label=gettext_lazy("places at shows"),
            gives=("show__name", "show__slug", "door", "at"),
            goes=_given_back,
            stays=COUNTED,
        ),
    ),
)
