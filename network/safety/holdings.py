"""What is a member's here: where they are signed in, and what happened at their door."""

from django.utils.translation import gettext_lazy as _

from network.mydata.registry import Holding, Holdings, Leaver, Rows, gone
from network.safety.actions.lockout import plain
from network.safety.models import SecurityEvent, SignedIn, Tries
from realtime.access.revocation import end_session


def _signed_out(rows: Rows, _leaver: Leaver) -> None:
    for key in rows.values_list("key", flat=True):
        end_session(key)
    rows.delete()


def forget_tries(leaver: Leaver) -> None:
    """What was tried at an address of theirs."""
    Tries.objects.filter(address__in=[plain(one) for one in leaver.addresses]).delete()


FROM = ("device", "zone", "network")
OWN = Holdings(
    "safety",
    _("Where you are signed in, and what happened at your door"),
    (
        Holding(SignedIn, of=("member",), name="browsers", gives=(*FROM, "since", "seen_at"), goes=_signed_out),
        Holding(SecurityEvent, of=("member",), name="events", gives=("kind", "at", *FROM, "detail"), goes=gone),
    ),
)
