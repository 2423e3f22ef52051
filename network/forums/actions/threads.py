from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ground.tables.locks import locked
from ground.web import idempotency
from ground.words import markdown
from network.forums import queries, rules
from network.forums.actions import drafts, steps
from network.forums.facts import (
    ThreadLocked,
    ThreadPinned,
    ThreadRemoved,
    ThreadRetitled,
    ThreadStarted,
    ThreadUnlocked,
    ThreadUnpinned,
)
from network.forums.models import Board, Post, Thread
from network.members.models import Member
from realtime.access.revocation import revoke_from_all
from realtime.streams import open_stream


def start(
    board_id: int,
    *,
    by: Member,
    kind: str,
    title: str,
    body: str,
    key: str = "",
    draft: int | None = None,
    now: datetime,
) -> Post:
    """Start a thread with its first post; the draft of this version is none any more.

    Raises Board.DoesNotExist, PermissionDenied, ValidationError, KeyReused.
    """
    words = queries.written(body, lambda: Board.objects.filter(pk=board_id).first())
    return _start(board_id, by=by, kind=kind, title=title, words=words, key=key, draft=draft, now=now)


@transaction.atomic
def _start(
    board_id: int,
    *,
    by: Member,
    kind: str,
    title: str,
    words: queries.Written,
    key: str,
    draft: int | None,
    now: datetime,
) -> Post:
    body = words.body
    visible = Board.objects.visible_to(by).select_related("stream")
    board = locked(visible).get(pk=board_id)
    rules.must(rules.may_write(by, board))
    if earlier := idempotency.earlier(by.pk, key, "start", board_id, kind, title, body):
        return Post.objects.select_related("thread").get(pk=earlier)
    _must_have_title(title)
    steps.must_say_something(body)
    steps.must_name_clearly(words)
    moment = {"started_at": now, "last_post_at": now}
    thread = Thread(board=board, kind=kind, title=title.strip(), author=by, last_poster=by, **moment)
    thread.stream = open_stream("thread")
    thread.save(force_insert=True)
    post = steps.say(thread, by=by, words=words, now=now)
    idempotency.keep(by.pk, key, "start", board_id, kind, title, body, result=post.pk)
    drafts.forget_start(board, by, draft, key)
    steps.tell(thread, ThreadStarted(thread_id=thread.pk, post_id=post.pk), by, now)
    return post


@transaction.atomic
def retitle(thread_id: int, *, by: Member, title: str, now: datetime) -> Thread:
    thread = steps.locked_thread(thread_id, for_member=by)
    rules.must(rules.may_retitle(by, thread))
    _must_have_title(title)
    if thread.title != title.strip():
        _change(thread, ThreadRetitled(thread_id=thread.pk), by, now, title=title.strip())
    return thread


@transaction.atomic
def lock(thread_id: int, *, by: Member, now: datetime) -> Thread:
    thread = _moderated(thread_id, by)
    if not thread.locked_at:
        _change(thread, ThreadLocked(thread_id=thread.pk), by, now, locked_at=now, locked_by=by)
    return thread


@transaction.atomic
def unlock(thread_id: int, *, by: Member, now: datetime) -> Thread:
    thread = _moderated(thread_id, by)
    if thread.locked_at:
        _change(thread, ThreadUnlocked(thread_id=thread.pk), by, now, locked_at=None, locked_by=None)
    return thread


@transaction.atomic
def pin(thread_id: int, *, by: Member, now: datetime) -> Thread:
    thread = _moderated(thread_id, by)
    if not thread.pinned_at:
        _change(thread, ThreadPinned(thread_id=thread.pk), by, now, pinned_at=now, pinned_by=by)
    return thread


@transaction.atomic
def unpin(thread_id: int, *, by: Member, now: datetime) -> Thread:
    thread = _moderated(thread_id, by)
    if thread.pinned_at:
        _change(thread, ThreadUnpinned(thread_id=thread.pk), by, now, pinned_at=None, pinned_by=None)
    return thread


@transaction.atomic
def remove(thread_id: int, *, by: Member, now: datetime) -> Thread:
    """Take a thread away for everybody. Its posts stay in the database and in its stream."""
    thread = steps.locked_thread(thread_id, for_member=by)
    rules.must(rules.may_remove(by, thread))
    _forget_in_board(thread)
    _change(thread, ThreadRemoved(thread_id=thread.pk), by, now, removed_at=now, removed_by=by)
    revoke_from_all(thread.stream_id)
    return thread


def _moderated(thread_id: int, by: Member) -> Thread:
    thread = steps.locked_thread(thread_id, for_member=by)
    rules.must(rules.may_moderate(by, thread.board))
    return thread


def _change(thread: Thread, happened: object, by: Member, now: datetime, **values: Any) -> None:
    for name, value in values.items():
        setattr(thread, name, value)
    thread.save(update_fields=list(values))
    steps.tell(thread, happened, by, now)


def _forget_in_board(thread: Thread) -> None:
    left = Thread.objects.filter(board=thread.board_id, removed_at=None).exclude(pk=thread.pk)
    newest = left.order_by("-last_post_at", "-id").first()
    Board.objects.filter(pk=thread.board_id).update(
        thread_count=F("thread_count") - 1,
        post_count=F("post_count") - thread.last_number,
        last_thread=newest,
        last_post_at=newest.last_post_at if newest else None,
        last_poster=newest.last_poster_id if newest else None,
    )


def _must_have_title(title: str) -> None:
    if markdown.is_blank(title):
        raise ValidationError(
            {"title": ValidationError(_("Give the thread a title that says what it is about."), code="blank")}
        )
    if len(title.strip()) > Thread.TITLE_LENGTH:
        raise ValidationError({"title": ValidationError(_("That title is too long."), code="too_long")})
