"""What happens to a session."""

from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact
from realtime.tellings import told_to_nobody


@fact("session.scheduled")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionScheduled:
    session_id: int


@fact("session.changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChanged:
    """Its words changed, not its time or place."""

    session_id: int


@fact("session.moved")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionMoved:
    """It is at another time or in another hall; `from_at` and `from_until` are when it was to be, in UTC."""

    session_id: int
    from_at: str
    from_until: str = ""
    from_hall_id: int = 0


@fact("session.cancelled")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCancelled:
    session_id: int


@fact("session.planned")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlanned:
    session_id: int


@fact("session.unplanned")
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionUnplanned:
    session_id: int


lets_see(SessionPlanned, SessionScheduled, SessionChanged, SessionUnplanned, SessionCancelled, public=("session_id",))
lets_see(SessionMoved, public=("session_id", "from_at", "from_until", "from_hall_id"))
told_to_nobody(SessionChanged, SessionPlanned, SessionUnplanned, because="the session's page shows how it is now")
