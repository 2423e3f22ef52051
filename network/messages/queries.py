from typing import Final
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from ground.tables.worded import Worded
from ground.words import searching
from network.conversations.models import Conversation, Message
from network.conversations.rules import private_kinds
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
    rows = rows.select_related("author", "conversation").prefetch_related(*loading("author"))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return index.found_by(rows, said, kind).order_by("-pk")[: PAGE + 1]


_FOUND: Final = Worded(_found)


def find_messages(member: Member, text: str, limit: int) -> list[Found]:
    """For the search over everything."""
    return [
        Found(
            message.conversation.title,
            reverse("network:line", args=[message.pk]),
            f"{message.author.name}: {message.body[:200]}",
            "mail",
        )
        for message in messages_found(member, text)[:limit]
    ]


def all_found(text: str) -> str:
    """Where all that is found in one's conversations is shown."""
    return f"{reverse('network:conversations')}?{urlencode({'q': text})}"


def conversations_of(member: Member, *, before: int | None = None) -> list[Conversation]:
    """The member's private conversations, the one that moved last first, each with its last words."""
    last = Message.objects.filter(conversation=OuterRef("pk")).standing().order_by("-id").values("body")[:1]
    mine = Conversation.objects.of(member).filter(kind__in=private_kinds())
    rows = mine.for_list().annotate(last_words=Subquery(last))
    if before is not None:
        edge = Subquery(Conversation.objects.filter(pk=before).values("last_at")[:1])
        rows = rows.filter(Q(last_at__lt=edge) | Q(last_at=edge, pk__lt=before))
    return list(rows[:PAGE])
