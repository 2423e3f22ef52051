"""Recommendations, for programs: what members show, one's own, and what one does about them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema, Status

from ground.web import page_keys
from ground.web.api import scopes
from ground.web.api.pages import Page, listed
from ground.web.api.routers import Router
from ground.web.policies import OWN, members, only
from network.members.api import Named
from network.members.models import Member
from network.recommendations import actions, queries
from network.recommendations.models import Recommendation
from network.recommendations.queries import Shown

READ = scopes.declare("recommendations:read", _("Read recommendations"))
WRITE = scopes.declare("recommendations:write", _("Recommend, ask for it, and say what your page shows"))
MINE = only(member=OWN)
ONE = "recommendations/{row:recommendation_id}"
router = Router("recommendations")


class DidOut(Schema):
    """What two did together: in words, for which organisations, on which day."""

    label: str
    organisations: list[str]
    on: date


class ShownOut(Schema):
    """A recommendation as a member's page shows it."""

    id: int
    by: Named
    words: str
    written_at: datetime
    did: DidOut


class RecommendationOut(Schema):
    """One of yours. `state` is asked, waiting (for the yes of whom it is about), shown, kept, declined or withdrawn."""

    id: int
    by: Named
    about: Named
    state: str
    words: str
    request: str
    change_wanted: str
    did: DidOut


class DealingOut(Schema):
    """What you and a member did together, and whether you may recommend them for it, or ask them to recommend you."""

    id: int
    did: DidOut
    may_recommend: bool
    may_ask: bool


class ListAsked(Schema):
    """`which` is about (you) or by (you)."""

    which: Literal["about", "by"] = "about"
    after: str = ""


class RecommendIn(Schema):
    dealing: int = 0
    words: str = ""


class AskIn(Schema):
    dealing: int = 0
    request: str = ""


class WordsIn(Schema):
    words: str = ""


class ChangeIn(Schema):
    wanted: str = ""


@router.reads("recommendations", name="recommendations", who=members(), scope=READ, answers=Page[RecommendationOut])
def recommendations(request: HttpRequest, asked: Query[ListAsked]) -> dict[str, Any]:
    """Those about you or by you, the newest first, with what is asked for."""
    before = page_keys.number(asked.after)
    rows, next_key = queries.listed(_me(request), asked.which, now=timezone.now(), before=before)
    return listed(request, [_said(one) for one in rows], next_key)


@router.reads(ONE, name="recommendation", who=MINE, scope=READ, answers=RecommendationOut)
def recommendation(request: HttpRequest, recommendation_id: int) -> dict[str, Any]:
    """One of yours."""
    return _said(queries.shown_to(_me(request), _of(request, recommendation_id), now=timezone.now()))


@router.reads(
    "members/{row:member_id}/recommendations",
    name="member-recommendations",
    who=members(),
    scope=READ,
    answers=list[ShownOut],
)
def of_member(request: HttpRequest, member_id: int) -> list[dict[str, Any]]:
    """What a member's page shows, the newest first."""
    return [
        {"id": found.pk, "by": found.by, "words": found.words, "written_at": found.written_at, "did": did}
        for found, did in queries.of_member(_seen(request, member_id))
    ]


@router.reads(
    "members/{row:member_id}/dealings", name="shared-dealings", who=members(), scope=READ, answers=list[DealingOut]
)
def dealings(request: HttpRequest, member_id: int) -> list[dict[str, Any]]:
    """What you and a member did together, where one of you may speak of it."""
    me, other, now = _me(request), _seen(request, member_id), timezone.now()
    return queries.dealings_with(me, other, now=now)


@router.writes(
    "members/{row:member_id}/recommendations",
    name="recommend",
    who=members(),
    scope=WRITE,
    answers={201: RecommendationOut},
    limited="connect",
)
def recommend(request: HttpRequest, member_id: int, said: RecommendIn) -> Status[dict[str, Any]]:
    """Recommend a member, of a dealing. They read it first; the same words again change nothing."""
    me, now = _me(request), timezone.now()
    other = _seen(request, member_id)
    made = actions.write(other.pk, by=me, dealing_id=said.dealing, words=said.words, now=now)
    return Status(201, _said(queries.shown_to(me, made, now=now)))


@router.writes(
    "members/{row:member_id}/recommendations/ask",
    name="ask-for-recommendation",
    who=members(),
    scope=WRITE,
    answers={201: RecommendationOut},
    limited="connect",
)
def ask(request: HttpRequest, member_id: int, said: AskIn) -> Status[dict[str, Any]]:
    """Ask a member to recommend you, of a dealing: once for each."""
    me, now = _me(request), timezone.now()
    other = _seen(request, member_id)
    made = actions.ask(other.pk, by=me, dealing_id=said.dealing, request=said.request, now=now)
    return Status(201, _said(queries.shown_to(me, made, now=now)))


@router.writes(
    f"{ONE}/words", name="change-recommendation", who=MINE, scope=WRITE, answers=RecommendationOut, limited="post"
)
def change(request: HttpRequest, recommendation_id: int, said: WordsIn) -> dict[str, Any]:
    """Your words: those that were asked for, or others. Whom they are about reads them first."""
    return _do(request, recommendation_id, actions.change, words=said.words)


@router.writes(f"{ONE}/change", name="ask-for-change", who=MINE, scope=WRITE, answers=RecommendationOut, limited="post")
def ask_change(request: HttpRequest, recommendation_id: int, said: ChangeIn) -> dict[str, Any]:
    """Ask the writer for other words, once."""
    return _do(request, recommendation_id, actions.ask_change, wanted=said.wanted)


@router.writes(
    f"{ONE}/show", name="show-recommendation", who=MINE, scope=WRITE, answers=RecommendationOut, limited="step"
)
def show(request: HttpRequest, recommendation_id: int) -> dict[str, Any]:
    """Show it on your page."""
    return _do(request, recommendation_id, actions.show)


@router.writes(
    f"{ONE}/keep", name="keep-recommendation", who=MINE, scope=WRITE, answers=RecommendationOut, limited="step"
)
def keep(request: HttpRequest, recommendation_id: int) -> dict[str, Any]:
    """Do not show it, or no longer. The writer is not told."""
    return _do(request, recommendation_id, actions.keep)


@router.writes(
    f"{ONE}/decline", name="decline-recommendation", who=MINE, scope=WRITE, answers=RecommendationOut, limited="step"
)
def decline(request: HttpRequest, recommendation_id: int) -> dict[str, Any]:
    """Do not write what you were asked for. They are not told."""
    return _do(request, recommendation_id, actions.decline)


@router.writes(
    f"{ONE}/withdraw", name="withdraw-recommendation", who=MINE, scope=WRITE, answers=RecommendationOut, limited="step"
)
def withdraw(request: HttpRequest, recommendation_id: int) -> dict[str, Any]:
    """Take your words back, or your request. Words are erased."""
    return _do(request, recommendation_id, actions.withdraw)


def _do(
    request: HttpRequest, recommendation_id: int, act: Callable[..., Recommendation], **said: str
) -> dict[str, Any]:
    me, now = _me(request), timezone.now()
    act(_of(request, recommendation_id).pk, by=me, now=now, **said)
    return _said(queries.shown_to(me, _of(request, recommendation_id), now=now))


def _said(shown: Shown) -> dict[str, Any]:
    names = ("by", "about", "words", "request", "change_wanted")
    told = {name: getattr(shown.found, name) for name in names}
    return {"id": shown.found.pk, "state": shown.state.value, "did": shown.did, **told}


def _of(request: HttpRequest, recommendation_id: int) -> Recommendation:
    rows = Recommendation.objects.visible_to(request.user).for_list()
    return get_object_or_404(rows, pk=recommendation_id)


def _seen(request: HttpRequest, member_id: int) -> Member:
    return get_object_or_404(Member.objects.visible_to(request.user), pk=member_id)


def _me(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
