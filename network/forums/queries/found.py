"""The search of the forums: one hit for each thread, narrowed by who, where and when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from ground.words import markdown, searching
from ground.words.folding import folded
from ground.words.searching import Asked
from network.directory import index
from network.directory.sources import Found
from network.directory.words import matching
from network.forums.models import Board, Post, Thread
from network.forums.models.boards import seen_by
from network.members.models import Member, Viewer

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
    posts = index.holding(_narrowed(viewer, asked), words)
    keys: QuerySet[Any, Any] = posts.order_by().values("pk" if asked.thread else "thread_id")
    keys = keys.annotate(hit=Max("pk"), count=Count("pk"))
    if asked.before:
        keys = keys.filter(hit__lt=asked.before)
    page = list(keys.order_by("-hit").values_list("hit", "count")[: limit + 1])
    found = Post.objects.select_related("author", "thread__board").in_bulk([hit for hit, _count in page[:limit]])
    rows = [Hit(found[hit], count, _excerpt(found[hit], words)) for hit, count in page[:limit]]
    return Hits(rows, next_key=page[limit - 1][0] if len(page) > limit else 0)


def _excerpt(post: Post, words: list[Asked]) -> str:
    return searching.around(markdown.plain(post.html, markdown.LONGEST), words)


def _narrowed(viewer: Viewer, asked: Search) -> QuerySet[Post]:
    # As `visible_to`, but asked of each post that holds the words, not of every thread there is.
    posts = Post.objects.filter(seen_by(viewer, "thread__board"), thread__removed_at=None).standing()
    if asked.thread:
        posts = posts.filter(thread=asked.thread)
    if asked.board:
        posts = posts.filter(thread__board=asked.board)
    if asked.author:
        posts = posts.filter(author__in=_called(asked.author))
    if asked.since:
        posts = posts.filter(written_at__gte=_begins(asked.since))
    if asked.until:
        posts = posts.filter(written_at__lt=_begins(asked.until + timedelta(days=1)))
    return posts


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
