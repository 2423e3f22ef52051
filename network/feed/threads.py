"""What the forums bring to the feed: threads begun and answered on my boards, replies in threads that I watch."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.feed.sources import FeedSource, Line
from network.forums.facts import AnswerAccepted, Replied, ThreadStarted
from network.forums.models import Post, Thread, ThreadFollow
from network.members.models import Member
from realtime.streams import Event


def lines(events: list[Event]) -> dict[int, Line]:
    """A line for each event whose post can still be read."""
    told = {event.pk: event.told for event in events}
    posts = Post.objects.standing().filter(pk__in={fact.post_id for fact in told.values()}, thread__removed_at=None)
    found = {post.pk: post for post in posts.select_related("author", "thread__board")}
    return {pk: _line(fact, found[fact.post_id]) for pk, fact in told.items() if fact.post_id in found}


def _line(fact: Any, post: Post) -> Line:
    said: dict[type[Any], tuple[str, str]] = {
        ThreadStarted: (_("%(who)s started “%(thread)s” on %(board)s"), "messages-square"),
        Replied: (_("%(who)s replied in “%(thread)s”"), "reply"),
        AnswerAccepted: (_("%(who)s has the accepted answer to “%(thread)s”"), "circle-check"),
    }
    sentence, icon = said[type(fact)]
    words = {"who": post.author.name, "thread": post.thread.title, "board": post.thread.board.said_name}
    return Line(text=sentence % words, url=post.get_absolute_url(), who=post.author, quote=post.excerpt, icon=icon)


def on_followed_boards(member: Member) -> Iterable[int]:
    return Thread.objects.visible_to(member).filter(board__follows__member=member).values_list("stream_id", flat=True)


def watched(member: Member) -> Iterable[int]:
    watching = ThreadFollow.objects.filter(member=member, level=ThreadFollow.Level.WATCH)
    seen = Thread.objects.visible_to(member).filter(pk__in=watching.values("thread_id"))
    return seen.values_list("stream_id", flat=True)


boards = FeedSource(
    name="boards",
    facts=(ThreadStarted, AnswerAccepted),
    streams_of=on_followed_boards,
    lines=lines,
    why=gettext_lazy("You follow the board"),
)
replies = FeedSource(
    name="threads", facts=(Replied,), streams_of=watched, lines=lines, why=gettext_lazy("You watch the thread")
)
