"""What network brings to the feed: boards, threads, introductions, organisations and connections of one's own,
and what one follows.
"""

from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from network.connections.facts import ConnectionMade
from network.connections.models import Circle
from network.feed.registry import FeedSource
from network.following.queries import followed_markets, followed_members, followed_organisations
from network.following.tellings import you_follow, you_follow_the_market
from network.forums.facts import AnswerAccepted, Replied, ThreadStarted
from network.forums.models import Thread, ThreadFollow
from network.introductions.facts import IntroductionAgreed, IntroductionClosed, TimeAccepted, TimeSuggested
from network.introductions.models import Introduction
from network.members.models import Member
from network.organisations.facts import (
    OrganisationOpened,
    PageChanged,
    RoleChanged,
    ServicesChanged,
    StaffJoined,
    StaffLeft,
)
from network.organisations.models import Organisation

Streams = QuerySet[Any, Any]


def _on_followed_boards(member: Member) -> Streams:
    return Thread.objects.visible_to(member).filter(board__follows__member=member).values("stream_id")


def _watched(member: Member) -> Streams:
    watching = ThreadFollow.objects.filter(member=member, level=ThreadFollow.Level.WATCH)
    heard = Thread.objects.visible_to(member).heard_by(member.pk)
    return heard.filter(pk__in=watching.values("thread_id")).values("stream_id")


def _introductions(member: Member) -> Streams:
    """What a side answered alone is told to nobody here."""
    return Introduction.objects.visible_to(member).exclude(agreed_at=None).values("stream_id")


def _organisations(member: Member) -> Streams:
    return Organisation.objects.visible_to(member).of(member).values("stream_id")


def _circle(member: Member) -> Streams:
    """Whom one is connected with is told to the two alone."""
    return Circle.objects.filter(member=member).values("stream_id")


def _followed_organisations(member: Member) -> Streams:
    return Organisation.objects.visible_to(member).filter(pk__in=followed_organisations(member)).values("stream_id")


def _said_by_followed(member: Member) -> Q:
    """What they wrote where the reader reads: each event's thread is looked up, rather than all threads gathered."""
    readable = Thread.objects.visible_to(member).heard_by(member.pk).filter(stream=OuterRef("stream"))
    return Q(actor__in=followed_members(member)) & Q(Exists(readable))


def _followed_markets(member: Member) -> Streams:
    return Organisation.objects.visible_to(member).filter(country__in=followed_markets(member)).values("stream_id")


SOURCES: Final = (
    FeedSource("boards", (ThreadStarted, AnswerAccepted), _on_followed_boards, _("You follow the board")),
    FeedSource("threads", (Replied,), _watched, _("You watch the thread")),
    FeedSource(
        "introductions",
        (IntroductionAgreed, TimeSuggested, TimeAccepted, IntroductionClosed),
        _introductions,
        _("You are in this introduction"),
    ),
    FeedSource(
        "organisations",
        (StaffJoined, StaffLeft, RoleChanged, PageChanged, ServicesChanged),
        _organisations,
        _("You belong to it"),
    ),
    FeedSource("connections", (ConnectionMade,), _circle, _("It is about you")),
    FeedSource(
        "followed organisations",
        (PageChanged, ServicesChanged, StaffJoined),
        _followed_organisations,
        you_follow("organisation"),
    ),
    FeedSource("followed members", (ThreadStarted, Replied), events_of=_said_by_followed, why=you_follow("who")),
    FeedSource("followed markets", (OrganisationOpened,), _followed_markets, you_follow_the_market),
)
