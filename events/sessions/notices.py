"""Those who planned a session are told when it moves or is cancelled; who leaves the show gives back the seats."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.sessions import actions
from events.sessions.facts import SessionCancelled, SessionMoved
from events.sessions.models import Session
from events.shows.facts import Unregistered
from events.shows.models import Hall
from ground.places.zones import zone_named
from realtime.face.moments import in_words
from realtime.notices import NoticeKind, declare, declare_question, notify
from realtime.reactions import on
from realtime.streams import Event

declare_question(
    NoticeKind(
        "sessions.moved",
        label=gettext_lazy("A session in my schedule moves"),
        sentence=lambda p: _moved(p),
    ),
    until={SessionMoved: "", SessionCancelled: ""},
)
declare(
    NoticeKind(
        "sessions.cancelled",
        label=gettext_lazy("A session in my schedule is cancelled"),
        sentence=lambda p: _cancelled(p),
    )
)


@on(SessionMoved)
def tell_of_the_move(event: Event) -> None:
    _tell(event, "sessions.moved")


@on(SessionCancelled)
def tell_of_the_end(event: Event) -> None:
    _tell(event, "sessions.cancelled")


@on(Unregistered)
def give_seats_back(event: Event) -> None:
    if event.actor is not None:
        actions.give_back_all(event.told.show_id, member_id=event.actor, now=event.at)


def _tell(event: Event, kind: str) -> None:
    if event.stream.kind != "session":  # the same fact is in the show's stream: it is told of once
        return
    session = Session.objects.select_related("show", "hall").get(pk=event.told.session_id)
    params = {
        "title": session.title,
        "hall": session.hall.name,
        "starts": session.starts_at.isoformat(),
        "ends": session.ends_at.isoformat(),
        "zone": session.show.time_zone,
        **(_former(event.told) if isinstance(event.told, SessionMoved) else {}),
    }
    members = session.plans.order_by("pk").values_list("member_id", flat=True)
    notify(members, kind=kind, event=event, params=params, path=session.get_absolute_url())


def _former(moved: SessionMoved) -> dict[str, str]:
    hall = Hall.objects.filter(pk=moved.from_hall_id).first()
    return {"was_from": moved.from_at, "was_until": moved.from_until, "was_in": hall.name if hall else ""}


def _moved(p: dict[str, str]) -> str:
    if "starts" not in p:  # told before moments were kept
        return _("“%(title)s” moves to %(on)s, %(at)s (%(zone)s), %(hall)s") % p
    words = {**p, "when": _when(p, "starts", "ends"), "was": _when(p, "was_from", "was_until")}
    if words["when"] == words["was"]:
        return _("“%(title)s” moves from %(was_in)s to %(hall)s. Still on %(when)s") % words
    if p["was_in"] in ("", p["hall"]):
        return _("“%(title)s” moves to %(when)s, %(hall)s. Before: %(was)s") % words
    return _("“%(title)s” moves to %(when)s, %(hall)s. Before: %(was)s, %(was_in)s") % words


def _cancelled(p: dict[str, str]) -> str:
    if "starts" not in p:
        return _("“%(title)s” is cancelled") % p
    return _("“%(title)s” is cancelled. It was planned for %(when)s, %(hall)s") % {
        **p,
        "when": _when(p, "starts", "ends"),
    }


def _when(p: dict[str, str], starts: str, ends: str) -> str:
    until = datetime.fromisoformat(p[ends]) if p[ends] else None
    return in_words(datetime.fromisoformat(p[starts]), zone_named(p["zone"]), until)
