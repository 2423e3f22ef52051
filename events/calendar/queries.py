"""What stands in the feeds of events: a show's for everyone, a member's sessions, duty and agreed meetings."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from events.booths.models import Duty
from events.calendar.sources import CalendarSource, Entry, register
from events.sessions.models import Session
from events.shows.models import Show
from network.introductions.models import MeetingTime
from network.introductions.queries import agreed_with
from network.members.models import Member


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
    planned = Session.objects.planned_by(member).visible_to(member)
    return [_session_entry(session) for session in planned.for_list()]


def duty_entries(member: Member) -> list[Entry]:
    duties = Duty.objects.filter(member=member).select_related("booth__firm", "booth__hall", "booth__show")
    return [_duty_entry(duty) for duty in duties.order_by("starts_at", "pk")]


def meeting_entries(member: Member) -> list[Entry]:
    """The meetings agreed in the introductions that the member takes part in."""
    return [_meeting_entry(time, member) for time in agreed_with(member)]


def coming(entries: list[Entry], now: datetime) -> list[Entry]:
    """What is not over yet, the soonest first."""
    return sorted((entry for entry in entries if entry.ends > now), key=lambda entry: (entry.begins, entry.uid))


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


def _duty_entry(duty: Duty) -> Entry:
    booth = duty.booth
    return Entry(
        uid=f"duty-{duty.pk}",
        summary=_("On duty at %(firm)s") % {"firm": booth.firm.name},
        starts_at=duty.starts_at,
        ends_at=duty.ends_at,
        zone=booth.show.time_zone,
        location=f"{booth.place}, {booth.hall.name}, {booth.show.name}",
        url=booth.get_absolute_url(),
        changed_at=duty.changed_at,
        sequence=1 if duty.cancelled_at else 0,
        cancelled=duty.cancelled_at is not None,
    )


def _meeting_entry(time: MeetingTime, member: Member) -> Entry:
    """Whoever only arranged it is not taken up by it."""
    introduction = time.introduction
    sides = [side.member for side in introduction.sides.all()]
    others = ", ".join(str(other) for other in sides if other != member)
    return Entry(
        uid=f"meeting-{time.pk}",
        summary=_("Meeting: %(people)s") % {"people": others},
        description=introduction.blurb,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        zone=time.suggested_by.time_zone,
        url=reverse("network:conversation", args=[introduction.conversation_id]),
        changed_at=time.accepted_at or time.suggested_at,
        free=member not in (*sides, time.suggested_by, time.accepted_by),
    )


def _since_made(show: Show, at: datetime) -> int:
    """A number that rises with each change: whole seconds since the show was made."""
    return int((at - show.made_at).total_seconds())


register(CalendarSource("duty", duty_entries))
register(CalendarSource("meetings", meeting_entries))
register(CalendarSource("sessions", session_entries))
