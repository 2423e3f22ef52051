from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ground.tables.pages import behind, first_of
from ground.tables.worded import Worded
from ground.web import page_keys
from network.forums.models import Board, BoardFollow, Post, ReadMark, Thread
from network.forums.models.threads import ThreadQuerySet
from network.members.models import Member, Viewer, someone
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


def threads(
    viewer: Viewer, *, board: Board | None = None, show: str = "all", before: str = "", with_pinned: bool = False
) -> ThreadList:
    """Threads that the viewer reads, newest activity first. `before` is the key of a page.

    A board's page shows the pinned ones above; `with_pinned` leaves them in their places.
    """
    place = page_keys.moment_and_key(before)
    at, key = place or (None, None)
    found = _listed(show, with_pinned).objects(**_asking(viewer), board=board and board.pk, at=at, key=key)
    rows, last = first_of(found, PAGE)
    older = page_keys.behind(last.last_post_at, last.pk) if last else ""
    return ThreadList([_row(thread) for thread in rows], older)


def pinned(viewer: Viewer, board: Board) -> list[ThreadRow]:
    """What the moderators keep on top, newest first."""
    return [_row(thread) for thread in _PINNED.objects(**_asking(viewer), board=board.pk)]


def questions_waiting(viewer: Viewer) -> list[Thread]:
    """Questions without an accepted answer, newest activity first, a few."""
    return _WAITING.objects(**_asking(viewer))


def live_now(viewer: Viewer, limit: int = 4) -> list[tuple[Thread, int]]:
    """Threads, of those with the newest activity, that somebody has open; with how many, most first."""
    recent = {thread.stream_id: thread for thread in _RECENT.objects(**_asking(viewer))}
    present = presence.here_in(list(recent))
    rooms = [(recent[stream], len(people)) for stream, people in present.items() if people]
    return sorted(rooms, key=lambda room: (-room[1], room[0].pk))[:limit]


def not_read_by(member: Member, found: ThreadQuerySet) -> ThreadQuerySet:
    """Those whose last post the member has not read."""
    marks = ReadMark.objects.filter(thread=OuterRef("pk"), member=member, number__gte=OuterRef("last_number"))
    return found.filter(~Exists(marks))


def _asking(viewer: Viewer) -> dict[str, Any]:
    """Who asks, as the statements below are asked with it: None for a visitor, of whom there is another statement."""
    if not viewer.is_authenticated:
        return {"me": None, "joined_at": None}
    return {"me": viewer.pk, "joined_at": viewer.joined_at}


def _who(me: int | None, joined_at: datetime | None) -> Viewer:
    return AnonymousUser() if me is None else someone(me, joined_at=joined_at)


@cache
def _listed(show: str, with_pinned: bool) -> Worded[Thread]:
    def build(
        me: int | None, joined_at: datetime | None, board: int | None, at: datetime | None, key: int | None
    ) -> ThreadQuerySet:
        viewer = _who(me, joined_at)
        found = Thread.objects.visible_to(viewer)
        if board:
            found = found.filter(board=board)
            found = found.filter(pinned_at=None) if show == "all" and not with_pinned else found
        elif me is not None:
            found = found.heard_by(me)
        place = None if at is None or key is None else (at, key)
        found = behind(_shown(found, viewer, show), "last_post_at", place, descending=True)
        return _with_reading(found, viewer).for_list()[: PAGE + 1]

    return Worded(build, may_lack=["joined_at"])


def _pinned(me: int | None, joined_at: datetime | None, board: int) -> ThreadQuerySet:
    found = Thread.objects.filter(board=board, removed_at=None).exclude(pinned_at=None)
    return _with_reading(found, _who(me, joined_at)).for_list()[:10]


def _waiting(me: int | None, joined_at: datetime | None) -> ThreadQuerySet:
    found = _heard(me, joined_at).unanswered().select_related("board")
    return found.newest_first()[:5]


def _heard(me: int | None, joined_at: datetime | None) -> ThreadQuerySet:
    """What the viewer reads and has not muted."""
    found = Thread.objects.visible_to(_who(me, joined_at))
    return found if me is None else found.heard_by(me)


def _recent(me: int | None, joined_at: datetime | None) -> ThreadQuerySet:
    """With what the rail says of them."""
    found = _heard(me, joined_at).only("stream_id", "title", "kind")
    return found.newest_first()[:30]


_PINNED: Final = Worded(_pinned)
_WAITING: Final = Worded(_waiting, may_lack=["joined_at"])
_RECENT: Final = Worded(_recent, may_lack=["joined_at"])


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
