"""What is a member's here: whom they know, and what was asked. A no is quiet here too."""

from django.utils.translation import gettext_lazy as _

from network.connections.models import Circle, MemberConnection, PutOff
from network.mydata.registry import Holding, Holdings, gone

OWN = Holdings(
    "connections",
    _("Your connections"),
    (
        Holding(
            MemberConnection,
            of=("low", "high", "asked_by", "asked", "ended_by"),
            name="connections",
            label=_("connections and requests"),
            gives=(
                "asked_by__name",
                "asked__name",
                "reason",
                "met",
                "met_words",
                "asked_at",
                "connected_at",
                "withdrawn_at",
            ),
            goes=gone,
        ),
        Holding(PutOff, of=("member",), name="not_suggested", gives=("other__name", "at"), goes=gone),
        Holding(PutOff, of=("other",), because="whom somebody does not want suggested is theirs alone", goes=gone),
        Holding(
            Circle,
            of=("member",),
            because="the number of a stream",
            stays=_("An empty stream, without a name."),
        ),
    ),
)
