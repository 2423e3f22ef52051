"""Reads shaped like the pages of applications."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet

from ground.tables.pages import behind, first_of
from ground.tables.worded import Worded
from ground.web import page_keys
from landings.applications.models import Application, Review
from landings.applications.models.applications import ApplicationQuerySet
from landings.applications.models.states import OPEN, State
from landings.applications.queries.eligibility import today_of
from landings.hosts.models import SlotOffer
from landings.programmes.models import Officer, Programme
from landings.programmes.rules import clock
from network.members.models import Member, someone
from network.organisations.models import Organisation

BOARD = 25
OFFERS = 40


@dataclass(frozen=True, slots=True)
class Deadline:
    """What the chosen start asks for. `latest` is the last day to apply; `earliest` the first start still in time."""

    latest: date | None
    earliest: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class Board:
    """One page of a programme's intake, the oldest first. `older` is the key of the next page."""

    rows: list[Application]
    counts: dict[str, int]
    older: str


def deadline_of(application: Application, now: datetime) -> Deadline | None:
    if application.programme.current is None:
        return None
    document, today = application.programme.current.document, today_of(application, now)
    starts_on = application.starts_on
    latest = clock.latest_day_to_apply(starts_on, document) if starts_on else None
    return Deadline(latest, clock.earliest_start(today, document), latest is not None and today > latest)


def firms_of(member: Member) -> list[Organisation]:
    """Firms the member may apply for."""
    firms = Organisation.objects.of(member).filter(kind=Organisation.Kind.FIRM, closed_at=None)
    return list(firms.order_by("folded_name", "pk"))


def applications_of(member: Member, limit: int = 50) -> list[Application]:
    """Those of the member's firms, the newest first."""
    return _mine(limit).objects(member=member.pk)


@cache
def _mine(limit: int) -> Worded[Any]:
    def rows(member: int) -> QuerySet[Application]:
        mine = Application.objects.of(someone(member)).select_related("programme", "firm", "stream")
        return mine.order_by("-created_at", "-pk")[:limit]

    return Worded(rows)


def offers_for(application: Application, member: Member) -> list[SlotOffer]:
    """Open offers in the country wanted that overlap the stay, for this programme or any; with those already ranked."""
    fitting = Q(programme=None) | Q(programme=application.programme_id)
    if application.target_country:
        fitting &= Q(site__country=application.target_country)
    if application.starts_on and application.ends_on:
        fitting &= Q(starts_on__lt=application.ends_on, ends_on__gt=application.starts_on)
    if application.stay_days:
        fitting &= Q(shortest_stay__lte=application.stay_days, longest_stay__gte=application.stay_days)
    ranked = Q(preferred_by__application=application)
    shown = SlotOffer.objects.visible_to(member).open().filter(fitting | ranked).for_list()
    return list(shown.order_by("site__city", "starts_on", "pk").distinct()[:OFFERS])


def board(programme: Programme, *, state: str = "", after: str = "") -> Board:
    """Open applications, or those of one state. The key is the moment of sending and the id."""
    counts = dict(_COUNTS.objects(programme=programme.pk))
    asked: dict[str, Any] = {
        "programme": programme.pk,
        "states": [str(one) for one in ([state] if state in State.values else OPEN)],
    }
    if place := page_keys.moment_and_key(after):
        asked |= {"at": place[0], "key": place[1]}
    found, last = first_of(_BOARD.objects(**asked), BOARD)
    older = page_keys.behind(last.submitted_at, last.pk) if last and last.submitted_at else ""
    return Board(found, counts, older)


def _sent(programme: int) -> ApplicationQuerySet:
    return Application.objects.filter(programme=programme, submitted_at__isnull=False)


def _board(
    programme: int, states: list[str], at: datetime | None = None, key: int | None = None
) -> QuerySet[Application]:
    """One page and one more."""
    rows = _with_reviews(_sent(programme).filter(state__in=states).for_list())
    return behind(rows, "submitted_at", None if at is None else (at, key or 0))[: BOARD + 1]


_COUNTS: Final = Worded(lambda programme: _sent(programme).order_by().values_list("state").annotate(n=Count("pk")))
_BOARD: Final = Worded(_board)


def queue(member: Member, limit: int = 50) -> list[Review]:
    """Applications that wait for this reviewer, the oldest first."""
    return _waiting(limit).objects(member=member.pk)


@cache
def _waiting(limit: int) -> Worded[Any]:
    def rows(member: int) -> QuerySet[Review]:
        waiting = Review.objects.filter(reviewer=member, submitted_at=None, conflict_at=None)
        shown = waiting.select_related("application__firm", "application__programme", "application__stream")
        return shown.filter(application__state__in=OPEN).order_by("assigned_at", "pk")[:limit]

    return Worded(rows)


def reviewed_by(member: Member, limit: int = 20) -> list[Review]:
    done = Review.objects.filter(reviewer=member, submitted_at__isnull=False)
    shown = done.select_related("application__firm", "application__programme")
    return list(shown.order_by("-submitted_at", "-pk")[:limit])


def programmes_worked_for(member: Member) -> list[Officer]:
    return _ROLES.objects(member=member.pk)


_ROLES: Final = Worded(
    lambda member: (
        Officer.objects.filter(member=member).select_related("programme").order_by("programme__folded_name", "pk")
    )
)


def _with_reviews(rows: QuerySet[Application]) -> QuerySet[Application]:
    standing = Q(reviews__conflict_at=None)
    return rows.annotate(
        reviews_asked=Count("reviews", filter=standing, distinct=True),
        reviews_in=Count("reviews", filter=standing & Q(reviews__submitted_at__isnull=False), distinct=True),
    ).order_by(F("submitted_at").asc(), "pk")
