from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.sessions.facts import SessionCancelled, SessionMoved, SessionScheduled
from events.sessions.models import Session
from ground.places.zones import zone_named
from ground.ui.moments import in_words
from realtime.tellings import Scene, by_field, tells

MOVED: Final = "sessions.moved"
CANCELLED: Final = "sessions.cancelled"
AGENDA: Final = "agenda"
"""What is said aloud to whoever has the agenda of the show open."""
Params = Mapping[str, Any]

SESSION: Final = Scene(
    of=by_field("session_id"),
    rows=Session.objects.all,
    key="pk",
    fields={"pk": "pk", "title": "title", "show": "show__name"},
    shaped=lambda row: {"url": reverse("events:session", args=[row["pk"]])},
)


def moved(p: Params) -> str:
    if "starts" not in p:  # told before moments were kept
        return _("“%(title)s” moves to %(on)s, %(at)s (%(zone)s), %(hall)s") % p
    words = {**p, "when": _when(p, "starts", "ends"), "was": _when(p, "was_from", "was_until")}
    if words["when"] == words["was"]:
        return _("“%(title)s” moves from %(was_in)s to %(hall)s. Still on %(when)s") % words
    if p["was_in"] in ("", p["hall"]):
        return _("“%(title)s” moves to %(when)s, %(hall)s. Before: %(was)s") % words
    return _("“%(title)s” moves to %(when)s, %(hall)s. Before: %(was)s, %(was_in)s") % words


def _cancelled(p: Params) -> str:
    if "starts" not in p:
        return _("“%(title)s” is cancelled") % p
    return _("“%(title)s” is cancelled. It was planned for %(when)s, %(hall)s") % {
        **p,
        "when": _when(p, "starts", "ends"),
    }


def _when(p: Params, starts: str, ends: str) -> str:
    until = datetime.fromisoformat(p[ends]) if p[ends] else None
    return in_words(datetime.fromisoformat(p[starts]), zone_named(p["zone"]), until)


tells(
    SessionScheduled,
    here=gettext_lazy("New on the agenda: %(title)s."),
    on=(AGENDA,),
    away=gettext_lazy("“%(title)s” is on the agenda of %(show)s"),
    icon="calendar-plus",
    scenes=(SESSION,),
)
tells(
    SessionMoved,
    here=gettext_lazy("%(title)s has moved."),
    on=(AGENDA,),
    away=gettext_lazy("“%(title)s” at %(show)s has moved"),
    to={MOVED: moved},
    icon="calendar-clock",
    scenes=(SESSION,),
)
tells(
    SessionCancelled,
    here=gettext_lazy("%(title)s is cancelled."),
    on=(AGENDA,),
    away=gettext_lazy("“%(title)s” at %(show)s is cancelled"),
    to={CANCELLED: _cancelled},
    icon="calendar-x",
    scenes=(SESSION,),
)
