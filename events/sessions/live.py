"""What moves in a session, and the session as a room for its chat."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from events.chats import rooms
from events.sessions import facts, rules
from events.sessions.models import Session
from events.shows.live import open_streams, viewer
from events.shows.models import seen_by_all
from network.members.models import Viewer
from network.members.queries import holding
from realtime import live
from realtime.access import members
from realtime.streams import Event


def _sees_session(member_id: int | None, stream_id: int) -> bool:
    return member_id is not None and _find(viewer(member_id), stream_id) is not None


def _hold(pairs: Collection[live.Pair]) -> set[live.Pair]:
    return holding(pairs, may_read=_sees_session, members=open_streams(Session.objects, pairs))


def _find(seer: Viewer, stream_id: int) -> Session | None:
    seen = Session.objects.visible_to(seer).select_related("stream", "hall", "show__organiser")
    return seen.filter(stream_id=stream_id).first()


def _is_host(seer: Viewer, room: rooms.Room) -> bool:
    return isinstance(room, Session) and rules.is_host(seer, room)


def _named(stream_id: int, present: Collection[int]) -> set[int]:
    """The speakers, and the visitors who chose at the door to be seen by everyone."""
    session = Session.objects.get(stream_id=stream_id)
    speakers = session.speakers.filter(member_id__in=present).values_list("member_id", flat=True)
    return {*speakers, *seen_by_all(session.show_id, present)}


live.register(
    live.StreamKind(
        "session", may_read=_sees_session, hold=_hold, who=members(), presence=True, typing=True, named=_named
    )
)
rooms.declare(rooms.RoomKind("session", find=_find, is_host=_is_host))


@live.shows(facts.SessionScheduled, facts.SessionChanged, facts.SessionMoved, facts.SessionCancelled, in_="show")
def agenda_changed(event: Event) -> list[live.Piece]:
    """Everyone sees an agenda of their own: what they planned is marked."""
    session = Session.objects.get(pk=event.told.session_id)
    return [live.refresh(f"{what}-{session.show_id}") for what in ("agenda", "coming", "show-desk")]


@live.shows(facts.SessionScheduled, facts.SessionMoved, facts.SessionCancelled, in_="show")
def agenda_said(event: Event) -> list[live.Piece]:
    title = Session.objects.values_list("title", flat=True).get(pk=event.told.session_id)
    return [live.say(_words_of(event.told) % {"title": title})]


def _words_of(told: object) -> str:
    match told:
        case facts.SessionScheduled():
            return _("New on the agenda: %(title)s.")
        case facts.SessionMoved():
            return _("%(title)s has moved.")
        case _:
            return _("%(title)s is cancelled.")


@live.shows(
    facts.SessionChanged,
    facts.SessionMoved,
    facts.SessionCancelled,
    facts.SessionPlanned,
    facts.SessionUnplanned,
    in_="session",
)
def session_changed(event: Event) -> list[live.Piece]:
    return [live.refresh(f"session-head-{event.told.session_id}")]
