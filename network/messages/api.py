"""Messages, for programs: one's conversations, what is said in them, and first messages."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Schema, Status

from ground.tables.pages import page_of
from ground.web import page_keys
from ground.web.api import keys, problems, scopes
from ground.web.api.pages import Page, listed
from ground.web.api.routers import Router
from ground.web.policies import OWN, members, only
from network.conversations.forms import MessageForm
from network.conversations.models import Conversation, Message
from network.conversations.queries import messages_before
from network.members.api import Named
from network.members.models import Member
from network.messages import actions, queries
from network.messages.forms import WriteForm
from network.messages.models import Exchange

READ = scopes.declare("messages:read", _("Read your conversations, and what is said in them"))
WRITE = scopes.declare("messages:write", _("Write in your conversations, and to other members"))
PAGE = 30
router = Router("messages")


class ConversationOut(Schema):
    """A conversation of yours. `waits`: your first message waits to be accepted."""

    id: int
    name: str
    last_at: datetime
    last_words: str
    unread: int
    waits: bool


class MessageOut(Schema):
    """Something said. What was taken back or hidden has no words."""

    id: int
    conversation: int
    author: Named
    at: datetime
    body: str
    gone: bool

    @staticmethod
    def resolve_conversation(message: Message) -> int:
        return message.conversation_id

    @staticmethod
    def resolve_body(message: Message) -> str:
        return "" if message.hidden_at else message.body

    @staticmethod
    def resolve_gone(message: Message) -> bool:
        return bool(message.taken_back_at or message.hidden_at)


class FirstOut(Schema):
    """A first message that waits for your answer."""

    id: int
    member: Named
    body: str
    at: datetime


class AnswerOut(Schema):
    """`conversation` is its number once it is accepted."""

    id: int
    accepted: bool
    conversation: int | None


class SayIn(Schema):
    body: str = ""


@router.reads("conversations", name="conversations", who=members(), scope=READ, answers=Page[ConversationOut])
def conversations(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """Your conversations, the one that moved last first."""
    rows = queries.conversations_of(_me(request), before=page_keys.number(after))
    last = rows[-1].conversation.pk if len(rows) == queries.PAGE else 0
    return listed(request, [_shown(row) for row in rows], last)


@router.reads(
    "conversations/{row:conversation_id}/messages",
    name="messages",
    who=only(member=OWN),
    scope=READ,
    answers=Page[MessageOut],
)
def messages(request: HttpRequest, conversation_id: int, after: str = "") -> dict[str, Any]:
    """What was said in one, the newest first. To ask for it marks nothing as read."""
    found, last = page_of(messages_before(_conversation(request, conversation_id), page_keys.number(after)), PAGE)
    return listed(request, found, last.pk if last else 0)


@router.writes(
    "conversations/{row:conversation_id}/messages",
    name="say",
    who=only(member=OWN),
    scope=WRITE,
    answers={201: MessageOut},
    limited="message",
)
def say(request: HttpRequest, conversation_id: int, said: SayIn) -> Status[Message]:
    """Say something in one. The same `Idempotency-Key` with the same words says it once."""
    form = MessageForm({"body": said.body, "key": keys.key_of(request)}, to=_conversation(request, conversation_id))
    message = form.said(by=_me(request), now=timezone.now())
    if message is None:
        raise problems.refused(form, status=form.refused_with)
    return Status(201, message)


@router.writes(
    "members/{row:member_id}/messages",
    name="write",
    who=members(),
    scope=WRITE,
    answers={201: MessageOut},
    limited="first-message",
)
def write(request: HttpRequest, member_id: int, said: SayIn) -> Status[Message]:
    """Write to a member: in your conversation, at once, or as a first message that waits to be accepted."""
    me, now = _me(request), timezone.now()
    other = get_object_or_404(Member.objects.visible_to(me), pk=member_id)
    way = queries.writing_to(me, other, now=now).way
    form = WriteForm({"body": said.body, "key": keys.key_of(request)}, to=other, way=way)
    message = form.written(by=me, now=now)
    if message is None:
        raise problems.refused(form, status=form.refused_with)
    return Status(201, message)


@router.reads("messages/first", name="first-messages", who=members(), scope=READ, answers=Page[FirstOut])
def first_messages(request: HttpRequest, after: str = "") -> dict[str, Any]:
    """First messages that wait for your answer, the newest first."""
    found, last = page_of(queries.requests_to(_me(request), before=page_keys.number(after)), PAGE)
    rows = [{"id": one.pk, "member": one.begun_by, "body": one.first.body, "at": one.begun_at} for one in found]
    return listed(request, rows, last.pk if last else 0)


@router.writes(
    "messages/first/{row:exchange_id}/accept",
    name="accept-message",
    who=only(member=OWN),
    scope=WRITE,
    answers=AnswerOut,
    limited="step",
)
def accept(request: HttpRequest, exchange_id: int) -> dict[str, Any]:
    """Accept one: it begins a conversation. A second time changes nothing."""
    return _answer(request, exchange_id, actions.accept)


@router.writes(
    "messages/first/{row:exchange_id}/decline",
    name="decline-message",
    who=only(member=OWN),
    scope=WRITE,
    answers=AnswerOut,
    limited="step",
)
def decline(request: HttpRequest, exchange_id: int) -> dict[str, Any]:
    """Decline one. Its writer is not told."""
    return _answer(request, exchange_id, actions.decline)


def _answer(request: HttpRequest, exchange_id: int, act: Callable[..., Exchange]) -> dict[str, Any]:
    me = _me(request)
    found = act(get_object_or_404(Exchange.objects.read_by(me), pk=exchange_id).pk, by=me, now=timezone.now())
    accepted = found.accepted_at is not None
    return {"id": found.pk, "accepted": accepted, "conversation": found.conversation_id if accepted else None}


def _shown(row: queries.Row) -> dict[str, Any]:
    names = ("name", "last_words", "unread", "waits")
    one = row.conversation
    return {"id": one.pk, "last_at": one.last_at, **{name: getattr(row, name) for name in names}}


def _conversation(request: HttpRequest, conversation_id: int) -> Conversation:
    return get_object_or_404(Conversation.objects.of(_me(request)).for_list(), pk=conversation_id)


def _me(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
