"""Who is told: whoever set a reminder, when its moment comes; and when it is taken back, because they are done with it,
or because what they kept can no longer be read.
"""

from django.utils.translation import gettext_lazy as _

from network.bookmarks import queries
from network.bookmarks.facts import BookmarkDropped, BookmarkKept, ReminderDone, ReminderDue
from network.bookmarks.models import Bookmark, BookmarkQuerySet
from network.bookmarks.tellings import REMINDER
from network.forums.facts import (
    BoardChanged,
    Listed,
    PostDeleted,
    PostHidden,
    PostRestored,
    ThreadRemoved,
    Unlisted,
)
from realtime.jobs.handlers import on
from realtime.notices import Notice, NoticeKind, declare, notify, reconsider
from realtime.streams import Event

# Who joins or leaves an organisation has all notices of forums asked again, by forums: this one by its name.
declare(NoticeKind(REMINDER, label=_("A reminder that I set on a bookmark"), says=queries.words_of_reminders))


@on(ReminderDue)
def tell_of_reminder(event: Event) -> None:
    found = Bookmark.objects.due().readable().select_related("thread").filter(pk=event.told.bookmark_id).first()
    if found is not None:
        params = {"thread": found.thread.title}
        about = f"bookmark-{found.pk}"
        notify([found.member_id], kind=REMINDER, event=event, params=params, path=found.get_absolute_url(), about=about)


@on(BookmarkKept, BookmarkDropped, ReminderDone)
def take_back_own(event: Event) -> None:
    reconsider(Notice.objects.filter(event__stream=event.stream_id), now=event.at)


@on(PostDeleted, PostHidden, PostRestored)
def take_back_of_post(event: Event) -> None:
    _reconsider(Bookmark.objects.filter(post=event.told.post_id), event)


@on(ThreadRemoved)
def take_back_of_thread(event: Event) -> None:
    _reconsider(Bookmark.objects.filter(thread=event.told.thread_id), event)


@on(BoardChanged, Listed, Unlisted)
def take_back_of_board(event: Event) -> None:
    _reconsider(Bookmark.objects.filter(thread__board__stream=event.stream_id), event)


def _reconsider(those: BookmarkQuerySet, event: Event) -> None:
    about = [f"bookmark-{pk}" for pk in those.due().values_list("pk", flat=True)]
    if about:
        reconsider(Notice.objects.filter(kind=REMINDER, about__in=about), now=event.at)
