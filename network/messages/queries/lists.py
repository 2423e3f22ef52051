"""One's private conversations, each with its last words and what is unread, and what is found in them."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from ground.tables.worded import Worded
from ground.words import searching
from network.conversations.models import Conversation, Message, Participant
from network.conversations.rules import name_of, private_kinds
from network.directory.queries import index
from network.directory.registry import Found
from network.members.models import Member, someone
from network.members.registry import loading

PAGE = 50


def messages_found(member: Member, text: str, *, before: int | None = None) -> list[Message]:
    """What was said in the member's own conversations and holds all the words, the newest first."""
    asked = searching.asked(text)
    return _FOUND.objects(me=member.pk, before=before, **index.question(Message, asked)) if asked else []


def _found(me: int, before: int | None, said: str, kind: int) -> QuerySet[Message]:
    mine = Conversation.objects.of(someone(me))
    rows = Message.objects.filter(conversation__in=mine).standing()
    rows = rows.select_related("author", "conversation").prefetch_related(
        *loading("author"), "conversation__participants__member"
    )
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return index.found_by(rows, said, kind).order_by("-pk")[: PAGE + 1]


_FOUND: Final = Worded(_found)


def find_messages(member: Member, text: str, limit: int) -> list[Found]:
    """For the search over everything."""
    return [
        Found(
            name_of(message.conversation, member),
            reverse("network:line", args=[message.pk]),
            f"{message.author.name}: {message.body[:200]}",
            "mail",
        )
        for message in messages_found(member, text)[:limit]
    ]


def all_found(text: str) -> str:
    """Where all that is found in one's conversations is shown."""
    return f"{reverse('network:conversations')}?{urlencode({'q': text})}"


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation in the reader's list. `other` is with whom, where it is of two alone."""

    conversation: Conversation
    name: str
    last_words: str
    unread: int
    other: Member | None
    waits: bool


def conversations_of(member: Member, *, before: int | None = None) -> list[Row]:
    """The member's private conversations, the one that moved last first."""
    last = Message.objects.filter(conversation=OuterRef("pk")).standing().order_by("-id").values("body")[:1]
    mine = Participant.objects.filter(conversation=OuterRef("pk"), member=member)
    rows = Conversation.objects.of(member).filter(kind__in=private_kinds()).for_list().select_related("exchange")
    rows = rows.annotate(last_words=Subquery(last), seen_to=Subquery(mine.values("seen_seq")[:1]))
    rows = rows.annotate(unread=Coalesce(Subquery(_unread(member)), 0))
    if before is not None:
        edge = Subquery(Conversation.objects.filter(pk=before).values("last_at")[:1])
        rows = rows.filter(Q(last_at__lt=edge) | Q(last_at=edge, pk__lt=before))
    return [_row(one, member) for one in rows[:PAGE]]


def _unread(member: Member) -> QuerySet[Message, Any]:
    """How much stands unread in a conversation whose `seen_to` is the member's mark."""
    said = Message.objects.filter(conversation=OuterRef("pk"), seq__gt=OuterRef("seen_to")).standing()
    return said.exclude(author=member).order_by().values("conversation").annotate(n=Count("pk")).values("n")


def _row(found: Any, member: Member) -> Row:
    exchange = getattr(found, "exchange", None)
    others = [one.member for one in found.participants.all() if one.member_id != member.pk]
    return Row(
        conversation=found,
        name=name_of(found, member),
        last_words=found.last_words or "",
        unread=found.unread,
        other=others[0] if exchange and others else None,
        waits=exchange is not None and exchange.accepted_at is None,
    )


def unread_of(member: Member) -> int:
    """How many of the member's conversations hold something unread."""
    mine = Participant.objects.filter(member=member, left_at=None, conversation__kind__in=private_kinds())
    said = Message.objects.filter(conversation=OuterRef("conversation"), seq__gt=OuterRef("seen_seq")).standing()
    unread = mine.filter(conversation__stream__last_seq__gt=F("seen_seq")).filter(Exists(said.exclude(author=member)))
    return unread.count()


def taking_part(found: Conversation) -> list[Participant]:
    """Those who take part, the owners of a group first; of two, both, though one is not there yet. All are loaded."""
    everybody = list(found.participants.all())
    if hasattr(found, "exchange"):
        return everybody
    here = [one for one in everybody if one.left_at is None]
    return sorted(here, key=lambda one: (one.owner_since is None, one.joined_at, one.pk))


def group_left(member: Member, conversation_id: int) -> Conversation | None:
    """The group of this number, in which the member takes part no more."""
    gone = Conversation.objects.filter(participants__member=member, participants__left_at__isnull=False)
    return gone.filter(pk=conversation_id, exchange=None, kind__in=private_kinds()).first()
