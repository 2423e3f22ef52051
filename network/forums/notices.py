"""Who is told: watchers of a reply, the named of a mention, who answered of the acceptance, moderators of a report."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.forums.facts import AnswerAccepted, PostEdited, PostReported, Replied, ThreadStarted
from network.forums.models import BoardFollow, Listing, Post, ReadMark, Report, ThreadFollow
from network.organisations.models import Membership
from realtime.notices import NoticeKind, declare, notify
from realtime.reactions import on
from realtime.streams import Event

Level = ThreadFollow.Level

REPLY = "forums.reply"
MENTION = "forums.mention"
ANSWER = "forums.answer"
STARTED = "forums.started"
REPORT = "forums.report"

declare(
    NoticeKind(
        REPLY,
        label=gettext_lazy("A reply in a thread I watch"),
        sentence=lambda p: _("%(who)s replied in “%(thread)s”") % p,
    )
)
declare(
    NoticeKind(
        MENTION,
        label=gettext_lazy("I am mentioned in a thread"),
        sentence=lambda p: _("%(who)s mentioned you in “%(thread)s”") % p,
    )
)
declare(
    NoticeKind(
        ANSWER,
        label=gettext_lazy("My reply is accepted as the answer"),
        sentence=lambda p: _("%(who)s accepted your answer to “%(thread)s”") % p,
    )
)
declare(
    NoticeKind(
        STARTED,
        label=gettext_lazy("A new thread on a board I follow"),
        sentence=lambda p: _("%(who)s started “%(thread)s” on %(board)s") % p,
        mail=False,
    )
)
declare(
    NoticeKind(
        REPORT,
        label=gettext_lazy("A post on a board I moderate is reported"),
        sentence=lambda p: _("A message in “%(thread)s” is reported: please look at it") % p,
    )
)


@on(ThreadStarted, Replied, PostEdited)
def tell_named(event: Event) -> None:
    """Whoever the post names, unless they mute the thread or no longer read the board."""
    post = _standing(event)
    if post is None:
        return
    version = event.told.version if isinstance(event.told, PostEdited) else 1
    named = post.mentions.filter(version=version).exclude(member__in=_those(post, Level.MUTE))
    allowed = post.thread.board.readers().filter(pk__in=named.values("member_id"))
    _notify(allowed.values_list("pk", flat=True), MENTION, event, post)


@on(Replied)
def tell_watchers(event: Event) -> None:
    """Whoever watches the thread, has not read the reply yet, and is not told of a mention already."""
    post = _standing(event)
    if post is None:
        return
    watchers = post.thread.board.readers().filter(pk__in=_those(post, Level.WATCH))
    unnamed = watchers.exclude(pk__in=post.mentions.values("member_id"))
    have_read = ReadMark.objects.filter(thread=post.thread_id, number__gte=post.number)
    _notify(unnamed.exclude(pk__in=have_read.values("member_id")).values_list("pk", flat=True), REPLY, event, post)


@on(ThreadStarted)
def tell_followers(event: Event) -> None:
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
    listings = Listing.objects.filter(board=report.board_id).exclude(moderates_since=None)
    people = set(listings.exclude(member=None).values_list("member_id", flat=True))
    staffs = Membership.objects.filter(organisation__in=listings.values("organisation_id"))
    people |= set(staffs.values_list("member_id", flat=True))
    params = {"thread": report.post.thread.title}
    notify(
        people, kind=REPORT, event=event, params=params, path=f"{reverse('network:forum-reports')}#report-{report.pk}"
    )


def _standing(event: Event) -> Post | None:
    """The post that the event is about, if its words can still be read."""
    posts = Post.objects.standing().filter(thread__removed_at=None)
    return posts.select_related("author", "thread__board").filter(pk=event.told.post_id).first()


def _those(post: Post, level: str) -> Any:
    return ThreadFollow.objects.filter(thread=post.thread_id, level=level).values("member_id")


def _notify(people: Any, kind: str, event: Event, post: Post) -> None:
    who = post.thread.accepted_by if kind == ANSWER and post.thread.accepted_by else post.author
    params = {"who": who.name, "thread": post.thread.title, "board": post.thread.board.name}
    notify(people, kind=kind, event=event, params=params, path=post.get_absolute_url())
