"""A match is between a firm and a host: of a member there is only who has acted for one of them."""

from django.utils.translation import gettext_lazy as _

from landings.matching.models import Match
from network.mydata.registry import OF_A_CONTRACT, Holding, Holdings

OWN = Holdings(
    "matching",
    _("Matches"),
    (
        Holding(
            Match,
            of=("proposed_by", "firm_confirmed_by", "host_confirmed_by", "declined_by", "withdrawn_by"),
            because="a firm's and a host's, in whose name they acted",
            stays=OF_A_CONTRACT,
        ),
    ),
)
