"""Who is told: watchers of a reply, the named of a mention, who answered of the acceptance, moderators of a report.

And when it is taken back: what is deleted, hidden, edited away or closed to its reader is no notice any more.
"""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.forums import queries
from network.forums.facts import (
    AnswerAccepted,
    AnswerWithdrawn,
    BoardChanged,
    Listed,
    PostDeleted,
    PostEdited,
    PostHidden,
    PostReported,
    PostRestored,
    Replied,
    ReportClosed,
    ThreadRemoved,
    ThreadStarted,
    Unlisted,
)
from network.forums.models import BoardFollow, BoardLevel, BoardMute, Post, ReadMark, Report, Thread, ThreadFollow
from network.forums.tellings import ANSWER, MENTION, REPLY, REPORT, STARTED
from network.organisations.facts import StaffJoined, StaffLeft
from realtime.jobs.handlers import on
from realtime.notices import Notice, NoticeKind, declare, notify, reconsider
from realtime.streams import Event

Level = ThreadFollow.Level

declare(
    NoticeKind(
        REPLY,
        label=_("A reply in a thread I watch"),
        says=queries.words_of_posts,
    )
)
declare(
    NoticeKind(
        MENTION,
        label=_("I am mentioned in a thread"),
        says=queries.words_of_posts,
    )
)
declare(
    NoticeKind(
        ANSWER,
        label=_("My reply is accepted as the answer"),
        says=queries.words_of_posts,
    )
)
declare(
    NoticeKind(
        STARTED,
        label=_("A new thread on a board I follow"),
        says=queries.words_of_posts,
        mail=False,
    )
)
declare(
    NoticeKind(
        REPORT,
        label=_("A post on a board I moderate is reported"),
        says=queries.words_of_reports,
    )
)


@on(ThreadStarted, Replied, PostEdited)
def tell_named(event: Event) -> None:
    """Whoever the post names, unless they mute the thread or its board, or read that no longer, or have read the post
    as it came.
    """
    post = _standing(event)
    if post is None:
        return
    edited = event.told.version if isinstance(event.told, PostEdited) else None
    named = post.mentions.filter(version=edited or 1).exclude(member__in=_those(post, Level.MUTE))
    named = named.exclude(member__in=_mute_board(post))
    if edited is None:
        named = named.exclude(member__in=_have_read(post))
    allowed = post.thread.board.readers().filter(pk__in=named.values("member_id"))
    _notify(allowed.values_list("pk", flat=True), MENTION, event, post)


@on(Replied)
def tell_watchers(event: Event) -> None:
    """Whoever watches the thread, or its board, has not read the reply yet, and is not told of a mention already."""
    post = _standing(event)
    if post is None:
        return
    of_board = BoardFollow.objects.filter(board=post.thread.board, level=BoardLevel.WATCH)
    # What somebody has chosen for the thread itself goes before what they have chosen for its board.
    chosen = ThreadFollow.objects.filter(thread=post.thread_id).exclude(level=Level.WATCH)
    watching = Q(pk__in=_those(post, Level.WATCH)) | Q(pk__in=of_board.values("member_id"))
    watchers = post.thread.board.readers().filter(watching).exclude(pk__in=chosen.values("member_id"))
    watchers = watchers.exclude(pk__in=_mute_board(post))
    unnamed = watchers.exclude(pk__in=post.mentions.values("member_id"))
    _notify(unnamed.exclude(pk__in=_have_read(post)).values_list("pk", flat=True), REPLY, event, post)


@on(ThreadStarted)
def tell_followers(event: Event) -> None:
    """Whoever follows the board, for first posts or for all."""
    post = _standing(event)
    if post is None:
        return
    board = post.thread.board
    following = board.readers().filter(pk__in=BoardFollow.objects.filter(board=board).values("member_id"))
    unnamed = following.exclude(pk__in=post.mentions.values("member_id"))
    _notify(unnamed.values_list("pk", flat=True), STARTED, event, post)


@on(AnswerAccepted)
def tell_answerer(event: Event) -> None:
    post = _standing(event)
    if post is not None:
        _notify([post.author_id], ANSWER, event, post)


@on(PostReported)
def tell_moderators(event: Event) -> None:
    report = Report.objects.select_related("post__thread__board").get(pk=event.told.report_id)
    if report.closed_at:
        return
    people = queries.moderators_of_board(report.board_id)
    path = f"{reverse('network:forum-reports')}#report-{report.pk}"
    notify(people, kind=REPORT, event=event, params={"thread": report.post.thread.title}, path=path)


@on(PostEdited, PostDeleted, PostHidden, PostRestored, AnswerAccepted, AnswerWithdrawn)
def take_back_of_post(event: Event) -> None:
    """Of the post, and of the one that was the answer before it."""
    told = {event.told.post_id, getattr(event.told, "before_id", None)} - {None}
    paths = [reverse("network:post", args=[key]) for key in sorted(told)]
    reconsider(Notice.objects.filter(event__stream=event.stream_id, path__in=paths), now=event.at)


@on(ThreadRemoved, ReportClosed)
def take_back_of_stream(event: Event) -> None:
    reconsider(Notice.objects.filter(event__stream=event.stream_id), now=event.at)


@on(BoardChanged, Listed, Unlisted)
def take_back_of_board(event: Event) -> None:
    """Of what waits there: who reads or moderates the board may have changed."""
    threads = Thread.objects.filter(board__stream=event.stream_id).values("stream_id")
    reports = Report.objects.filter(board__stream=event.stream_id).values("stream_id")
    here = Q(event__stream__in=threads) | Q(event__stream__in=reports)
    reconsider(Notice.objects.filter(here, read_at=None), now=event.at)


@on(StaffJoined, StaffLeft)
def take_back_of_staff(event: Event) -> None:
    """Who belongs to an organisation reads the boards that list it."""
    waiting = Notice.objects.filter(recipient=event.told.member_id, read_at=None, kind__startswith="forums.")
    reconsider(waiting, now=event.at)


def _standing(event: Event) -> Post | None:
    """The post that the event is about, if its words can still be read."""
    posts = Post.objects.standing().filter(thread__removed_at=None)
    return posts.select_related("author", "thread__board").filter(pk=event.told.post_id).first()


def _those(post: Post, level: str) -> Any:
    return ThreadFollow.objects.filter(thread=post.thread_id, level=level).values("member_id")


def _mute_board(post: Post) -> Any:
    return BoardMute.objects.filter(board=post.thread.board_id).values("member_id")


def _have_read(post: Post) -> Any:
    """Who had it on screen as it came."""
    return ReadMark.objects.filter(thread=post.thread_id, number__gte=post.number).values("member_id")


def _notify(people: Any, kind: str, event: Event, post: Post) -> None:
    who = post.thread.accepted_by if kind == ANSWER and post.thread.accepted_by else post.author
    params = {"who": who.name, "thread": post.thread.title, "board": post.thread.board.name}
    about = f"thread-{post.thread_id}"
    notify(people, kind=kind, event=event, params=params, path=post.get_absolute_url(), about=about)
