"""Private kinds of conversation: all are read under Messages, by those who take part. And what first messages move."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.connections.registry import ProfileStep
from network.conversations import live, rules
from network.conversations.models import Conversation
from network.conversations.tellings import SAID, WRITTEN
from network.members.models import Member, Viewer
from network.messages import queries
from network.messages.actions import KIND
from network.messages.actions.groups import GROUP
from network.messages.facts import (
    FirstMessageAccepted,
    FirstMessageDeclined,
    FirstMessageSent,
    GroupNamed,
    GroupStarted,
    OwnerMade,
    PersonBrought,
    PersonLeft,
    PersonRemoved,
)
from realtime.kinds import pieces
from realtime.streams import Event

ROUTES = rules.Routes(message="network:line", menu="network:line-menu", take_back="network:unsay")


def _nothing(conversation: Conversation) -> Sequence[rules.Panel]:
    return ()


def _titled(conversation: Conversation, viewer: Viewer) -> str:
    return conversation.title


def _never(conversation: Conversation) -> str:
    return ""


def register_private(
    name: str,
    *,
    beside: Callable[[Conversation], Sequence[rules.Panel]] = _nothing,
    called: Callable[[Conversation, Viewer], str] = _titled,
    closed: Callable[[Conversation], str] = _never,
    notice: str = SAID,
) -> None:
    """Register a kind of private conversation. `beside` gives the panels that another feature shows with it; the rest
    is as kinds of conversation say it.
    """
    live.register(
        rules.ConversationKind(
            name=name,
            stream="conversation",
            find=rules.among_participants,
            page=_page,
            sends_to=_page,
            trail=_trail,
            routes=ROUTES,
            prompt=gettext_lazy("Write to the others") if notice == SAID else gettext_lazy("Write to them"),
            beside=beside,
            called=called,
            closed=closed,
            notice=notice,
            private=True,
        )
    )


def _page(conversation: Conversation) -> str:
    return reverse("network:conversation", args=[conversation.pk])


def _trail(conversation: Conversation) -> list[rules.Crumb]:
    here = conversation.title or _("A conversation")
    return [(_("Conversations"), reverse("network:conversations")), (here, _page(conversation))]


def _other_name(conversation: Conversation, viewer: Viewer) -> str:
    """Of two, the other is what it is called by."""
    names = [one.member.name for one in conversation.participants.all() if one.member_id != viewer.pk]
    return names[0] if names else ""


def _closed(conversation: Conversation) -> str:
    """While the first message waits, and when one of the two is gone."""
    exchange = conversation.exchange
    if exchange.accepted_at is None:
        return _("Your first message waits to be accepted. You can write more then.")
    if any(not one.member.is_active for one in conversation.participants.select_related("member")):
        return _("One of you is no longer here. What was said stays.")
    return ""


register_private(GROUP)
register_private(KIND, called=_other_name, closed=_closed, notice=WRITTEN)


@pieces.shows(FirstMessageSent, FirstMessageAccepted, FirstMessageDeclined, in_="letterbox")
def own_lists(event: Event) -> list[pieces.Piece]:
    """Each fetches their own: what waits for them, and where they take part."""
    names = ("message-requests", "conversations", "message-tabs", "messages-badge")
    return [pieces.refresh(name) for name in names]


@pieces.shows(GroupStarted, GroupNamed, PersonBrought, PersonLeft, PersonRemoved, OwnerMade, in_="conversation")
def group(event: Event) -> list[pieces.Piece]:
    """The quiet line; and who is there and may what, which each reader fetches."""
    return [live.line(event), pieces.refresh("talk-head"), pieces.refresh("talk-people")]


@pieces.shows(FirstMessageAccepted, in_="conversation")
def foot(event: Event) -> list[pieces.Piece]:
    """Who wrote first may write more: their composer comes."""
    return [pieces.refresh("talk-foot")]


def write_step(me: Member, other: Member, now: datetime) -> ProfileStep | None:
    """On the page of another: to write to them, where one may."""
    writing = queries.writing_to(me, other, now=now)
    if not writing.is_offered:
        return None
    return ProfileStep(reverse("network:write", args=[other.pk]), "message-circle", _("Write"))
