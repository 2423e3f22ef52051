"""What moves on screen: a thread's posts on its page, its row in the list of its board."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from ground.web.policies import OWN, everyone, only
from network.forums import actions, queries
from network.forums.facts import (
    AnswerAccepted,
    AnswerWithdrawn,
    PostDeleted,
    PostEdited,
    PostHidden,
    PostRestored,
    ReactionChanged,
    Replied,
    Stirred,
    ThreadLocked,
    ThreadPinned,
    ThreadRemoved,
    ThreadRetitled,
    ThreadUnlocked,
    ThreadUnpinned,
)
from network.forums.live.drawing import post_html
from network.forums.live.rows import row_html
from network.forums.models import Board, Post, Report, Thread
from network.members.models import Member, Viewer
from network.members.queries import holding
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import Pair, StreamKind, register
from realtime.streams import Event

Rule = Callable[[int | None, int], bool]


def viewer(member_id: int | None) -> Viewer:
    """Who asks: the member, or a visitor where there is none, or none any more."""
    return Member.objects.filter(pk=member_id, is_active=True).first() or AnonymousUser()


def _reads_thread(member_id: int | None, stream_id: int) -> bool:
    return Thread.objects.visible_to(viewer(member_id)).filter(stream_id=stream_id).exists()


def _reads_board(member_id: int | None, stream_id: int) -> bool:
    return Board.objects.visible_to(viewer(member_id)).filter(stream_id=stream_id).exists()


def _hold_threads(pairs: Collection[Pair]) -> set[Pair]:
    return _holding(pairs, Thread.objects.filter(removed_at=None), "board__audience", _reads_thread)


def _hold_boards(pairs: Collection[Pair]) -> set[Pair]:
    return _holding(pairs, Board.objects.all(), "audience", _reads_board)


def _holding(pairs: Collection[Pair], those: QuerySet[Any], audience: str, rule: Rule) -> set[Pair]:
    found = those.filter(stream__in={stream for _member, stream in pairs}).values_list("stream_id", audience)
    everyone, members = set(), set()
    for stream, whose in found:
        if whose == Board.Audience.PUBLIC:
            everyone.add(stream)
        elif whose == Board.Audience.MEMBERS:
            members.add(stream)
    return holding(pairs, may_read=rule, everyone=everyone, members=members)


def _reads_report(member_id: int | None, stream_id: int) -> bool:
    return Report.objects.visible_to(viewer(member_id)).filter(stream_id=stream_id).exists()


def _seen(member_id: int, stream_id: int, seq: int) -> None:
    """The member has the thread open, and has seen it up to this event."""
    member, thread = Member.objects.get(pk=member_id), Thread.objects.get(stream=stream_id)
    actions.read_to(thread, by=member, number=queries.number_at(stream_id, seq), now=timezone.now())


register(
    StreamKind(
        "thread",
        may_read=_reads_thread,
        hold=_hold_threads,
        who=everyone(),
        presence=True,
        typing=True,
        seen=_seen,
    )
)
register(StreamKind("board", may_read=_reads_board, hold=_hold_boards, who=everyone(), presence=True))
register(StreamKind("report", may_read=_reads_report, who=only(member=OWN)))


def head_html(thread: Thread) -> str:
    """What stands above the posts: title, kind, whether answered or locked."""
    return render_to_string("network/forums/_head.html", {"thread": thread})


@pieces.shows_many(Replied, in_="thread")
def arrived(events: Sequence[Event]) -> dict[int, list[pieces.Piece]]:
    said = {event.pk: event.told.post_id for event in events}
    posts = {post.pk: post for post in queries.post_pieces(said.values())}
    return {pk: [_arrival(posts[post_id])] for pk, post_id in said.items()}


def _arrival(post: Post) -> pieces.Piece:
    return pieces.append(f"posts-{post.thread_id}", f"post-{post.pk}", post_html(post))


@pieces.shows(ReactionChanged, in_="thread")
def signed(event: Event) -> list[pieces.Piece]:
    return [_again(event.told.post_id)]


@pieces.shows(PostEdited, PostDeleted, PostHidden, PostRestored, in_="thread")
def changed(event: Event) -> list[pieces.Piece]:
    """The post, those that quote it, and the head: what no longer stands may have been the answer."""
    quotes = Post.objects.filter(quoted=event.told.post_id).order_by("number").values_list("pk", flat=True)
    return [*(_again(pk) for pk in (event.told.post_id, *quotes[:50])), _head(event.told.thread_id)]


@pieces.shows(AnswerAccepted, AnswerWithdrawn, in_="thread")
def answered(event: Event) -> list[pieces.Piece]:
    before = getattr(event.told, "before_id", None)
    return [*(_again(pk) for pk in (event.told.post_id, before) if pk), _head(event.told.thread_id)]


@pieces.shows(ThreadPinned, ThreadUnpinned, ThreadRetitled, ThreadRemoved, in_="thread")
def turned(event: Event) -> list[pieces.Piece]:
    return [_head(event.told.thread_id)]


@pieces.shows(ThreadLocked, ThreadUnlocked, in_="thread")
def shut(event: Event) -> list[pieces.Piece]:
    """Whether one may write now depends on who one is."""
    return [_head(event.told.thread_id), pieces.refresh(f"composer-{event.told.thread_id}")]


@pieces.shows(Stirred, in_="board")
def stirred(event: Event) -> list[pieces.Piece]:
    thread = Thread.objects.for_list().get(pk=event.told.thread_id)
    if thread.removed_at:
        return [pieces.remove(f"thread-{thread.pk}")]
    if event.told.new:
        return [pieces.append(f"arrived-{thread.board_id}", f"thread-{thread.pk}", row_html(queries.ThreadRow(thread)))]
    return [pieces.replace(f"thread-{thread.pk}", row_html(queries.ThreadRow(thread)))]


def _again(post_id: int) -> pieces.Piece:
    return pieces.replace(f"post-{post_id}", post_html(queries.post_piece(post_id)))


def _head(thread_id: int) -> pieces.Piece:
    thread = Thread.objects.select_related("board", "accepted_post").get(pk=thread_id)
    return pieces.replace(f"head-{thread_id}", head_html(thread))
