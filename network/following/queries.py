"""What a member follows, who follows, and how many; and what of it the feed's sources are made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from ground.places.countries import country_name
from ground.tables import pages
from network.following import rules
from network.following.models import Follow, FollowQuerySet
from network.members.models import Member, Viewer
from network.members.registry import loading
from network.organisations.models import Organisation

PAGE: Final = 30
ORGANISATIONS: Final = "organisations"
MEMBERS: Final = "members"
MARKETS: Final = "markets"
FOLLOWERS: Final = "followers"


@dataclass(frozen=True, slots=True)
class Followers:
    """How many follow a thing, and whether the reader does. `may` follow it at all: nobody follows themselves."""

    count: int
    mine: bool
    may: bool = True


@dataclass(frozen=True, slots=True)
class Market:
    code: str
    name: str
    mine: bool


def followers_of_organisation(organisation: Organisation, viewer: Viewer) -> Followers:
    return _followers(Follow.objects.filter(organisation=organisation), viewer)


def followers_of_member(member: Member, viewer: Viewer) -> Followers:
    return _followers(Follow.objects.filter(followed=member), viewer)


def market_of(country: str, viewer: Viewer) -> Market | None:
    """The market of a chosen country, for whoever can follow it."""
    if not viewer.is_authenticated or not rules.is_market(country):
        return None
    mine = Follow.objects.by(viewer.pk).of_markets().filter(country=country).exists()
    return Market(country, country_name(country), mine)


def _followers(rows: FollowQuerySet, viewer: Viewer) -> Followers:
    counted = rows.by_those_here().aggregate(
        everybody=Count("pk"), mine=Count("pk", filter=Q(member_id=viewer.pk or 0))
    )
    return Followers(counted["everybody"], bool(counted["mine"]), viewer.is_authenticated)


def followed_organisations(member: Member) -> QuerySet[Any, Any]:
    """Their keys, as a subquery."""
    return Follow.objects.by(member.pk).of_organisations().values("organisation_id")


def followed_members(member: Member) -> QuerySet[Any, Any]:
    return Follow.objects.by(member.pk).of_members().values("followed_id")


def followed_markets(member: Member) -> QuerySet[Any, Any]:
    """Codes of countries."""
    return Follow.objects.by(member.pk).of_markets().values("country")


@dataclass(frozen=True, slots=True)
class Followed:
    """A page of one kind, with the key after which the next begins, or 0."""

    rows: list[Follow]
    next_key: int


@dataclass(frozen=True, slots=True)
class Counts:
    organisations: int
    members: int
    markets: int
    followers: int


_LISTS: Final[dict[str, Callable[[Member], FollowQuerySet]]] = {
    ORGANISATIONS: lambda me: Follow.objects.by(me.pk).of_organisations().select_related("organisation"),
    MEMBERS: lambda me: (
        Follow.objects.by(me.pk).of_members().select_related("followed").prefetch_related(*loading("followed"))
    ),
    MARKETS: lambda me: Follow.objects.by(me.pk).of_markets(),
    FOLLOWERS: lambda me: (
        Follow.objects.filter(followed=me).by_those_here().select_related("member").prefetch_related(*loading("member"))
    ),
}
KINDS: Final = tuple(_LISTS)


def followed(me: Member, kind: str, *, before: int | None = None) -> Followed:
    """What the member follows of a kind, or who follows them; the newest first."""
    rows = pages.older_than(_LISTS[kind](me), before).order_by("-pk")
    found, last = pages.page_of(rows, PAGE)
    return Followed(found, last.pk if last else 0)


def counts_of(me: Member) -> Counts:
    """In one statement; a follow that leads to nobody any more is not counted."""
    mine, here = Q(member=me), Q(followed__is_active=True, followed__confirmed_at__isnull=False)
    follower = Q(followed=me, member__is_active=True, member__confirmed_at__isnull=False)
    counted = Follow.objects.filter(mine | Q(followed=me)).aggregate(
        organisations=Count("pk", filter=mine & Q(organisation__isnull=False, organisation__closed_at=None)),
        members=Count("pk", filter=mine & here),
        markets=Count("pk", filter=mine & Q(organisation=None, followed=None)),
        followers=Count("pk", filter=follower),
    )
    return Counts(**counted)
