"""What waits: a reminder that has come, for whoever set it, until they are done with it."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from network.bookmarks.facts import BookmarkDropped, BookmarkKept, ReminderDone, ReminderDue
from network.bookmarks.models import Bookmark, BookmarkQuerySet
from network.desk.kinds import Work, WorkKind, WorkSource, by, one
from network.forums.facts import (
    BoardChanged,
    Listed,
    PostDeleted,
    PostHidden,
    PostRestored,
    ThreadRemoved,
    Unlisted,
)
from network.forums.models import Board
from network.organisations.facts import StaffJoined, StaffLeft

REMINDER = WorkKind(
    name="forum.reminder",
    icon="bookmark",
    words=_("You wanted to come back to “%(thread)s”"),
    route="network:bookmark",
    # It was due when it came: nothing that has no deadline waits before it.
    patience=timedelta(0),
)


def _waiting() -> BookmarkQuerySet:
    return Bookmark.objects.due()


def _keys(rows: BookmarkQuerySet) -> list[int]:
    return list(rows.values_list("pk", flat=True))


def _of_post(told: PostDeleted | PostHidden | PostRestored) -> list[int]:
    return _keys(_waiting().filter(thread=told.thread_id, post=told.post_id))


def _of_thread(told: ThreadRemoved) -> list[int]:
    return _keys(_waiting().filter(thread=told.thread_id))


def _of_board(told: BoardChanged) -> list[int]:
    return _keys(_waiting().filter(thread__board=told.board_id))


def _of_closed(_told: Listed | Unlisted) -> list[int]:
    """Who was taken off a list can no longer be asked for: what waits on closed boards is little."""
    return _keys(_waiting().filter(thread__board__audience=Board.Audience.CLOSED))


def _of_staff(told: StaffJoined | StaffLeft) -> list[int]:
    return _keys(_waiting().filter(member=told.member_id, thread__board__audience=Board.Audience.CLOSED))


def _truth(keys: Collection[int]) -> Iterator[Work]:
    for found in _waiting().readable().filter(pk__in=keys):
        assert found.reminded_at is not None  # it is due
        yield Work(
            kind=REMINDER,
            subject=found.pk,
            group=one(found.member_id),
            since=found.reminded_at,
            says={"thread": ("thread", found.thread_id)},
        )


SOURCE = WorkSource(
    name="bookmarks",
    kinds=(REMINDER,),
    facts={
        **dict.fromkeys((BookmarkKept, BookmarkDropped, ReminderDue, ReminderDone), by("bookmark_id")),
        **dict.fromkeys((PostDeleted, PostHidden, PostRestored), _of_post),
        ThreadRemoved: _of_thread,
        BoardChanged: _of_board,
        **dict.fromkeys((Listed, Unlisted), _of_closed),
        **dict.fromkeys((StaffJoined, StaffLeft), _of_staff),
    },
    truth=_truth,
    subjects=_waiting,
)
