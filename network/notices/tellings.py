"""How a choice of mails is told among consents."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.consents.kinds import ConsentKind
from realtime.notices import Way
from realtime.notices.kinds import kind_named

MAIL: Final = "mail"
MAILED: Final = (Way.MAIL, Way.DIGEST)


def _means(about: str, choice: str) -> str:
    kind = kind_named(about)
    way = Way(choice).label if choice in Way.values else choice
    return _("%(kind)s: %(way)s") % {"kind": kind.label if kind else about, "way": way}


def _where(_about: str) -> str:
    return reverse("network:preferences")


OF_MAILS = ConsentKind(MAIL, gettext_lazy("Mails"), means=_means, where=_where, change=gettext_lazy("Change it"))
