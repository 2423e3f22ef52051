"""The search of the forums: one hit for each thread, narrowed by who, where and when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from ground.tables.pages import first_of
from ground.tables.worded import Worded
from ground.words import markdown, searching
from ground.words.folding import folded
from ground.words.searching import Asked
from network.directory.queries import index
from network.directory.queries.matching import matching
from network.directory.registry import Found
from network.forums.models import Board, Post, Thread
from network.forums.models.boards import seen_by
from network.members.models import Member, Viewer, someone
from network.members.registry import loading

PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for. Days are the reader's own; `thread` looks inside one, where each message is a hit."""

    words: str
    author: str = ""
    board: Board | None = None
    since: date | None = None
    until: date | None = None
    thread: Thread | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that holds the words, the newest of its thread, what it says there, and how many of the thread do."""

    post: Post
    count: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Hits:
    rows: Sequence[Hit] = field(default_factory=list)
    next_key: int = 0


def search(viewer: Viewer, asked: Search, limit: int = PAGE) -> Hits:
    """What the viewer reads and that holds all the words, the newest first."""
    words = searching.asked(asked.words)
    if not words:
        return Hits()
    page, last = first_of(_hits(limit + 1).objects(**index.question(Post, words), **_narrowing(viewer, asked)), limit)
    found = {post.pk: post for post in _POSTS.objects(keys=[hit for hit, _count in page])}
    rows = [Hit(found[hit], count, _excerpt(found[hit], words)) for hit, count in page]
    return Hits(rows, next_key=last[0] if last else 0)


def _excerpt(post: Post, words: list[Asked]) -> str:
    return searching.around(markdown.plain(post.html, markdown.LONGEST), words)


def _narrowing(viewer: Viewer, asked: Search) -> dict[str, Any]:
    """What the statement is asked with; None by what it is not narrowed."""
    return {
        "me": viewer.pk,
        "thread": asked.thread and asked.thread.pk,
        "board": asked.board and asked.board.pk,
        "authors": _called(asked.author) if asked.author else None,
        "since": asked.since and _begins(asked.since),
        "until": asked.until and _begins(asked.until + timedelta(days=1)),
        "before": asked.before or None,
    }


@cache
def _hits(limit: int) -> Worded[tuple[int, int]]:
    """The newest post of each thread, or each post where one thread is looked through; and how many there are."""

    def build(*, me: int | None, said: str, kind: int, before: int | None, **narrowing: Any) -> QuerySet[Any, Any]:
        viewer = AnonymousUser() if me is None else someone(me)
        posts = index.found_by(_narrowed(viewer, **narrowing), said, kind)
        keys: QuerySet[Any, Any] = posts.order_by().values("pk" if narrowing["thread"] else "thread_id")
        keys = keys.annotate(hit=Max("pk"), count=Count("pk"))
        if before:
            keys = keys.filter(hit__lt=before)
        return keys.order_by("-hit").values_list("hit", "count")[:limit]

    return Worded(build)


def _narrowed(
    viewer: Viewer,
    thread: int | None,
    board: int | None,
    authors: list[int] | None,
    since: datetime | None,
    until: datetime | None,
) -> QuerySet[Post]:
    # As `visible_to`, but asked of each post that holds the words, not of every thread there is.
    posts = Post.objects.filter(seen_by(viewer, "thread__board"), thread__removed_at=None).standing()
    if thread:
        posts = posts.filter(thread=thread)
    if board:
        posts = posts.filter(thread__board=board)
    if authors is not None:
        posts = posts.filter(author__in=authors)
    if since:
        posts = posts.filter(written_at__gte=since)
    if until:
        posts = posts.filter(written_at__lt=until)
    return posts


_POSTS: Final[Worded[Post]] = Worded(
    lambda keys: (
        Post.objects.filter(pk__in=keys).select_related("author", "thread__board").prefetch_related(*loading("author"))
    )
)


def _called(name: str) -> list[int]:
    """Members whose name holds these words: who wrote is named beside it, so whoever reads it may ask for them.

    Their headline and what they say of themselves is not looked at: that is for members alone.
    """
    wanted = searching.words(name)
    found = matching(Member.objects.all(), name).values_list("pk", "name")
    return [pk for pk, theirs in found if all(word in folded(theirs) for word in wanted)]


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())


def find_posts(member: Member, text: str, limit: int) -> list[Found]:
    """For the search over everything."""
    return [
        Found(
            title=hit.post.thread.title,
            url=hit.post.get_absolute_url(),
            note=f"{hit.post.author.name}: {hit.excerpt}",
            icon="message-square-quote" if hit.post.number > 1 else "messages-square",
        )
        for hit in search(member, Search(text), limit).rows
    ]


def all_found(text: str) -> str:
    """Where all that is found in the forums is shown."""
    return f"{reverse('network:forum-search')}?{urlencode({'q': text})}"
