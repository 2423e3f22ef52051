"""What stands beside a desk: the member's places, what is under way, when they are on duty."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from events.booths.models import Duty
from ground.tables.worded import Worded
from landings.placements.models import Landing
from landings.programmes.models import FundYear, Officer, Programme
from network.members.models import Member, someone
from network.organisations.models import Membership

LANDINGS = 8
DUTIES = 5


@dataclass(frozen=True, slots=True)
class Beside:
    """The member's memberships and the kinds of these houses, the programmes run, the funds paid from, landings under
    way, duties to come."""

    memberships: list[Membership]
    kinds: set[str]
    programmes: list[Programme]
    funds: list[FundYear]
    landings: list[Landing]
    duties: list[Duty]


def beside(member: Member, *, now: datetime) -> Beside:
    memberships, roles = _MEMBERSHIPS.objects(me=member.pk), _ROLES.objects(me=member.pk)
    return Beside(
        memberships=memberships,
        kinds={one.organisation.kind for one in memberships},
        programmes=[role.programme for role in roles if role.role != Officer.Role.FINANCE],
        funds=_funds([role.programme_id for role in roles if role.role == Officer.Role.FINANCE], now),
        landings=_LANDINGS.objects(me=member.pk),
        duties=_DUTIES.objects(me=member.pk, now=now),
    )


def _memberships(me: int) -> QuerySet[Membership]:
    open_houses = Membership.objects.filter(member=me, organisation__closed_at=None)
    return open_houses.select_related("organisation").order_by("organisation__folded_name", "pk")


def _roles(me: int) -> QuerySet[Officer]:
    own = Officer.objects.filter(member=me).select_related("programme")
    return own.order_by("programme__folded_name", "programme_id")


def _landings(me: int) -> QuerySet[Landing]:
    under_way = Landing.objects.visible_to(someone(me)).standing().filter(closed_at=None)
    return under_way.select_related("firm", "site").order_by("-starts_on", "-pk")[:LANDINGS]


def _duties(me: int, now: datetime) -> QuerySet[Duty]:
    own = Duty.objects.filter(member=me, ends_at__gt=now).standing().select_related("booth__firm", "booth__show")
    return own.order_by("starts_at", "pk")[:DUTIES]


_MEMBERSHIPS: Final = Worded(_memberships)
_ROLES: Final = Worded(_roles)
_LANDINGS: Final = Worded(_landings)
_DUTIES: Final = Worded(_duties)


def _funds(programmes: list[int], now: datetime) -> list[FundYear]:
    """Nothing is asked for who pays nothing."""
    if not programmes:
        return []
    rows = FundYear.objects.filter(programme__in=programmes, expires_on__gt=now.date()).select_related("programme")
    return list(rows.order_by("programme__folded_name", "year"))
