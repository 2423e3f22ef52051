"""What becomes of two, in words: for whom it concerns, and in the feed of the two. A no is told to nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from network.connections.facts import (
    ConnectionDeclined,
    ConnectionEnded,
    ConnectionMade,
    ConnectionRequested,
    RequestLapsed,
    RequestWithdrawn,
)
from network.connections.models import MemberConnection
from network.members.models import Member
from realtime.tellings import Scene, by_field, tells, told_to_nobody

ASKED: Final = "connection.asked"
MADE: Final = "connection.made"

# Not the row's own words: they are between the two, and no line of a feed.
CONNECTED: Final = Scene(
    of=by_field("connection_id"),
    rows=MemberConnection.objects.connected,
    key="pk",
    fields={"pk": "pk"},
)
WITH_WHOM: Final = Scene(
    of=lambda event, told: event.actor,
    rows=Member.objects.all,
    key="pk",
    fields={"pk": "pk"},
    shaped=lambda row: {"url": f"/members/{row['pk']}/"},
)
tells(ConnectionRequested, to={ASKED: _("%(who)s asks to connect with you.")}, icon="user-round-plus")
tells(
    ConnectionMade,
    away=_("%(who)s and you are connected now"),
    to={MADE: _("%(who)s said yes: you are connected.")},
    icon="user-round-check",
    tone="good",
    place=WITH_WHOM,
    scenes=(CONNECTED,),
    face=True,
)
told_to_nobody(ConnectionDeclined, because="a no is quiet: who asked never learns of it")
told_to_nobody(RequestWithdrawn, because="what was taken back is as if it had not been asked")
told_to_nobody(RequestLapsed, because="silence has an end, and no news")
told_to_nobody(ConnectionEnded, because="both forget quietly")
