"""What is a member's here: their choices. They stay as they are, beside a key without a name."""

from django.utils.translation import gettext_lazy as _

from network.consents.models import Consent
from network.mydata.registry import Holding, Holdings

OWN = Holdings(
    "consents",
    _("What you agreed to"),
    (
        Holding(
            Consent,
            of=("member",),
            name="consents",
            label=_("consents"),
            gives=("kind", "about", "choice", "is_given", "version", "at"),
            stays=_("It proves what was agreed while the account was here; no name stands with it."),
        ),
    ),
)
