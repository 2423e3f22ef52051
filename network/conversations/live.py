"""What moves in a conversation, alike in every kind, and the stream of those that are private."""

from collections.abc import Collection

from django.template.loader import render_to_string
from django.utils import timezone

from ground.web.policies import OWN, only
from network.conversations import actions, rules
from network.conversations.facts import ConversationMoved, ConversationRead, Hidden, Said, ShownAgain, TakenBack
from network.conversations.models import Conversation, Letterbox, Message, Participant
from network.members.models import Member
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import Pair, StreamKind
from realtime.kinds.stream_kinds import register as register_stream
from realtime.streams import Event

_moving: set[str] = set()


def register(kind: rules.ConversationKind) -> None:
    """Register a kind of conversation, and let what is said there move on the pages that follow its stream."""
    rules.declare(kind)
    if kind.stream not in _moving:
        _moving.add(kind.stream)
        pieces.shows(Said, in_=kind.stream)(_said)
        pieces.shows(TakenBack, Hidden, ShownAgain, in_=kind.stream)(_changed)


def message_piece(message: Message) -> str:
    """One message as everyone in the conversation sees it."""
    kind = rules.kind_of(message.conversation)
    return render_to_string("network/conversations/_message.html", {"message": message, "kind": kind})


def line(event: Event) -> pieces.Piece:
    """The quiet line of a fact that has one."""
    message = _message_of(event)
    return pieces.append(f"lines-{message.conversation_id}", f"line-{message.pk}", message_piece(message))


def _said(event: Event) -> list[pieces.Piece]:
    return [line(event)]


def _changed(event: Event) -> list[pieces.Piece]:
    message = _message_of(event)
    return [pieces.replace(f"line-{message.pk}", message_piece(message))]


def _message_of(event: Event) -> Message:
    there = Message.objects.said_in(event.stream_id).select_related("author", "about", "conversation")
    return there.get(pk=event.told.message_id)


def _may_read(member_id: int | None, stream_id: int) -> bool:
    here = Conversation.objects.filter(stream_id=stream_id)
    return here.filter(participants__member_id=member_id or 0, participants__left_at=None).exists()


def _hold(pairs: Collection[Pair]) -> set[Pair]:
    streams = {stream for _member, stream in pairs}
    here = Participant.objects.filter(left_at=None, conversation__stream__in=streams)
    return set(pairs) & set(here.values_list("member_id", "conversation__stream_id"))


def _seen(member_id: int, stream_id: int, seq: int) -> None:
    """The member has the conversation open, and has seen it up to this event."""
    found, member = Conversation.objects.get(stream=stream_id), Member.objects.get(pk=member_id)
    actions.read_to(found, by=member, seq=seq, now=timezone.now())


register_stream(
    StreamKind(
        "conversation",
        may_read=_may_read,
        hold=_hold,
        who=only(member=OWN),
        presence=True,
        typing=True,
        seen=_seen,
    )
)


def _own(member_id: int | None, stream_id: int) -> bool:
    return bool(_hold_letterboxes([(member_id, stream_id)]))


def _hold_letterboxes(pairs: Collection[Pair]) -> set[Pair]:
    streams = {stream_id for _member_id, stream_id in pairs}
    own = Letterbox.objects.filter(stream_id__in=streams, member__is_active=True)
    return set(pairs) & set(own.values_list("member_id", "stream_id"))


register_stream(StreamKind("letterbox", may_read=_own, hold=_hold_letterboxes, who=only(member=OWN)))


@pieces.shows(ConversationMoved, ConversationRead, in_="letterbox")
def lists(event: Event) -> list[pieces.Piece]:
    """The order and the counts are the reader's own: each fetches them."""
    return [pieces.refresh(piece) for piece in ("conversations", "message-tabs", "messages-badge")]
