"""Following, for programs: what one follows, and following and no longer."""

from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema

from ground.web import page_keys
from ground.web.api import scopes
from ground.web.api.pages import Page, listed
from ground.web.api.routers import Router
from ground.web.policies import members
from network.following import actions, queries, rules
from network.following.models import Follow
from network.members.api import Named
from network.members.models import Member
from network.organisations.api import OrganisationRow
from network.organisations.models import Organisation

READ = scopes.declare("following:read", _("Read whom and what you follow"))
WRITE = scopes.declare("following:write", _("Follow, and no longer"))
router = Router("following")


class FollowOut(Schema):
    """One of the three: an organisation, a member, or a market by its code (ISO 3166-1)."""

    organisation: OrganisationRow | None
    member: Named | None
    market: str
    followed_at: datetime


class FollowingAsked(Schema):
    """`kind` is organisations, members or markets."""

    kind: Literal["organisations", "members", "markets"] = "organisations"
    after: str = ""


class StateOut(Schema):
    """Whether you follow it now."""

    following: bool


@router.reads("following", name="following", who=members(), scope=READ, answers=Page[FollowOut])
def following(request: HttpRequest, asked: Query[FollowingAsked]) -> dict[str, Any]:
    """What you follow of a kind, the newest first."""
    found = queries.followed(_me(request), asked.kind, before=page_keys.number(asked.after))
    return listed(request, [_said(one) for one in found.rows], found.next_key)


@router.writes(
    "organisations/{slug:slug}/follow",
    name="follow-organisation",
    who=members(),
    scope=WRITE,
    answers=StateOut,
    limited="step",
)
def follow_organisation(request: HttpRequest, slug: str) -> dict[str, bool]:
    """Follow an organisation: what it does is in your feed. A second time changes nothing."""
    actions.follow_organisation(_organisation(request, slug), by=_me(request), now=timezone.now())
    return {"following": True}


@router.writes(
    "organisations/{slug:slug}/unfollow",
    name="unfollow-organisation",
    who=members(),
    scope=WRITE,
    answers=StateOut,
    limited="step",
)
def unfollow_organisation(request: HttpRequest, slug: str) -> dict[str, bool]:
    """Follow it no longer."""
    actions.unfollow_organisation(_organisation(request, slug), by=_me(request))
    return {"following": False}


@router.writes(
    "members/{row:member_id}/follow",
    name="follow-member",
    who=members(),
    scope=WRITE,
    answers=StateOut,
    limited="step",
)
def follow_member(request: HttpRequest, member_id: int) -> dict[str, bool]:
    """Follow a member: what they say where you read is in your feed. They are not told."""
    actions.follow_member(_member(request, member_id), by=_me(request), now=timezone.now())
    return {"following": True}


@router.writes(
    "members/{row:member_id}/unfollow",
    name="unfollow-member",
    who=members(),
    scope=WRITE,
    answers=StateOut,
    limited="step",
)
def unfollow_member(request: HttpRequest, member_id: int) -> dict[str, bool]:
    """Follow them no longer."""
    actions.unfollow_member(_member(request, member_id), by=_me(request))
    return {"following": False}


@router.writes(
    "markets/{country}/follow",
    name="follow-market",
    who=members(),
    scope=WRITE,
    answers=StateOut,
    limited="step",
)
def follow_market(request: HttpRequest, country: str) -> dict[str, bool]:
    """Follow a market by its code (ISO 3166-1): what is new there is in your feed."""
    _must_be_a_market(country)
    actions.follow_market(country, by=_me(request), now=timezone.now())
    return {"following": True}


@router.writes(
    "markets/{country}/unfollow",
    name="unfollow-market",
    who=members(),
    scope=WRITE,
    answers=StateOut,
    limited="step",
)
def unfollow_market(request: HttpRequest, country: str) -> dict[str, bool]:
    """Follow it no longer."""
    _must_be_a_market(country)
    actions.unfollow_market(country, by=_me(request))
    return {"following": False}


def _said(found: Follow) -> dict[str, Any]:
    return {
        "organisation": found.organisation,
        "member": found.followed,
        "market": str(found.country),
        "followed_at": found.followed_at,
    }


def _must_be_a_market(country: str) -> None:
    if not rules.is_market(country):
        raise Http404


def _organisation(request: HttpRequest, slug: str) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(request.user), slug=slug)


def _member(request: HttpRequest, member_id: int) -> Member:
    return get_object_or_404(Member.objects.visible_to(request.user), pk=member_id)


def _me(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
