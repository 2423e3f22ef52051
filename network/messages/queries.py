from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from network.members.models import Member
from network.messages.models import Conversation, Line

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """The newest lines, oldest first; `earlier` is the key to ask for those before, or None."""

    lines: Sequence[Line]
    earlier: int | None


def lines_before(conversation: Conversation, before: int | None) -> Page:
    """Fifty lines before a key, or the newest fifty."""
    lines = Line.objects.filter(conversation=conversation).select_related("author").order_by("-id")
    if before is not None:
        lines = lines.filter(pk__lt=before)
    found = list(lines[: PAGE + 1])
    shown = found[:PAGE][::-1]
    return Page(lines=shown, earlier=shown[0].pk if len(found) > PAGE else None)


def conversations_of(member: Member, *, before: int | None = None) -> list[Conversation]:
    """The member's conversations, the one that moved last first, each with its last words."""
    last = Line.objects.filter(conversation=OuterRef("pk"), deleted_at=None).order_by("-id").values("body")[:1]
    rows = Conversation.objects.visible_to(member).for_list().annotate(last_words=Subquery(last))
    if before is not None:
        edge = Conversation.objects.filter(pk=before).values("last_at")[:1]
        rows = rows.filter(last_at__lt=Subquery(edge))
    return list(rows[:PAGE])
