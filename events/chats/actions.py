"""What one can do in a room's chat. The stream's row is the lock: what is said has one order."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.chats import facts, rooms, rules
from events.chats.models import LONGEST, Line
from events.shows import rules as shows
from network.members.models import Member
from realtime import receipts
from realtime.streams import Stream, publish


@transaction.atomic
def say(stream_id: int, *, body: str, by: Member, key: str, now: datetime) -> Line:
    """Say something in a room. The same key says it once. Raises KeyReused when the key came with other words."""
    stream = Stream.objects.select_for_update(no_key=True).get(pk=stream_id)
    said = receipts.earlier(by.pk, key, "line", stream_id, body)
    if said:
        return Line.objects.select_related("author", "stream").get(pk=said)
    _check_voice(stream, by)
    _check_body(body)
    line = Line.objects.create(stream=stream, author=by, body=body, said_at=now)
    receipts.keep(by.pk, key, "line", stream_id, body, result=line.pk)
    publish(facts.Said(line_id=line.pk), to=stream, by=by.pk, at=now)
    return line


@transaction.atomic
def take_back(line_id: int, *, by: Member, now: datetime) -> Line:
    """Take back what one said. A second time changes nothing."""
    line = _locked(line_id)
    if line.author_id != by.pk:
        raise PermissionDenied
    if line.taken_back_at is None:
        line.take_back(now)
        line.save()
        publish(facts.TakenBack(line_id=line.pk), to=line.stream, by=by.pk, at=now)
    return line


@transaction.atomic
def hide(line_id: int, *, by: Member, now: datetime) -> Line:
    line = _locked_for_host(line_id, by)
    if line.hidden_at is None and line.taken_back_at is None:
        line.hide(by, now)
        line.save()
        publish(facts.Hidden(line_id=line.pk), to=line.stream, by=by.pk, at=now)
    return line


@transaction.atomic
def show_again(line_id: int, *, by: Member, now: datetime) -> Line:
    line = _locked_for_host(line_id, by)
    if line.hidden_at is not None:
        line.show_again()
        line.save()
        publish(facts.ShownAgain(line_id=line.pk), to=line.stream, by=by.pk, at=now)
    return line


def _check_voice(stream: Stream, by: Member) -> None:
    room = rooms.seen_by(by, stream)
    if room is None or not rules.is_welcome(by, room):
        raise PermissionDenied
    if shows.is_over(room.show):
        raise ValidationError(_("The show is closed. What was said stays here to read."), code="closed")


def _check_body(body: str) -> None:
    if not body.strip():
        raise ValidationError({"body": ValidationError(_("Write something first."), code="empty")})
    if len(body) > LONGEST:
        wrong = ValidationError(_("At most %(most)s characters, please."), "long", {"most": LONGEST})
        raise ValidationError({"body": wrong})


def _locked(line_id: int) -> Line:
    return Line.objects.select_for_update(no_key=True, of=("self",)).select_related("stream", "author").get(pk=line_id)


def _locked_for_host(line_id: int, by: Member) -> Line:
    line = _locked(line_id)
    room = rooms.seen_by(by, line.stream)
    if room is None or not rules.is_host(by, room):
        raise PermissionDenied
    return line
