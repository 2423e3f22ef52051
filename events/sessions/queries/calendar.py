"""What a show and its sessions put into calendars: a show's for everyone, a member's own plan."""

from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from events.sessions.models import Session
from events.shows.models import Show
from ground.tables.beside import Beside
from ground.tables.worded import Worded
from network.calendar.registry import Entry
from network.members.models import Member, someone


def show_entries(show: Show) -> list[Entry]:
    """The show's days, which block no time, and its sessions."""
    days = [
        Entry(
            uid=f"show-{show.pk}-{day.on:%Y%m%d}",
            summary=show.name,
            description=show.headline,
            starts_at=day.opens_at,
            ends_at=day.closes_at,
            zone=show.time_zone,
            url=show.get_absolute_url(),
            changed_at=show.changed_at,
            sequence=_since_made(show, show.changed_at),
            free=True,
            cancelled=show.closed_at is not None and day.opens_at > show.closed_at,
        )
        for day in show.days.all()
    ]
    return days + [_session_entry(session) for session in Session.objects.filter(show=show).for_list()]


def session_entries(member: Member) -> list[Entry]:
    """The sessions in a member's schedule. What was cancelled stays, and says so."""
    sessions = _PLANNED.objects(member=member.pk)
    _SPEAKERS.ask(sessions)()
    return [_session_entry(session) for session in sessions]


def _planned(member: int) -> QuerySet[Session]:
    planned = Session.objects.planned_by(someone(member)).visible_to(someone(member))
    return planned.select_related("show", "hall").order_by("starts_at", "pk")


_PLANNED: Final = Worded(_planned)
_SPEAKERS: Final = Beside(lambda: Session, "speakers", lambda rows: rows)


def _session_entry(session: Session) -> Entry:
    speakers = [f"{one.name}, {one.headline}" if one.headline else one.name for one in session.speakers.all()]
    said = [part for part in ("\n".join(speakers), session.about) if part]
    return Entry(
        uid=f"session-{session.pk}",
        summary=session.title,
        description="\n\n".join(said),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.show.time_zone,
        location=f"{session.hall.name}, {session.show.name}",
        url=session.get_absolute_url(),
        changed_at=session.changed_at,
        sequence=session.sequence,
        cancelled=session.cancelled_at is not None,
        categories=[session.get_kind_display()],
    )


def _since_made(show: Show, at: datetime) -> int:
    """A number that rises with each change: whole seconds since the show was made."""
    return int((at - show.made_at).total_seconds())
