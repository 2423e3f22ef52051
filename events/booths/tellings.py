from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.booths.facts import BoothAssigned, DutyCancelled, DutyGiven
from events.booths.models import Booth
from ground.places.zones import zone_named
from ground.ui.moments import in_words
from realtime.tellings import Scene, by_field, tells

DUTY: Final = "booths.duty"
DUTY_CANCELLED: Final = "booths.duty_cancelled"
Params = Mapping[str, Any]

BOOTH: Final = Scene(
    of=by_field("booth_id"),
    rows=lambda: Booth.objects.filter(withdrawn_at=None),
    key="pk",
    fields={"pk": "pk", "firm": "firm__name", "show": "show__name"},
    shaped=lambda row: {"url": reverse("events:booth", args=[row["pk"]])},
)


def _given(p: Params) -> str:
    if "starts" not in p:  # told before moments were kept
        return _("You are on duty at %(firm)s on %(on)s, %(from)s to %(to)s (%(zone)s)") % p
    return _("You are on duty at %(firm)s: %(when)s") % {**p, "when": _when(p)}


def _taken(p: Params) -> str:
    if "starts" not in p:
        return _("You are free on %(on)s, %(from)s to %(to)s: duty at %(firm)s is cancelled") % p
    return _("You are free: duty at %(firm)s is cancelled, %(when)s") % {**p, "when": _when(p)}


def _when(p: Params) -> str:
    starts, ends = (datetime.fromisoformat(p[name]) for name in ("starts", "ends"))
    return in_words(starts, zone_named(p["zone"]), ends)


tells(BoothAssigned, away=gettext_lazy("%(firm)s has a booth at %(show)s"), icon="store", place=BOOTH)
tells(DutyGiven, to={DUTY: _given}, icon="calendar-plus")
tells(DutyCancelled, to={DUTY_CANCELLED: _taken}, icon="calendar-x")
