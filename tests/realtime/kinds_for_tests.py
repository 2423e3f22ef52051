"""A kind of stream that only tests follow, and a count of what was rendered for it."""

from collections import Counter

from asgiref.sync import sync_to_async
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from ground.web.policies import everyone
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import StreamKind, register
from realtime.streams import Stream, open_stream, publish
from tests.realtime.facts_for_tests import Happened

FORBIDDEN = set()  # (member, stream) that may not read
rendered = Counter()  # (stream, number, language)
seen = []


def forget():
    FORBIDDEN.clear()
    rendered.clear()
    seen.clear()


def may_read(member, stream):
    return (member, stream) not in FORBIDDEN


def note_seen(member, stream, seq):
    seen.append((member, stream, seq))


register(StreamKind("room", may_read, who=everyone(), presence=True, typing=True, seen=note_seen))
register(StreamKind("plain", may_read, who=everyone()))


@pieces.shows(Happened, in_="room")
def show(event):
    if event.told.what == "undrawable":
        raise ValueError("cannot be drawn")
    rendered[event.stream_id, event.seq, get_language()] += 1
    return [pieces.append("list", f"it-{event.seq}", f"<p id=it-{event.seq}>{event.told.what}</p>")]


@sync_to_async
def new_room(kind="room"):
    return open_stream(kind)


def publish_one(stream, what):
    with transaction.atomic():
        publish(Happened(what=what), to=Stream.objects.get(pk=stream.pk), by=None, at=timezone.now())


@sync_to_async
def happen(stream, *whats):
    """Publish, each in its own transaction."""
    for what in whats:
        publish_one(stream, what)


@sync_to_async
def happen_at_once(stream, *whats):
    """Publish all in one transaction: much quicker, when only the number matters."""
    with transaction.atomic():
        found = Stream.objects.get(pk=stream.pk)
        for what in whats:
            publish(Happened(what=what), to=found, by=None, at=timezone.now())


@sync_to_async
def happen_in(*streams):
    """The same in each of these, in one transaction."""
    found = list(Stream.objects.filter(pk__in=[one.pk for one in streams]))
    with transaction.atomic():
        publish(Happened(what="x"), to=found, by=None, at=timezone.now())


@sync_to_async
def change(stream, **fields):
    Stream.objects.filter(pk=stream.pk).update(**fields)
