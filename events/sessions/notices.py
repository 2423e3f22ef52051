"""Those who planned a session are told when it moves or is cancelled; who leaves the show gives back the seats."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.sessions import actions
from events.sessions.facts import SessionCancelled, SessionMoved
from events.sessions.models import Session
from events.shows.facts import Unregistered
from realtime.notices import NoticeKind, declare, declare_question, notify
from realtime.reactions import on
from realtime.streams import Event

declare_question(
    NoticeKind(
        "sessions.moved",
        label=gettext_lazy("A session in my schedule moves"),
        sentence=lambda p: _("“%(title)s” moves to %(on)s, %(at)s (%(zone)s), %(hall)s") % p,
    ),
    until={SessionMoved: "", SessionCancelled: ""},
)
declare(
    NoticeKind(
        "sessions.cancelled",
        label=gettext_lazy("A session in my schedule is cancelled"),
        sentence=lambda p: _("“%(title)s” is cancelled") % p,
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
    starts = session.starts_at.astimezone(session.show.zone)
    params = {
        "title": session.title,
        "on": starts.date().isoformat(),
        "at": f"{starts:%H:%M}",
        "zone": session.show.time_zone,
        "hall": session.hall.name,
    }
    members = session.plans.order_by("pk").values_list("member_id", flat=True)
    notify(members, kind=kind, event=event, params=params, path=session.get_absolute_url())
