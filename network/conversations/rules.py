"""Who may read, say, take back and hide: by kind of conversation, which each user of this engine registers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from network.conversations.models import LONGEST, Conversation, Message, Participant
from network.members.models import Viewer

Place = Any
"""What holds a conversation, as its kind finds it: a booth, a session, or the private conversation itself."""
Crumb = tuple[str, str]
"""A name, and the address that it leads to."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of another feature beside a private conversation: the browser fetches it from `path`."""

    id: str
    path: str
    label: str | Promise
    icon: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """Names of the routes by which a message is met, each taking its number; the empty ones are not offered.

    `message` is its permanent address; without one a message is met where it stands.
    """

    menu: str
    take_back: str
    message: str = ""
    hide: str = ""
    show_again: str = ""


def _never(place: Place) -> str:
    return ""


def _nobody(viewer: Viewer, place: Place) -> bool:
    return False


def _everyone_there(viewer: Viewer, place: Place) -> bool:
    return True


def _nothing(conversation: Conversation) -> Sequence[Panel]:
    return ()


def _titled(conversation: Conversation, viewer: Viewer) -> str:
    return conversation.title


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationKind:
    """What the users of one kind of conversation say of it.

    `stream` is the kind of its stream. `find(viewer, conversation)` gives the place to who may read there, else None;
    `may_say`, `is_host` and `closed` are asked of that place: `closed` says in words why nothing more is said, or
    nothing while it is open. `page` is the address where it is read, `sends_to` where its composer sends; `trail` what
    leads to it. `prompt` is the composer's label. In a `private` kind its participants alone take part: they are told,
    their search finds it. `called` is its name for one who reads it, where it is no title; `notice` names the kind of
    notice that tells of what is said. `headlines` says what each author does, for strangers.
    """

    name: str
    stream: str
    find: Callable[[Viewer, Conversation], Place | None]
    page: Callable[[Conversation], str]
    sends_to: Callable[[Conversation], str]
    trail: Callable[[Place], Sequence[Crumb]]
    routes: Routes
    prompt: str | Promise
    may_say: Callable[[Viewer, Place], bool] = _everyone_there
    is_host: Callable[[Viewer, Place], bool] = _nobody
    closed: Callable[[Place], str] = _never
    beside: Callable[[Conversation], Sequence[Panel]] = _nothing
    called: Callable[[Conversation, Viewer], str] = _titled
    notice: str = "conversation.said"
    longest: int = LONGEST
    private: bool = False
    headlines: bool = False


_kinds: dict[str, ConversationKind] = {}


def declare(kind: ConversationKind) -> None:
    if kind.name in _kinds:
        raise ValueError(f"two kinds of conversation are called {kind.name}")
    _kinds[kind.name] = kind


def kind_named(name: str) -> ConversationKind:
    return _kinds[name]


def kind_of(conversation: Conversation) -> ConversationKind:
    return _kinds[conversation.kind]


def name_of(conversation: Conversation, viewer: Viewer) -> str:
    """What the conversation is called for who reads it."""
    return kind_of(conversation).called(conversation, viewer)


def private_kinds() -> list[str]:
    return [kind.name for kind in _kinds.values() if kind.private]


def place_seen(viewer: Viewer, conversation: Conversation) -> Place | None:
    """Where the conversation is held, if the viewer may read it."""
    return kind_of(conversation).find(viewer, conversation)


def takes_part(viewer: Viewer, conversation: Conversation) -> bool:
    here = Participant.objects.filter(conversation=conversation, member_id=viewer.pk or 0, left_at=None)
    return here.exists()


def among_participants(viewer: Viewer, conversation: Conversation) -> Conversation | None:
    """What private kinds find: the conversation itself, for who takes part."""
    return conversation if takes_part(viewer, conversation) else None


def may_say(viewer: Viewer, conversation: Conversation, place: Place) -> bool:
    """Now: whoever may at all, while it is open."""
    kind = kind_of(conversation)
    return not kind.closed(place) and kind.may_say(viewer, place)


def may_take_back(viewer: Viewer, message: Message) -> bool:
    return viewer.pk is not None and message.author_id == viewer.pk and not message.happening


def may_hide(viewer: Viewer, message: Message, place: Place) -> bool:
    return kind_of(message.conversation).is_host(viewer, place)
