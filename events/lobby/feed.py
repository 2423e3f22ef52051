"""What the feed tells of shows: to those registered, to the staff of booths, to the organiser's people."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.booths.facts import BoothAssigned
from events.booths.models import Booth, BoothStaff
from events.sessions.facts import SessionCancelled, SessionMoved, SessionScheduled
from events.sessions.models import Session
from events.shows.facts import ShowAnnounced, ShowClosed, ShowOpened
from events.shows.models import Registration, Show
from network.feed.sources import FeedSource, Line
from network.members.models import Member
from realtime.streams import Event


def _streams_of(member: Member) -> Iterable[int]:
    registered = Registration.objects.filter(member=member).values("show")
    exhibits = BoothStaff.objects.filter(member=member).values("booth__show")
    organises = Show.objects.organised_by(member).values("pk")
    here = Q(pk__in=registered) | Q(pk__in=exhibits) | Q(pk__in=organises)
    return Show.objects.visible_to(member).filter(here).values_list("stream_id", flat=True)


def _lines(events: list[Event]) -> dict[int, Line]:
    shows = {row.stream_id: row for row in Show.objects.filter(stream__in={event.stream_id for event in events})}
    sessions = Session.objects.in_bulk(
        {event.payload["session_id"] for event in events if "session_id" in event.payload}
    )
    keys = {event.payload["booth_id"] for event in events if "booth_id" in event.payload}
    booths = Booth.objects.filter(pk__in=keys, withdrawn_at=None).select_related("firm").in_bulk()
    found = {}
    for event in events:
        session, booth = sessions.get(event.payload.get("session_id", 0)), booths.get(event.payload.get("booth_id", 0))
        found[event.pk] = _line(event.fact, shows[event.stream_id], session, booth)
    return {key: line for key, line in found.items() if line}


def _line(fact: str, show: Show, session: Session | None, booth: Booth | None) -> Line | None:
    if booth:
        words = {"firm": booth.firm.name, "show": show.name}
        return Line(_("%(firm)s has a booth at %(show)s") % words, booth.get_absolute_url(), icon="store")
    if session:
        return _session_line(fact, show, session)
    said = {
        "show.announced": _("%s is announced"),
        "show.opened": _("%s is open: come in"),
        "show.closed": _("%s has closed; all that was shown stays to be read"),
    }
    return Line(said[fact] % show.name, show.get_absolute_url(), icon="store") if fact in said else None


def _session_line(fact: str, show: Show, session: Session) -> Line | None:
    said = {
        "session.scheduled": (_("“%(title)s” is on the agenda of %(show)s"), "calendar-plus"),
        "session.moved": (_("“%(title)s” at %(show)s has moved"), "calendar-clock"),
        "session.cancelled": (_("“%(title)s” at %(show)s is cancelled"), "calendar-x"),
    }
    text, icon = said[fact]
    return Line(text % {"title": session.title, "show": show.name}, session.get_absolute_url(), icon=icon)


source = FeedSource(
    name="shows",
    facts=(ShowAnnounced, ShowOpened, ShowClosed, SessionScheduled, SessionMoved, SessionCancelled, BoothAssigned),
    streams_of=_streams_of,
    lines=_lines,
    why=gettext_lazy("You are at this show"),
)
