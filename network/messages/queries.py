from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from ground.words import searching
from network.directory import index
from network.directory.sources import Found
from network.members.models import Member
from network.members.offices import loading
from network.messages.models import Conversation, Line, Participant

PAGE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Lines, oldest first; `earlier` is the key to ask for those before, or None. New lines join the newest page."""

    lines: Sequence[Line]
    earlier: int | None
    is_newest: bool


def lines_before(conversation: Conversation, before: int | None) -> Page:
    """Fifty lines before a key, or the newest fifty."""
    all_lines = Line.objects.filter(conversation=conversation)
    lines = all_lines if before is None else all_lines.filter(pk__lt=before)
    found = list(lines.select_related("author").prefetch_related(*loading("author")).order_by("-id")[: PAGE + 1])
    shown = found[:PAGE][::-1]
    is_newest = before is None or not all_lines.filter(pk__gte=before).exists()
    return Page(lines=shown, earlier=shown[0].pk if len(found) > PAGE else None, is_newest=is_newest)


def address_of(line: Line) -> str:
    """Where the line stands now: on the newest page, or at the end of an earlier one."""
    later = Line.objects.filter(conversation=line.conversation_id, pk__gt=line.pk).order_by("id")
    is_earlier = later[PAGE - 1 : PAGE].exists()
    page = f"?before={line.pk + 1}" if is_earlier else ""
    return f"/messages/{line.conversation_id}/{page}#line-{line.pk}"


def lines_told(told: Collection[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The words of each line, by line and reader, where they stand and the reader still takes part."""
    lines = Line.objects.filter(pk__in={line for line, _reader in told}, deleted_at=None)
    words = {line.pk: line for line in lines}
    here = Participant.objects.filter(
        conversation__in={line.conversation_id for line in lines},
        member__in={reader for _line, reader in told},
        left_at=None,
    )
    takes_part = set(here.values_list("conversation_id", "member_id"))
    return {
        (line, reader): words[line].body
        for line, reader in told
        if line in words and (words[line].conversation_id, reader) in takes_part
    }


def lines_found(member: Member, text: str, *, before: int | None = None) -> list[Line]:
    """What was said in the member's own conversations and holds all the words, the newest first."""
    asked = searching.asked(text)
    mine = Conversation.objects.visible_to(member)
    lines = Line.objects.filter(conversation__in=mine, deleted_at=None).select_related("author", "conversation")
    if before is not None:
        lines = lines.filter(pk__lt=before)
    return list(index.holding(lines, asked).order_by("-pk")[: PAGE + 1]) if asked else []


def find_lines(member: Member, text: str, limit: int) -> list[Found]:
    """For the search over everything."""
    return [
        Found(
            line.conversation.title,
            reverse("network:line", args=[line.pk]),
            f"{line.author.name}: {line.body[:200]}",
            "mail",
        )
        for line in lines_found(member, text)[:limit]
    ]


def all_found(text: str) -> str:
    """Where all that is found in one's conversations is shown."""
    return f"{reverse('network:conversations')}?{urlencode({'q': text})}"


def conversations_of(member: Member, *, before: int | None = None) -> list[Conversation]:
    """The member's conversations, the one that moved last first, each with its last words."""
    last = Line.objects.filter(conversation=OuterRef("pk"), deleted_at=None).order_by("-id").values("body")[:1]
    rows = Conversation.objects.visible_to(member).for_list().annotate(last_words=Subquery(last))
    if before is not None:
        edge = Subquery(Conversation.objects.filter(pk=before).values("last_at")[:1])
        rows = rows.filter(Q(last_at__lt=edge) | Q(last_at=edge, pk__lt=before))
    return list(rows[:PAGE])
