"""The agenda, and a member's own schedule with its conflicts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from events.booths.models import Duty
from events.sessions.models import Session, SessionPlan
from events.shows.models import Show
from events.shows.queries import Booked, books
from ground.tables.worded import Worded
from network.members.models import Member, Viewer


@dataclass(frozen=True, slots=True)
class Row:
    """A session on the agenda. `clashes` name what else the viewer means to do then."""

    session: Session
    planned: bool
    is_on: bool
    is_over: bool
    seats_taken: int
    clashes: list[str] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return self.session.capacity is not None and self.seats_taken >= self.session.capacity


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day by the show's clock."""

    on: date
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Plans:
    """What a member means to do at a show: sessions, and duty at booths."""

    sessions: list[Session]
    duties: list[Duty]

    def ids(self) -> set[int]:
        return {session.pk for session in self.sessions}

    def clashing_with(self, session: Session) -> list[str]:
        if session.cancelled_at:
            return []
        talks = [other.title for other in self.sessions if other.pk != session.pk and _overlap(other, session)]
        return talks + [duty.booth.firm.name for duty in self.duties if _overlap(duty, session)]


def plans_of(viewer: Viewer, show: Show) -> Plans:
    if not viewer.is_authenticated:
        return Plans([], [])
    planned = SessionPlan.objects.filter(member_id=viewer.pk, session__show=show, session__cancelled_at=None)
    duties = Duty.objects.standing().filter(member_id=viewer.pk, booth__show=show).select_related("booth__firm")
    rows = planned.select_related("session").order_by("session__starts_at", "session")
    return Plans([row.session for row in rows], list(duties.order_by("starts_at", "pk")))


def agenda_of(show: Show, viewer: Viewer, now: datetime, *, only_mine: bool = False) -> list[AgendaDay]:
    """The sessions of a show by day. What overlaps is marked on what the viewer planned."""
    plans = plans_of(viewer, show)
    sessions = Session.objects.filter(show=show)
    if only_mine:
        sessions = sessions.filter(pk__in=SessionPlan.objects.filter(member_id=viewer.pk or 0).values("session"))
    rows = [row_of(session, plans, now) for session in sessions.for_list()]
    return days_of(rows, show.zone)


def row_of(session: Session, plans: Plans, now: datetime) -> Row:
    planned = session.pk in plans.ids()
    return Row(
        session=session,
        planned=planned,
        is_on=session.is_on(now),
        is_over=session.ends_at <= now,
        seats_taken=getattr(session, "seats_taken", 0),
        clashes=plans.clashing_with(session) if planned else [],
    )


def days_of(rows: Sequence[Row], zone: ZoneInfo) -> list[AgendaDay]:
    by_day = groupby(rows, key=lambda row: row.session.starts_at.astimezone(zone).date())
    return [AgendaDay(on, list(those)) for on, those in by_day]


def on_stage(show: Show, now: datetime) -> dict[int, Session]:
    """Hall → the session that has its stage now."""
    now_on = Session.objects.filter(show=show, cancelled_at=None, starts_at__lte=now, ends_at__gt=now)
    return {session.hall_id: session for session in now_on.for_list()}


def next_in(show: Show, now: datetime, limit: int = 4) -> list[Session]:
    ahead = Session.objects.filter(show=show, cancelled_at=None, starts_at__gt=now)
    return list(ahead.for_list()[:limit])


def ahead_in(show: Show, now: datetime, limit: int) -> list[Session]:
    """What is on now and what comes after it, without who speaks."""
    return _ahead(limit).objects(show=show.pk, now=now)


@lru_cache(maxsize=64)
def _ahead(limit: int) -> Worded[Any]:
    def rows(show: int, now: datetime) -> QuerySet[Session]:
        ahead = Session.objects.filter(show=show, cancelled_at=None, ends_at__gt=now)
        return ahead.select_related("show", "hall").order_by("starts_at", "pk")[:limit]

    return Worded(rows)


def told_of_move(was: Session, session: Session, by: Member) -> int:
    """How many have planned a session that moved from where it was; none where it stays. One is not told by oneself."""
    if (was.starts_at, was.ends_at, was.hall_id) == (session.starts_at, session.ends_at, session.hall_id):
        return 0
    return session.plans.exclude(member=by).count()


def _overlap(one: Session | Duty, other: Session) -> bool:
    return one.starts_at < other.ends_at and one.ends_at > other.starts_at


@books
def booked(show: Show) -> list[Booked]:
    standing = Session.objects.filter(show=show, cancelled_at=None).order_by("starts_at", "pk")
    return [Booked(f"“{one.title}”", one.starts_at, one.ends_at) for one in standing]
