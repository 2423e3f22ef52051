"""Who is told: whom somebody asks, until it is answered, and who asked, when the answer is yes."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.connections.actions import circle_of
from network.connections.facts import (
    ConnectionDeclined,
    ConnectionEnded,
    ConnectionMade,
    ConnectionRequested,
    RequestLapsed,
    RequestWithdrawn,
)
from network.connections.tellings import ASKED, MADE
from network.members.models import Member
from realtime.jobs.handlers import on
from realtime.notices import NoticeKind, declare_question, notify
from realtime.streams import Event

THE_SAME = "connection_id"
declare_question(
    NoticeKind(ASKED, label=_("Somebody asks to connect with me")),
    until=dict.fromkeys((ConnectionMade, ConnectionDeclined, RequestWithdrawn, RequestLapsed), THE_SAME),
)
declare_question(
    NoticeKind(MADE, label=_("Somebody says yes to my request to connect")),
    until={ConnectionEnded: THE_SAME},
)


@on(ConnectionRequested)
def tell_who_is_asked(event: Event) -> None:
    _tell(event, event.told.asked_id, ASKED)


@on(ConnectionMade)
def tell_who_asked(event: Event) -> None:
    """Where both have asked, who did so first."""
    _tell(event, event.told.asker_id, MADE)


def _tell(event: Event, member_id: int, kind: str) -> None:
    """By the event of their own circle: that of the other holds what ends it for the other."""
    if event.actor is None or event.stream_id != circle_of(member_id).stream_id:
        return
    params = {"who": str(Member.objects.get(pk=event.actor))}
    notify([member_id], kind=kind, event=event, params=params, path=reverse("network:member", args=[event.actor]))
