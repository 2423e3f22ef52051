"""What a member keeps for later. Each takes the lock of their shelf; the clock takes that of what is due."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.tables.locks import locked
from network.bookmarks import rules
from network.bookmarks.facts import BookmarkDropped, BookmarkKept, ReminderDone, ReminderDue
from network.bookmarks.models import LONGEST_NOTE, MOST, Bookmark, Shelf
from network.forums.models import Post, Thread
from network.members.models import Member
from realtime.notices import mark_read
from realtime.streams import living, publish


def keep_post(
    post_id: int, *, by: Member, note: str = "", remind_at: datetime | None = None, now: datetime
) -> Bookmark:
    """Keep a post, or say another note and reminder of one that is kept. Raises Post.DoesNotExist, ValidationError."""
    post = Post.objects.visible_to(by).standing().select_related("thread").get(pk=post_id)
    return _keep(post.thread, post, by=by, note=note, remind_at=remind_at, now=now)


def keep_thread(
    thread_id: int, *, by: Member, note: str = "", remind_at: datetime | None = None, now: datetime
) -> Bookmark:
    """The same of a thread. Raises Thread.DoesNotExist, ValidationError."""
    thread = Thread.objects.visible_to(by).get(pk=thread_id)
    return _keep(thread, None, by=by, note=note, remind_at=remind_at, now=now)


@transaction.atomic
def _keep(
    thread: Thread, post: Post | None, *, by: Member, note: str, remind_at: datetime | None, now: datetime
) -> Bookmark:
    shelf, note = _locked_shelf(by.pk), note.strip()
    found = locked(Bookmark.objects).filter(member=by, thread=thread, post=post).first()
    if found is not None and (found.note, found.remind_at) == (note, remind_at):
        return found
    _must_be_short(note)
    if found is None or found.remind_at != remind_at:
        _must_lie_ahead(remind_at, now)
    if found is None:
        _must_have_room(by)
        found = Bookmark(member=by, thread=thread, post=post, kept_at=now)
    if found.remind_at != remind_at:
        found.remind_at, found.reminded_at = remind_at, None
    found.note = note
    found.save()
    publish(BookmarkKept(bookmark_id=found.pk), to=shelf.stream, by=by.pk, at=now)
    return found


@transaction.atomic
def drop(bookmark_id: int, *, by: Member, now: datetime) -> None:
    """Forget it, note and all. Raises Bookmark.DoesNotExist."""
    shelf = _locked_shelf(by.pk)
    Bookmark.objects.visible_to(by).get(pk=bookmark_id).delete()
    publish(BookmarkDropped(bookmark_id=bookmark_id), to=shelf.stream, by=by.pk, at=now)


@transaction.atomic
def done(bookmark_id: int, *, by: Member, now: datetime) -> Bookmark:
    """Have done what one was to be reminded of; the bookmark stays. Twice is once. Raises Bookmark.DoesNotExist."""
    shelf = _locked_shelf(by.pk)
    found = Bookmark.objects.visible_to(by).get(pk=bookmark_id)
    if found.remind_at is None:
        return found
    found.remind_at = found.reminded_at = None
    found.save(update_fields=["remind_at", "reminded_at"])
    publish(ReminderDone(bookmark_id=found.pk), to=shelf.stream, by=by.pk, at=now)
    return found


@transaction.atomic
def look_at(found: Bookmark, *, by: Member, now: datetime) -> None:
    """Its notice has been seen; on the desk it stands until it is done."""
    mark_read(by.pk, path=found.get_absolute_url(), now=now)


@transaction.atomic
def remind_due(*, now: datetime, limit: int = 100) -> int:
    """Tell of reminders whose moment has come, each once. Returns how many."""
    waiting = Bookmark.objects.filter(remind_at__lte=now, reminded_at=None).order_by("remind_at", "pk")
    found = list(locked(waiting, skip_locked=True)[:limit])
    for each in found:
        each.reminded_at = now
        each.save(update_fields=["reminded_at"])
    for each in found:
        publish(ReminderDue(bookmark_id=each.pk), to=shelf_of(each.member_id).stream, by=None, at=now)
    return len(found)


def shelf_of(member_id: int) -> Shelf:
    """The member's shelf, made when first needed."""
    return living(Shelf, "bookmarks", member_id=member_id)


def _locked_shelf(member_id: int) -> Shelf:
    shelf = shelf_of(member_id)
    return locked(Shelf.objects.select_related("stream")).get(pk=shelf.pk)


def _must_be_short(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        words = _("Say it in %(most)s characters.") % {"most": LONGEST_NOTE}
        raise ValidationError({"note": ValidationError(words, code="too_long")})


def _must_lie_ahead(at: datetime | None, now: datetime) -> None:
    if not rules.may_remind_at(at, now=now):
        words = _("Choose a moment that is still to come, within the next five years.")
        raise ValidationError({"at": ValidationError(words, code="not_ahead")})


def _must_have_room(by: Member) -> None:
    if Bookmark.objects.visible_to(by).count() >= MOST:
        words = _("You keep %(most)s bookmarks, which is all there is room for. Remove one first.")
        raise ValidationError(words % {"most": MOST}, code="too_many")
