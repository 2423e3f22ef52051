"""Steps that actions of forums share: finding under lock, asking the rule, putting a post into its thread."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from network.forums import queries
from network.forums.facts import Stirred, ThreadStarted
from network.forums.models import Board, Mention, Post, ReadMark, Thread, ThreadFollow
from network.members.models import Member
from network.writing import markdown
from realtime.streams import publish


def locked_thread(thread_id: int, *, for_member: Member) -> Thread:
    """The thread, locked. Raises Thread.DoesNotExist where it is hidden from the member or absent."""
    seen = Thread.objects.visible_to(for_member).select_related("board__stream", "stream")
    return seen.select_for_update(of=("self",)).get(pk=thread_id)


def locked_post(post_id: int, *, for_member: Member) -> Post:
    """The post, locked after its thread. Raises Post.DoesNotExist where it is hidden or absent."""
    thread_id = Post.objects.visible_to(for_member).values_list("thread_id", flat=True).get(pk=post_id)
    thread = locked_thread(thread_id, for_member=for_member)
    post = Post.objects.select_for_update(of=("self",)).get(pk=post_id)
    post.thread = thread
    return post


def must_say_something(body: str) -> None:
    if markdown.is_blank(body):
        raise ValidationError(_("Write something first."), code="blank")
    if len(body) > markdown.LONGEST:
        words = _("That is %(length)d characters; a message has room for %(most)d.")
        raise ValidationError(words % {"length": len(body), "most": markdown.LONGEST}, code="too_long")


def say(thread: Thread, *, by: Member, body: str, quoted: Post | None = None, now: datetime) -> Post:
    """Put the next post into a locked thread and count it."""
    named = queries.named_in(body, thread.board)
    thread.last_number += 1
    thread.last_post_at, thread.last_poster = now, by
    thread.save(update_fields=["last_number", "last_post_at", "last_poster"])
    post = Post(thread=thread, number=thread.last_number, author=by, body=body, quoted=quoted, written_at=now)
    post.html = markdown.render(body, {name: queries.address_of(pk) for name, pk in named.items()})
    post.save(force_insert=True)
    keep_mentions(post, named)
    count_post(thread, by, now)
    mark_read(thread, by, post.number, now)
    ThreadFollow.objects.get_or_create(
        thread=thread, member=by, defaults={"level": ThreadFollow.Level.WATCH, "since": now}
    )
    return post


def keep_mentions(post: Post, named: dict[str, int]) -> None:
    """Make the post's mentions those given; who stays mentioned keeps the row and is not told again."""
    by_member = {pk: name for name, pk in named.items()}
    if post.version > 1:
        post.mentions.exclude(member_id__in=by_member).delete()
    kept = set(post.mentions.values_list("member_id", flat=True)) if post.version > 1 else set()
    fresh = {pk: name for pk, name in by_member.items() if pk not in kept}
    Mention.objects.bulk_create(
        Mention(post=post, member_id=pk, name=name, version=post.version) for pk, name in fresh.items()
    )


def count_post(thread: Thread, by: Member, now: datetime) -> None:
    Board.objects.filter(pk=thread.board_id).update(
        post_count=F("post_count") + 1,
        thread_count=F("thread_count") + (1 if thread.last_number == 1 else 0),
        last_post_at=now,
        last_thread=thread,
        last_poster=by,
    )


def mark_read(thread: Thread, member: Member, number: int, now: datetime) -> bool:
    """Move the member's mark forward, never back. True when it moved."""
    marks = ReadMark.objects.filter(thread=thread, member=member)
    if marks.filter(number__lt=number).update(number=number, at=now):
        return True
    _mark, new = ReadMark.objects.get_or_create(thread=thread, member=member, defaults={"number": number, "at": now})
    return new


def tell(thread: Thread, happened: Any, by: Member, now: datetime) -> None:
    """Publish on the thread's stream, then that its row has changed on the board's: always in this order."""
    publish(happened, to=thread.stream, by=by.pk, at=now)
    stirred = Stirred(thread_id=thread.pk, new=isinstance(happened, ThreadStarted))
    publish(stirred, to=thread.board.stream, by=by.pk, at=now)


def take_back_answer(post: Post) -> None:
    """A post that no longer stands no longer answers."""
    thread = post.thread
    if thread.accepted_post_id == post.pk:
        thread.accepted_post = thread.accepted_at = thread.accepted_by = None
        thread.save(update_fields=["accepted_post", "accepted_at", "accepted_by"])
