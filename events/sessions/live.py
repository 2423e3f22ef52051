"""What moves in a session, and the session as a room for its chat."""

from collections.abc import Collection

from events.chats.live import register_room
from events.chats.rules import Room
from events.sessions import facts, rules
from events.sessions.models import Session
from events.sessions.tellings import AGENDA
from events.shows.live import open_streams, viewer
from events.shows.models import seen_by_all
from ground.web.policies import members
from network.members.models import Viewer
from network.members.queries import holding
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import Pair, StreamKind, register
from realtime.streams import Event
from realtime.tellings import lines


def _sees_session(member_id: int | None, stream_id: int) -> bool:
    return member_id is not None and _find(viewer(member_id), stream_id) is not None


def _hold(pairs: Collection[Pair]) -> set[Pair]:
    return holding(pairs, may_read=_sees_session, members=open_streams(Session.objects, pairs))


def _find(seer: Viewer, stream_id: int) -> Session | None:
    seen = Session.objects.visible_to(seer).select_related("stream", "hall", "show__organiser")
    return seen.filter(stream_id=stream_id).first()


def _keeps(seer: Viewer, room: Room) -> bool:
    return isinstance(room, Session) and rules.is_host(seer, room)


def _named(stream_id: int, present: Collection[int]) -> set[int]:
    """The speakers, and the visitors who chose at the door to be seen by everyone."""
    session = Session.objects.get(stream_id=stream_id)
    speakers = session.speakers.filter(member_id__in=present).values_list("member_id", flat=True)
    return {*speakers, *seen_by_all(session.show_id, present)}


register(
    StreamKind("session", may_read=_sees_session, hold=_hold, who=members(), presence=True, typing=True, named=_named)
)
register_room("session", find=_find, keeps=_keeps)


@pieces.shows(facts.SessionScheduled, facts.SessionChanged, facts.SessionMoved, facts.SessionCancelled, in_="show")
def agenda_changed(event: Event) -> list[pieces.Piece]:
    """Everyone sees an agenda of their own: what they planned is marked."""
    session = Session.objects.get(pk=event.told.session_id)
    return [pieces.refresh(f"{what}-{session.show_id}") for what in ("agenda", "coming", "show-desk")]


@pieces.shows(facts.SessionScheduled, facts.SessionMoved, facts.SessionCancelled, in_="show")
def agenda_said(event: Event) -> list[pieces.Piece]:
    return [pieces.say(line.text) for line in lines([event], on=AGENDA)]


@pieces.shows(
    facts.SessionChanged,
    facts.SessionMoved,
    facts.SessionCancelled,
    facts.SessionPlanned,
    facts.SessionUnplanned,
    in_="session",
)
def session_changed(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh(f"session-head-{event.told.session_id}")]
