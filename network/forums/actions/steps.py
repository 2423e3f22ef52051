"""Steps that actions of forums share: finding under lock, asking the rule, putting a post into its thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ground.tables import rows, statements
from ground.tables.locks import locked
from ground.tables.worded import Worded
from ground.web import idempotency
from ground.words import markdown
from network.forums import queries, rules
from network.forums.facts import Stirred, ThreadStarted
from network.forums.models import Mention, Post, Thread, ThreadFollow
from network.members.models import Member
from realtime.streams import Event, publish_all

_COUNT: Final = """
    UPDATE network_board SET post_count = post_count + 1, thread_count = thread_count + %s,
    last_post_at = %s, last_thread_id = %s, last_poster_id = %s WHERE id = %s
"""
_MARK: Final = """
    INSERT INTO network_readmark (member_id, thread_id, number, at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (member_id, thread_id) DO UPDATE SET number = excluded.number, at = excluded.at
    WHERE network_readmark.number < excluded.number
"""
_FOLLOW: Final = """
    INSERT INTO network_threadfollow (member_id, thread_id, level, since) VALUES (%s, %s, %s, %s)
    ON CONFLICT (member_id, thread_id) DO NOTHING
"""


def _standing(thread_id: int) -> "QuerySet[Thread]":
    standing = Thread.objects.filter(pk=thread_id, removed_at=None).select_related("board__stream", "stream")
    return locked(standing)


def _all_standing(thread_id: int) -> "QuerySet[Thread]":
    """With its board, whose rules are asked, and with the streams that both are told on: what a post changes."""
    return locked(_standing(thread_id), beside=("board", "stream", "board__stream"))


_STANDING: Final = Worded(_standing)
_ALL_STANDING: Final = Worded(_all_standing)
_KEYS: Final = rows.Keys(Post, Event, Event)


def locked_thread(thread_id: int, *, for_member: Member) -> Thread:
    """The thread, locked. Raises Thread.DoesNotExist where it is hidden from the member or absent.

    The rule of `visible_to`, asked of the row that is locked anyway: a post is written often. A test compares the two.
    """
    return _readable(_STANDING.first(thread_id=thread_id), for_member)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next post goes: its thread, locked with all that a post changes; keys for it and for what is told; and
    what tells the post that the same writing made before.
    """

    thread: Thread
    post_key: int | None
    event_keys: Sequence[int | None]
    earlier: Callable[[], int | None]


def locked_place(thread_id: int, *, for_member: Member, key: str, content: Sequence[object]) -> Place:
    """All that a post is decided on, in one round trip. Raises Thread.DoesNotExist as `locked_thread` does."""
    with statements.trip():
        asked, keys = _ALL_STANDING.ask(thread_id=thread_id), _KEYS.ask()
        # A statement of its own: what has waited for the lock must see what was kept meanwhile.
        earlier = idempotency.ask_earlier(for_member.pk, key, *content)
    post_key, *event_keys = keys()
    return Place(_readable(asked.first(), for_member), post_key, event_keys, earlier)


def _readable(thread: Thread | None, member: Member) -> Thread:
    if thread is None or not rules.may_read(member, thread.board):
        raise Thread.DoesNotExist
    return thread


def locked_post(post_id: int, *, for_member: Member) -> Post:
    """The post, locked after its thread. Raises Post.DoesNotExist where it is hidden or absent."""
    thread_id = Post.objects.visible_to(for_member).values_list("thread_id", flat=True).get(pk=post_id)
    thread = locked_thread(thread_id, for_member=for_member)
    post = locked(Post.objects).get(pk=post_id)
    post.thread = thread
    return post


def must_say_something(body: str) -> None:
    if markdown.is_blank(body):
        raise ValidationError(_("Write something first."), code="blank")
    if len(body) > markdown.LONGEST:
        words = _("That is %(length)d characters; a message has room for %(most)d.")
        raise ValidationError(words % {"length": len(body), "most": markdown.LONGEST}, code="too_long")


def must_name_clearly(words: queries.Written) -> None:
    if words.unclear:
        text = _("Several people have this name. Choose one from the list after the @, or write %(offers)s.")
        raise ValidationError(text % {"offers": " · ".join(words.unclear)}, code="unclear")


def say(
    thread: Thread,
    *,
    by: Member,
    words: queries.Written,
    quoted: Post | None = None,
    key: int | None = None,
    now: datetime,
) -> Post:
    """Put the next post into a locked thread and count it. `key` is its own, where it was taken before."""
    thread.last_number += 1
    thread.last_post_at, thread.last_poster = now, by
    rows.update(thread, "last_number", "last_post_at", "last_poster")
    post = Post(
        pk=key,
        thread=thread,
        number=thread.last_number,
        author=by,
        body=words.body,
        html=words.html,
        html_version=markdown.VERSION,
        quoted=quoted,
        written_at=now,
    )
    rows.insert([post])
    rows.insert([Mention(post=post, member_id=pk, name=name) for pk, name in words.people.items()])
    count_post(thread, by, now)
    rows.send(_MARK, by.pk, thread.pk, post.number, now)
    rows.send(_FOLLOW, by.pk, thread.pk, ThreadFollow.Level.WATCH.value, now)
    return post


def keep_mentions(post: Post, people: dict[int, str]) -> None:
    """Make the mentions of a changed post those given; who stays mentioned keeps the row and is not told again."""
    post.mentions.exclude(member_id__in=people).delete()
    kept = set(post.mentions.values_list("member_id", flat=True))
    fresh = {pk: name for pk, name in people.items() if pk not in kept}
    Mention.objects.bulk_create(
        Mention(post=post, member_id=pk, name=name, version=post.version) for pk, name in fresh.items()
    )


def count_post(thread: Thread, by: Member, now: datetime) -> None:
    started = 1 if thread.last_number == 1 else 0
    rows.send(_COUNT, started, now, thread.pk, by.pk, thread.board_id)


def mark_read(thread: Thread, member: Member, number: int, now: datetime) -> bool:
    """Move the member's mark forward, never back. True when it moved."""
    return rows.execute(_MARK, member.pk, thread.pk, number, now) > 0


def tell(
    thread: Thread, happened: Any, by: Member, now: datetime, event_keys: Sequence[int | None] | None = None
) -> None:
    """Publish on the thread's stream, and that its row has changed on the board's. With keys both are locked."""
    stirred = Stirred(thread_id=thread.pk, new=isinstance(happened, ThreadStarted))
    publish_all([(happened, thread.stream), (stirred, thread.board.stream)], by=by.pk, at=now, keys=event_keys)


def take_back_answer(post: Post) -> None:
    """A post that no longer stands no longer answers."""
    thread = post.thread
    if thread.accepted_post_id == post.pk:
        thread.accepted_post = thread.accepted_at = thread.accepted_by = None
        thread.save(update_fields=["accepted_post", "accepted_at", "accepted_by"])
