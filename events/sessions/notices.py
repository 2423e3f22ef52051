"""Those who planned a session are told when it moves or is cancelled; who leaves the show gives back the seats."""

from django.utils.translation import gettext_lazy as _

from events.sessions import actions
from events.sessions.facts import SessionCancelled, SessionMoved
from events.sessions.models import Session
from events.sessions.tellings import CANCELLED, MOVED, moved
from events.shows.facts import Unregistered
from events.shows.models import Hall
from realtime.jobs.handlers import on
from realtime.notices import NoticeKind, declare, declare_question, notify
from realtime.streams import Event

declare_question(
    NoticeKind(
        MOVED,
        label=_("A session in my schedule moves"),
    ),
    until={SessionMoved: "", SessionCancelled: ""},
)
declare(
    NoticeKind(
        CANCELLED,
        label=_("A session in my schedule is cancelled"),
    )
)


@on(SessionMoved)
def tell_of_the_move(event: Event) -> None:
    _tell(event, MOVED)


@on(SessionCancelled)
def tell_of_the_end(event: Event) -> None:
    _tell(event, CANCELLED)


@on(Unregistered)
def give_seats_back(event: Event) -> None:
    if event.actor is not None:
        actions.give_back_all(event.told.show_id, member_id=event.actor, now=event.at)


def _tell(event: Event, kind: str) -> None:
    if event.stream.kind != "session":  # the same fact is in the show's stream: it is told of once
        return
    session = Session.objects.select_related("show", "hall").get(pk=event.told.session_id)
    params = {**_params(session), **(_former(event.told) if isinstance(event.told, SessionMoved) else {})}
    members = session.plans.order_by("pk").values_list("member_id", flat=True)
    notify(members, kind=kind, event=event, params=params, path=session.get_absolute_url())


def move_in_words(was: Session, session: Session) -> str:
    """What those who planned it would be told."""
    former = {"was_from": was.starts_at.isoformat(), "was_until": was.ends_at.isoformat(), "was_in": was.hall.name}
    return moved({**_params(session), **former})


def _params(session: Session) -> dict[str, str]:
    return {
        "title": session.title,
        "hall": session.hall.name,
        "starts": session.starts_at.isoformat(),
        "ends": session.ends_at.isoformat(),
        "zone": session.show.time_zone,
    }


def _former(told: SessionMoved) -> dict[str, str]:
    hall = Hall.objects.filter(pk=told.from_hall_id).first()
    return {"was_from": told.from_at, "was_until": told.from_until, "was_in": hall.name if hall else ""}
