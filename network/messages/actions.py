from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from network.members.models import Member
from network.messages import rules
from network.messages.facts import ConversationOpened, Said, Unsaid
from network.messages.models import Conversation, Line, Participant
from realtime import receipts
from realtime.notices import mark_read
from realtime.streams import open_stream, publish


def open_step(title: str, members: Iterable[Member], *, path: str, now: datetime) -> Conversation:
    """Open a conversation inside the transaction of the action that brings these people together."""
    conversation = Conversation.objects.create(
        stream=open_stream("conversation"), title=title[:200], path=path, opened_at=now, last_at=now
    )
    rows = [Participant(conversation=conversation, member=member, joined_at=now) for member in members]
    Participant.objects.bulk_create(rows)
    publish(ConversationOpened(conversation_id=conversation.pk), to=conversation.stream, by=None, at=now)
    return conversation


@transaction.atomic
def say(conversation_id: int, *, by: Member, body: str, key: str, now: datetime) -> Line:
    """Add a line. The same key says it once. Raises KeyReused, PermissionDenied, ValidationError."""
    conversation = Conversation.objects.select_for_update(no_key=True).get(pk=conversation_id)
    if not rules.takes_part(by, conversation):
        raise PermissionDenied
    body = body.strip()
    if not body:
        raise ValidationError(_("Write something first."), code="empty")
    said = receipts.earlier(by.pk, key, "line", conversation_id, body)
    if said is not None:
        return Line.objects.get(pk=said)
    line = Line.objects.create(conversation=conversation, author=by, body=body, at=now)
    conversation.last_at = now
    conversation.save(update_fields=["last_at"])
    receipts.keep(by.pk, key, "line", conversation_id, body, result=line.pk)
    publish(Said(line_id=line.pk), to=conversation.stream, by=by.pk, at=now)
    return line


@transaction.atomic
def unsay(line_id: int, *, by: Member, now: datetime) -> Line:
    """Take back one's own line: its place stays, its words go. Raises PermissionDenied."""
    line = Line.objects.select_for_update(no_key=True).select_related("conversation__stream").get(pk=line_id)
    if not rules.may_delete(by, line):
        raise PermissionDenied
    if line.deleted_at is None:
        line.erase(now)
        line.save()
        publish(Unsaid(line_id=line.pk), to=line.conversation.stream, by=by.pk, at=now)
    return line


@transaction.atomic
def read_to(conversation: Conversation, *, by: Member, seq: int, now: datetime) -> None:
    """The member has seen what was said up to this event: it is no notice, and is not mailed. Never goes back."""
    here = Participant.objects.filter(conversation=conversation, member=by, seen_seq__lt=seq)
    if here.update(seen_seq=seq):
        mark_read(by.pk, those=Q(event__stream=conversation.stream_id, event__seq__lte=seq), now=now)
