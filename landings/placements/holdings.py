"""A landing is a firm's and a host's: of a member there is only who has acted for one of them, and its commissioner."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from landings.placements.models import Landing
from network.mydata.registry import OF_A_CONTRACT, Holding, Holdings, Obstacle
from network.organisations.holdings import alone_in


def under_way(member_id: int, _now: datetime) -> Iterator[Obstacle]:
    """Landings of an organisation that would be closed with them."""
    alone = alone_in(member_id).values("pk")
    landings = Landing.objects.standing().filter(Q(firm__in=alone) | Q(host__in=alone), returned_at=None)
    for one in landings.select_related("firm", "host").order_by("pk"):
        words = _("%(firm)s’s landing at %(host)s is under way: wait until it is over, or invite a colleague.")
        said = words % {"firm": one.firm.name, "host": one.host.name}
        yield Obstacle(said, reverse("landings:landing", args=[one.pk]))


OWN = Holdings(
    "landings",
    gettext_lazy("Landings that you accompanied"),
    (
        Holding(
            Landing,
            of=("commissioner",),
            name="accompanied",
            gives=("programme__name", "firm__name", "host__name", "starts_on", "ends_on"),
            stays=OF_A_CONTRACT,
        ),
        Holding(
            Landing,
            of=("closed_by", "cancelled_by"),
            because="an officer's, a firm's or a host's act",
            stays=OF_A_CONTRACT,
        ),
    ),
)
