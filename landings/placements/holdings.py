"""A landing is a firm's and a host's: of a member there is only who has acted for one of them, and its commissioner."""

from django.utils.translation import gettext_lazy as _

from landings.placements.models import Landing
from network.mydata.registry import OF_A_CONTRACT, Holding, Holdings

OWN = Holdings(
    "landings",
    _("Landings that you accompanied"),
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
