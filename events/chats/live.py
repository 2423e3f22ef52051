"""Rooms of a show as conversations. Booths and sessions register theirs."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.chats import rules
from events.chats.rules import Room
from events.shows import rules as shows
from network.conversations import live
from network.conversations.models import Conversation
from network.conversations.rules import ConversationKind, Crumb, Routes
from network.members.models import Viewer

LONGEST = 2000
ROUTES = Routes(
    menu="events:line",
    take_back="events:take-back",
    hide="events:hide",
    show_again="events:show-again",
)


def register_room(
    name: str, *, find: Callable[[Viewer, int], Room | None], keeps: Callable[[Viewer, Room], bool]
) -> None:
    """`find(viewer, stream_id)` gives a room that the viewer may see; `keeps(viewer, room)` who is at home in it."""
    live.register(
        ConversationKind(
            name=name,
            stream=name,
            find=lambda viewer, conversation: find(viewer, conversation.stream_id),
            may_say=lambda viewer, room: rules.is_welcome(viewer, room, keeps=keeps(viewer, room)),
            is_host=lambda viewer, room: rules.is_host(viewer, room, keeps=keeps(viewer, room)),
            closed=_closed,
            page=_page,
            sends_to=_sends_to,
            trail=_trail,
            routes=ROUTES,
            prompt=gettext_lazy("Say something to everyone here"),
            longest=LONGEST,
            headlines=True,
        )
    )


def _closed(room: Room) -> str:
    return _("The show is closed. What was said stays here to read.") if shows.is_over(room.show) else ""


def _page(conversation: Conversation) -> str:
    return conversation.path


def _sends_to(conversation: Conversation) -> str:
    return reverse("events:say", args=[conversation.stream_id])


def _trail(room: Room) -> list[Crumb]:
    return [(room.show.name, room.show.get_absolute_url()), (_("The room"), f"{room.get_absolute_url()}#chat")]
