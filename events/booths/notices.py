"""Staff are told of the duty they are given."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.booths.facts import DutyCancelled, DutyGiven
from events.booths.models import Duty
from ground.places.zones import zone_named
from realtime.face.moments import in_words
from realtime.notices import NoticeKind, declare, declare_question, notify
from realtime.reactions import on
from realtime.streams import Event

declare_question(
    NoticeKind(
        "booths.duty",
        label=gettext_lazy("I am given duty at a booth"),
        sentence=lambda p: _given(p),
    ),
    until={DutyCancelled: "duty_id"},
)
declare(
    NoticeKind(
        "booths.duty_cancelled",
        label=gettext_lazy("My duty at a booth is cancelled"),
        sentence=lambda p: _taken(p),
    )
)


@on(DutyGiven)
def tell_of_duty(event: Event) -> None:
    _tell(event, "booths.duty")


@on(DutyCancelled)
def tell_of_freedom(event: Event) -> None:
    _tell(event, "booths.duty_cancelled")


def _tell(event: Event, kind: str) -> None:
    duty = Duty.objects.select_related("booth__firm", "booth__show").get(pk=event.told.duty_id)
    booth = duty.booth
    params = {
        "firm": booth.firm.name,
        "starts": duty.starts_at.isoformat(),
        "ends": duty.ends_at.isoformat(),
        "zone": booth.show.time_zone,
    }
    notify([duty.member_id], kind=kind, event=event, params=params, path=booth.get_absolute_url())


def _given(p: dict[str, str]) -> str:
    if "starts" not in p:  # told before moments were kept
        return _("You are on duty at %(firm)s on %(on)s, %(from)s to %(to)s (%(zone)s)") % p
    return _("You are on duty at %(firm)s: %(when)s") % {**p, "when": _when(p)}


def _taken(p: dict[str, str]) -> str:
    if "starts" not in p:
        return _("You are free on %(on)s, %(from)s to %(to)s: duty at %(firm)s is cancelled") % p
    return _("You are free: duty at %(firm)s is cancelled, %(when)s") % {**p, "when": _when(p)}


def _when(p: dict[str, str]) -> str:
    starts, ends = (datetime.fromisoformat(p[name]) for name in ("starts", "ends"))
    return in_words(starts, zone_named(p["zone"]), ends)
