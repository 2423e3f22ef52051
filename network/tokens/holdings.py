"""What is a member's here: their tokens, whose secrets are kept nowhere."""

from django.utils.translation import gettext_lazy as _

from network.mydata.registry import Holding, Holdings, gone
from network.tokens.models import AccessToken

OWN = Holdings(
    "tokens",
    _("Your access tokens"),
    (
        Holding(
            AccessToken,
            of=("member",),
            name="tokens",
            label=_("access tokens"),
            gives=("name", "scopes", "made_at", "expires_at", "used_at"),
            goes=gone,
        ),
    ),
)
