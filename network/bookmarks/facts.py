"""What becomes of a member's bookmarks, told on their shelf: to themselves alone."""

from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact
from realtime.tellings import told_to_nobody


@fact("bookmark.kept")
@dataclass(frozen=True, slots=True, kw_only=True)
class BookmarkKept:
    """It is new, or has another note or reminder."""

    bookmark_id: int


@fact("bookmark.dropped")
@dataclass(frozen=True, slots=True, kw_only=True)
class BookmarkDropped:
    bookmark_id: int


@fact("bookmark.reminder_due")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDue:
    bookmark_id: int


@fact("bookmark.reminder_done")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDone:
    bookmark_id: int


lets_see(BookmarkKept, BookmarkDropped, ReminderDue, ReminderDone, parties=("bookmark_id",))
told_to_nobody(BookmarkKept, BookmarkDropped, ReminderDone, because="one did it oneself, and the list shows it")
