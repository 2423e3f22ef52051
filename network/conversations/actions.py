"""What one can do in a conversation of any kind. Its row is the lock: what is said has one order."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ground.tables.locks import locked
from ground.web import idempotency
from network.conversations import rules
from network.conversations.facts import (
    ConversationMoved,
    ConversationOpened,
    ConversationRead,
    Hidden,
    Said,
    ShownAgain,
    TakenBack,
)
from network.conversations.models import Conversation, Letterbox, Message, Participant
from network.members.models import Member
from realtime.access.revocation import revoke
from realtime.notices import mark_read
from realtime.streams import Stream, living, open_stream, publish


def open_step(
    kind: str, title: str, members: Iterable[Member], *, path: str, asked: Iterable[Member] = (), now: datetime
) -> Conversation:
    """Open a private conversation inside the transaction of the action that brings these people together.

    `path` leads back to what it came of. Whoever is `asked` takes no part in it yet.
    """
    conversation = Conversation.objects.create(
        stream=open_stream("conversation"), kind=kind, title=title[:200], path=path, opened_at=now, last_at=now
    )
    here = [Participant(conversation=conversation, member=member, joined_at=now) for member in members]
    not_yet = [Participant(conversation=conversation, member=member, joined_at=now, left_at=now) for member in asked]
    Participant.objects.bulk_create([*here, *not_yet])
    publish(ConversationOpened(conversation_id=conversation.pk), to=conversation.stream, by=None, at=now)
    return conversation


def join_step(conversation: Conversation, member_id: int, *, now: datetime) -> None:
    """Let somebody take part from now on, whether they were asked, had left or are new."""
    here = {"joined_at": now, "left_at": None}
    Participant.objects.update_or_create(conversation=conversation, member_id=member_id, defaults=here)


def leave_step(conversation: Conversation, member_id: int, *, now: datetime) -> None:
    """Let somebody take no part any more: they are put out where they have it open, and are told of nothing there."""
    here = Participant.objects.filter(conversation=conversation, member=member_id, left_at=None)
    here.update(left_at=now, owner_since=None)
    mark_read(member_id, those=Q(event__stream=conversation.stream_id), now=now)
    revoke(member_id, conversation.stream_id)


def line_step(
    conversation: Conversation,
    happening: str,
    *,
    by: Member,
    about: Member | None = None,
    body: str = "",
    now: datetime,
) -> Message:
    """A quiet line in the talk, for a fact that the action publishes."""
    line = Message.objects.create(
        conversation=conversation, author=by, happening=happening, about=about, body=body, at=now
    )
    conversation.last_at = now
    conversation.save(update_fields=["last_at"])
    return line


def hold_step(kind: str, stream: Stream, *, path: str, now: datetime) -> Conversation:
    """Open the conversation of a place on the place's own stream, inside the transaction that makes the place.

    `path` is the place's address. What happened is the place's to tell.
    """
    return Conversation.objects.create(stream=stream, kind=kind, path=path, opened_at=now, last_at=now)


@transaction.atomic
def say(conversation_id: int, *, by: Member, body: str, key: str, now: datetime) -> Message:
    """Say something. The same key says it once. Raises KeyReused, PermissionDenied, ValidationError."""
    conversation = locked(Conversation.objects).get(pk=conversation_id)
    place, body = rules.place_seen(by, conversation), body.strip()
    if place is None:
        raise PermissionDenied
    said = idempotency.earlier(by.pk, key, "message", conversation_id, body)
    if said is not None:
        return Message.objects.select_related("author", "conversation").get(pk=said)
    _check_voice(conversation, place, by)
    message = _said(conversation, by, body, now)
    idempotency.keep(by.pk, key, "message", conversation_id, body, result=message.pk)
    _tell(conversation, message, now)
    return message


def say_step(conversation: Conversation, *, by: Member, body: str, now: datetime) -> Message:
    """Say what begins a private conversation, inside the transaction of the action that begins it; whoever says it may.

    Raises ValidationError.
    """
    message = _said(conversation, by, body.strip(), now)
    _tell(conversation, message, now)
    return message


def _said(conversation: Conversation, by: Member, body: str, now: datetime) -> Message:
    _check_body(body, rules.kind_of(conversation).longest)
    message = Message.objects.create(conversation=conversation, author=by, body=body, at=now)
    conversation.last_at = now
    conversation.save(update_fields=["last_at"])
    return message


def _tell(conversation: Conversation, message: Message, now: datetime) -> None:
    (event,) = publish(Said(message_id=message.pk), to=conversation.stream, by=message.author_id, at=now)
    if rules.kind_of(conversation).private:
        message.seq = event.seq
        message.save(update_fields=["seq"])


def _check_voice(conversation: Conversation, place: rules.Place, by: Member) -> None:
    kind = rules.kind_of(conversation)
    if not kind.may_say(by, place):
        raise PermissionDenied
    if why := kind.closed(place):
        raise ValidationError(why, code="closed")


def _check_body(body: str, longest: int) -> None:
    if not body:
        raise ValidationError({"body": ValidationError(_("Write something first."), code="empty")})
    if len(body) > longest:
        wrong = ValidationError(_("At most %(most)s characters, please."), "long", {"most": longest})
        raise ValidationError({"body": wrong})


@transaction.atomic
def take_back(message_id: int, *, by: Member, now: datetime) -> Message:
    """Take back one's own message: its place stays, its words go for good. A second time changes nothing.

    Raises PermissionDenied.
    """
    message = _locked(message_id)
    if not rules.may_take_back(by, message):
        raise PermissionDenied
    if message.taken_back_at is None:
        message.take_back(now)
        message.save()
        publish(TakenBack(message_id=message.pk), to=message.conversation.stream, by=by.pk, at=now)
    return message


@transaction.atomic
def hide(message_id: int, *, by: Member, now: datetime) -> Message:
    """A host hides what was said. A second time changes nothing. Raises PermissionDenied."""
    message = _locked_for_host(message_id, by)
    if message.hidden_at is None and message.taken_back_at is None:
        message.hide(by, now)
        message.save()
        publish(Hidden(message_id=message.pk), to=message.conversation.stream, by=by.pk, at=now)
    return message


@transaction.atomic
def show_again(message_id: int, *, by: Member, now: datetime) -> Message:
    """Raises PermissionDenied."""
    message = _locked_for_host(message_id, by)
    if message.hidden_at is not None:
        message.show_again()
        message.save()
        publish(ShownAgain(message_id=message.pk), to=message.conversation.stream, by=by.pk, at=now)
    return message


def _locked(message_id: int) -> Message:
    rows = locked(Message.objects)
    return rows.select_related("conversation__stream", "author").get(pk=message_id)


def _locked_for_host(message_id: int, by: Member) -> Message:
    message = _locked(message_id)
    place = rules.place_seen(by, message.conversation)
    if place is None or not rules.may_hide(by, message, place):
        raise PermissionDenied
    return message


@transaction.atomic
def read_to(conversation: Conversation, *, by: Member, seq: int, now: datetime) -> None:
    """The member has seen what was said up to this event: it is no notice, and is not mailed. Never goes back."""
    here = Participant.objects.filter(conversation=conversation, member=by, seen_seq__lt=seq)
    if here.update(seen_seq=seq):
        mark_read(by.pk, those=Q(event__stream=conversation.stream_id, event__seq__lte=seq), now=now)
        read = ConversationRead(conversation_id=conversation.pk, seq=seq)
        for box in Letterbox.objects.select_related("stream").filter(member=by):
            publish(read, to=box.stream, by=by.pk, at=now)


@transaction.atomic
def move(conversation: Conversation, *, also: int | None = None, now: datetime) -> None:
    """Let the lists of those who take part move, and of one who does no more. Who never opened theirs has none."""
    here = Participant.objects.filter(conversation=conversation, left_at=None).values("member")
    boxes = Letterbox.objects.select_related("stream").filter(Q(member__in=here) | Q(member=also))
    if streams := [box.stream for box in boxes]:
        publish(ConversationMoved(conversation_id=conversation.pk), to=streams, by=None, at=now)


@transaction.atomic
def take_messages(takes: str, *, by: Member) -> Letterbox:
    """Choose whose words come in at once."""
    box = letterbox_of(by.pk)
    box.takes = Letterbox.Takes(takes)
    box.save(update_fields=["takes"])
    return box


def letterbox_of(member_id: int) -> Letterbox:
    """The member's letterbox, made when first needed."""
    return living(Letterbox, "letterbox", member_id=member_id)
