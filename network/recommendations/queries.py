"""Recommendations as the pages of the two, and a member's own page, show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ground.tables import pages
from network.dealings import queries as dealings
from network.dealings.models import Dealing
from network.dealings.queries import Did
from network.members.models import Member
from network.recommendations import rules
from network.recommendations.models import Recommendation, RecommendationQuerySet, State

PAGE: Final = 20
ON_A_PAGE: Final = 20
ABOUT: Final = "about"
BY: Final = "by"


@dataclass(frozen=True, slots=True)
class Shown:
    """A recommendation as one of the two sees it, with what they may do."""

    found: Recommendation
    state: State
    did: Did
    is_mine: bool
    may_write: bool
    may_decline: bool
    may_withdraw: bool
    may_show: bool
    may_keep: bool
    may_ask_change: bool

    @property
    def other(self) -> Member:
        return self.found.about if self.is_mine else self.found.by


def shown_to(member: Member, found: Recommendation, *, now: datetime) -> Shown:
    return Shown(
        found=found,
        state=rules.state_for(member, found),
        did=dealings.told(found.dealing),
        is_mine=rules.is_writer(member, found),
        may_write=rules.may_write(member, found, now=now),
        may_decline=rules.may_decline(member, found),
        may_withdraw=rules.may_withdraw(member, found),
        may_show=rules.may_show(member, found),
        may_keep=rules.may_keep(member, found),
        may_ask_change=rules.may_ask_change(member, found, now=now),
    )


def listed(me: Member, which: str, *, now: datetime, before: int | None = None) -> tuple[list[Shown], int]:
    """Those about the member or by them, the newest first, with the key after which the next begin, or 0.

    What was withdrawn is gone for both.
    """
    rows = _which(me, which).for_list()
    found, last = pages.page_of(pages.older_than(rows, before).order_by("-pk"), PAGE)
    return [shown_to(me, one, now=now) for one in found], last.pk if last else 0


def counts_of(me: Member) -> dict[str, int]:
    return {which: _which(me, which).count() for which in (ABOUT, BY)}


def _which(me: Member, which: str) -> RecommendationQuerySet:
    rows = Recommendation.objects.here().filter(withdrawn_at=None)
    # A request that was declined is off the writer's list; who asked sees it stand.
    return rows.filter(about=me) if which == ABOUT else rows.filter(by=me, declined_at=None)


def of_member(member: Member) -> list[tuple[Recommendation, Did]]:
    """What a member's page shows, the newest first."""
    rows = Recommendation.objects.shown().filter(about=member).for_list().order_by("-shown_at", "-pk")[:ON_A_PAGE]
    return [(found, dealings.told(found.dealing)) for found in rows]


def dealings_to_recommend(writer: Member, about: Member, *, now: datetime) -> list[Dealing]:
    """What the writer may still recommend the other for; what they have written of already is not among it."""
    open_ones = [one for one in dealings.shared(writer, about) if rules.may_be_recommended(one, writer, now=now)]
    written = Recommendation.objects.filter(by=writer, about=about, written_at__isnull=False, withdrawn_at=None)
    done = set(written.values_list("dealing_id", flat=True)) if open_ones else set()
    return [one for one in open_ones if one.pk not in done]


def dealings_to_ask_for(asker: Member, writer: Member, *, now: datetime) -> list[Dealing]:
    """What the other could recommend the asker for, and was not asked to."""
    open_ones = dealings_to_recommend(writer, asker, now=now)
    asked = Recommendation.objects.filter(by=writer, about=asker, asked_at__isnull=False)
    done = set(asked.values_list("dealing_id", flat=True)) if open_ones else set()
    return [one for one in open_ones if one.pk not in done]


def dealings_with(me: Member, other: Member, *, now: datetime) -> list[dict[str, Any]]:
    """For programs: each with what it was, and what the reader may do about it."""
    mine = {one.pk: one for one in dealings_to_recommend(me, other, now=now)}
    theirs = {one.pk: one for one in dealings_to_ask_for(me, other, now=now)}
    return [
        {"id": key, "did": dealings.told(one), "may_recommend": key in mine, "may_ask": key in theirs}
        for key, one in sorted((mine | theirs).items(), reverse=True)
    ]


def choices(found: list[Dealing]) -> list[tuple[int, str]]:
    """As a form offers them."""
    return [(one.pk, str(dealings.told(one))) for one in found]


def on_profile(member: Member, viewer: Member, now: datetime) -> dict[str, Any]:
    """What a member's page shows of it, and what the reader can do there."""
    own = member.pk == viewer.pk
    may_recommend = [] if own else dealings_to_recommend(viewer, member, now=now)
    may_ask = [] if own else dealings_to_ask_for(viewer, member, now=now)
    return {
        "member": member,
        "own": own,
        "rows": of_member(member),
        "may_recommend": bool(may_recommend),
        "may_ask": bool(may_ask),
    }
