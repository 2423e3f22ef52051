"""Connections, for programs: whom one knows, which requests wait, and what one does about them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema, Status

from ground.tables.pages import page_of
from ground.web import page_keys
from ground.web.api import keys, problems, scopes
from ground.web.api.pages import Page, listed
from ground.web.api.routers import Router
from ground.web.policies import members
from network.connections import actions, queries
from network.connections.forms import ConnectForm
from network.connections.models import MemberConnection
from network.connections.queries import Known
from network.connections.queries.lists import PAGE
from network.connections.rules import tie_of
from network.members.api import Named
from network.members.models import Member

READ = scopes.declare("connections:read", _("Read your connections, and the requests to connect"))
WRITE = scopes.declare("connections:write", _("Ask to connect, answer, and disconnect"))
router = Router("connections")


class ConnectionOut(Schema):
    """`met` says where the two met: show, introduction, forum, elsewhere or not_yet; `met_words` which, or where."""

    member: Named
    connected_at: datetime
    met: str
    met_words: str

    @staticmethod
    def resolve_connected_at(known: Known) -> datetime | None:
        return known.found.connected_at

    @staticmethod
    def resolve_met(known: Known) -> str:
        return known.found.met

    @staticmethod
    def resolve_met_words(known: Known) -> str:
        return known.found.met_words


class RequestOut(Schema):
    """A request that stands, and the member at its other end."""

    id: int
    member: Named
    reason: str
    met: str
    met_words: str
    asked_at: datetime
    lapses_at: datetime


class SuggestionOut(Schema):
    """Somebody you may want to connect with: `score` of a hundred, and `why` in words, what weighs most first."""

    member: Named
    score: float
    why: list[str]


class TieOut(Schema):
    """What stands between you and a member: none, asked (by you), asks (they do) or connected."""

    member: int
    tie: str


class ConnectionsAsked(Schema):
    """`q`: part of a name. `order` is newest or name."""

    q: str = ""
    order: Literal["newest", "name"] = "newest"
    after: str = ""


class RequestsAsked(Schema):
    """`to` is me (they wait for your answer) or them (you have asked)."""

    to: Literal["me", "them"] = "me"
    after: str = ""


class ConnectIn(Schema):
    reason: str = ""
    met: str = ""
    met_words: str = ""


@router.reads("connections", name="connections", who=members(), scope=READ, answers=Page[ConnectionOut])
def connections(request: HttpRequest, asked: Query[ConnectionsAsked]) -> dict[str, Any]:
    """Your connections, the newest first or by name."""
    found = queries.connections_of(_me(request), text=asked.q, order=asked.order, after=asked.after)
    return listed(request, found.rows, found.next_key)


@router.reads("connections/requests", name="connection-requests", who=members(), scope=READ, answers=Page[RequestOut])
def requests(request: HttpRequest, asked: Query[RequestsAsked]) -> dict[str, Any]:
    """Requests that stand, the newest first. One of yours that was declined stands as long as silence would."""
    me, before, now = _me(request), page_keys.number(asked.after), timezone.now()
    rows = queries.requests_to if asked.to == "me" else queries.requests_by
    found, last = page_of(rows(me, now=now, before=before), PAGE)
    return listed(request, [_said(one, me) for one in found], last.pk if last else 0)


@router.reads("connections/suggestions", name="suggestions", who=members(), scope=READ, answers=list[SuggestionOut])
def suggestions(request: HttpRequest) -> list[queries.Suggestion]:
    """Some you may want to connect with, the best first. Whoever was put off, or was asked, is not among them."""
    return queries.suggestions_for(_me(request), now=timezone.now())


@router.writes(
    "members/{row:member_id}/connection",
    name="connect",
    who=members(),
    scope=WRITE,
    answers={201: TieOut},
    limited="connect",
)
def connect(request: HttpRequest, member_id: int, said: ConnectIn) -> Status[dict[str, Any]]:
    """Ask a member to connect. Where they have asked you, it is a yes."""
    me, other, now = _me(request), _seen(request, member_id), timezone.now()
    form = ConnectForm({**said.dict(), "key": keys.key_of(request)})
    if not form.is_valid():
        raise problems.refused(form)
    made = actions.ask(other.pk, by=me, now=now, **form.cleaned_data)
    return Status(201, _tie(made, me, other, now))


@router.writes(
    "members/{row:member_id}/connection/accept",
    name="accept-connection",
    who=members(),
    scope=WRITE,
    answers=TieOut,
    limited="step",
)
def accept(request: HttpRequest, member_id: int) -> dict[str, Any]:
    """Say yes to their request; a second time changes nothing."""
    return _do(request, member_id, actions.accept)


@router.writes(
    "members/{row:member_id}/connection/decline",
    name="decline-connection",
    who=members(),
    scope=WRITE,
    answers=TieOut,
    limited="step",
)
def decline(request: HttpRequest, member_id: int) -> dict[str, Any]:
    """Say no to their request. They are not told."""
    return _do(request, member_id, actions.decline)


@router.writes(
    "members/{row:member_id}/connection/withdraw",
    name="withdraw-connection",
    who=members(),
    scope=WRITE,
    answers=TieOut,
    limited="step",
)
def withdraw(request: HttpRequest, member_id: int) -> dict[str, Any]:
    """Take your request back. You can ask the same member again 90 days after you asked."""
    return _do(request, member_id, actions.withdraw)


@router.writes(
    "members/{row:member_id}/connection/end",
    name="disconnect",
    who=members(),
    scope=WRITE,
    answers=TieOut,
    limited="step",
)
def disconnect(request: HttpRequest, member_id: int) -> dict[str, Any]:
    """End the connection. They are not told."""
    return _do(request, member_id, actions.disconnect)


def _do(request: HttpRequest, member_id: int, act: Callable[..., MemberConnection]) -> dict[str, Any]:
    me, other, now = _me(request), _seen(request, member_id), timezone.now()
    return _tie(act(other.pk, by=me, now=now), me, other, now)


def _tie(found: MemberConnection, me: Member, other: Member, now: datetime) -> dict[str, Any]:
    return {"member": other.pk, "tie": tie_of(found, me.pk, now=now).value}


def _said(found: MemberConnection, me: Member) -> dict[str, Any]:
    names = ("reason", "met", "met_words", "asked_at", "lapses_at")
    other = found.asked if found.asked_by_id == me.pk else found.asked_by
    return {"id": found.pk, "member": other, **{name: getattr(found, name) for name in names}}


def _seen(request: HttpRequest, member_id: int) -> Member:
    return get_object_or_404(Member.objects.visible_to(request.user), pk=member_id)


def _me(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
