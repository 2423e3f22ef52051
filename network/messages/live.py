"""Private kinds of conversation: all are read under Messages, by those who take part."""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.conversations import live, rules
from network.conversations.models import Conversation

ROUTES = rules.Routes(message="network:line", menu="network:line-menu", take_back="network:unsay")


def register_private(name: str, *, beside: Callable[[Conversation], Sequence[rules.Panel]]) -> None:
    """Register a kind of private conversation. `beside` gives the panels that another feature shows with it."""
    live.register(
        rules.ConversationKind(
            name=name,
            stream="conversation",
            find=rules.among_participants,
            page=_page,
            sends_to=_page,
            trail=_trail,
            routes=ROUTES,
            prompt=gettext_lazy("Write to the others"),
            beside=beside,
            private=True,
        )
    )


def _page(conversation: Conversation) -> str:
    return reverse("network:conversation", args=[conversation.pk])


def _trail(conversation: Conversation) -> list[rules.Crumb]:
    return [(_("Conversations"), reverse("network:conversations")), (conversation.title, _page(conversation))]
