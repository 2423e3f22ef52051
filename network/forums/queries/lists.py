from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ground.web import page_keys
from network.forums.models import Board, BoardFollow, Post, ReadMark, Thread
from network.forums.models.threads import ThreadQuerySet
from network.members.models import Member, Viewer
from realtime import presence

PAGE: Final = 30
FILTERS: Final = ("all", "unread", "unanswered", "mine")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread in a list. `unread` counts the posts after the one read last; `fresh`: never opened, and new."""

    thread: Thread
    unread: int = 0
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class ThreadList:
    """One page. `older` is the key of the next, or empty."""

    rows: list[ThreadRow]
    older: str


def threads(viewer: Viewer, *, board: Board | None = None, show: str = "all", before: str = "") -> ThreadList:
    """Threads that the viewer reads, newest activity first. `before` is the key of a page."""
    found = Thread.objects.visible_to(viewer)
    if board:
        found = found.filter(board=board)
        found = found.filter(pinned_at=None) if show == "all" else found
    found = _shown(found, viewer, show)
    if at := page_keys.moment_and_key(before):
        when, pk = at
        found = found.filter(Q(last_post_at__lt=when) | Q(last_post_at=when, pk__lt=pk))
    rows = list(_with_reading(found, viewer).for_list()[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    older = page_keys.behind(last.last_post_at, last.pk) if last else ""
    return ThreadList([_row(thread) for thread in rows[:PAGE]], older)


def pinned(viewer: Viewer, board: Board) -> list[ThreadRow]:
    """What the moderators keep on top, newest first."""
    found = Thread.objects.filter(board=board, removed_at=None).exclude(pinned_at=None)
    return [_row(thread) for thread in _with_reading(found, viewer).for_list()[:10]]


def questions_waiting(viewer: Viewer, limit: int = 5) -> list[Thread]:
    """Questions without an accepted answer, newest activity first."""
    return list(Thread.objects.visible_to(viewer).unanswered().for_list()[:limit])


def live_now(viewer: Viewer, limit: int = 4) -> list[tuple[Thread, int]]:
    """Threads, of those with the newest activity, that somebody has open; with how many, most first."""
    recent = {
        thread.stream_id: thread for thread in Thread.objects.visible_to(viewer).order_by("-last_post_at", "-id")[:30]
    }
    present = presence.here_in(list(recent))
    rooms = [(recent[stream], len(people)) for stream, people in present.items() if people]
    return sorted(rooms, key=lambda room: (-room[1], room[0].pk))[:limit]


def not_read_by(member: Member, found: ThreadQuerySet) -> ThreadQuerySet:
    """Those whose last post the member has not read."""
    marks = ReadMark.objects.filter(thread=OuterRef("pk"), member=member, number__gte=OuterRef("last_number"))
    return found.filter(~Exists(marks))


def _shown(found: ThreadQuerySet, viewer: Viewer, show: str) -> ThreadQuerySet:
    if show == "unanswered":
        return found.filter(kind=Thread.Kind.QUESTION, accepted_post=None)
    if not viewer.is_authenticated or show == "all":
        return found
    if show == "unread":
        return _since(not_read_by(viewer, found), viewer).filter(last_post_at__gt=F("since"))
    wrote = Post.objects.filter(thread=OuterRef("pk"), author=viewer)
    return found.filter(Q(author=viewer) | Exists(wrote))


def _since(found: ThreadQuerySet, member: Member) -> ThreadQuerySet:
    """Annotated with the moment up to which all counts as read: when the member caught up, or joined."""
    follow = BoardFollow.objects.filter(board=OuterRef("board"), member=member).values("caught_up_at")
    return found.annotate(since=Coalesce(Subquery(follow), member.joined_at))


def _with_reading(found: ThreadQuerySet, viewer: Viewer) -> ThreadQuerySet:
    if not viewer.is_authenticated:
        return found
    mark = ReadMark.objects.filter(thread=OuterRef("pk"), member=viewer).values("number")
    return _since(found, viewer).annotate(read_number=Subquery(mark))


def _row(thread: Thread) -> ThreadRow:
    since = getattr(thread, "since", None)
    if since is None or thread.last_post_at <= since:
        return ThreadRow(thread)
    read: int | None = getattr(thread, "read_number", None)
    return (
        ThreadRow(thread, fresh=True) if read is None else ThreadRow(thread, unread=max(thread.last_number - read, 0))
    )
