"""Who is told of a placement: firm and house, the programme's officers, and the commissioner named for it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from landings.placements.facts import (
    CommissionerNamed,
    LandingCancelled,
    LandingPlaced,
    LandingReturned,
    LandingStarted,
)
from landings.placements.models import Landing
from landings.programmes.models import Officer
from network.organisations.models import Membership
from network.organisations.rules import MANAGING
from realtime.notices import NoticeKind, declare, notify
from realtime.reactions import on
from realtime.streams import Event

PLACED = "placements.placed"
NAMED = "placements.commissioner"
CANCELLED = "placements.cancelled"
TURNED = "placements.turned"

declare(
    NoticeKind(
        PLACED,
        label=gettext_lazy("A placement is booked"),
        sentence=lambda p: _("%(firm)s lands at %(site)s: the desk is booked") % p,
    )
)
declare(
    NoticeKind(
        NAMED,
        label=gettext_lazy("I am named commissioner of a landing"),
        sentence=lambda p: _("You look after %(firm)s at %(site)s as trade commissioner") % p,
    )
)
declare(
    NoticeKind(
        CANCELLED,
        label=gettext_lazy("A placement is cancelled"),
        sentence=lambda p: _("The placement of %(firm)s at %(site)s was cancelled: %(reason)s") % p,
    )
)
declare(
    NoticeKind(
        TURNED,
        label=gettext_lazy("A stay begins or ends"),
        sentence=lambda p: (
            _("The stay of %(firm)s at %(site)s begins today") % p
            if p["what"] == "started"
            else _("The stay of %(firm)s at %(site)s is over") % p
        ),
        mail=False,
    )
)


@on(LandingPlaced)
def tell_placed(event: Event) -> None:
    landing = _landing(event)
    _notify(landing, [*_firm(landing), *_managers(landing), *_officers(landing)], PLACED, event)


@on(CommissionerNamed)
def tell_commissioner(event: Event) -> None:
    _notify(_landing(event), [event.told.member_id], NAMED, event)


@on(LandingCancelled)
def tell_cancelled(event: Event) -> None:
    landing = _landing(event)
    if event.stream_id == landing.stream_id:
        _notify(landing, _everybody(landing), CANCELLED, event, reason=landing.cancel_reason)


@on(LandingStarted)
def tell_started(event: Event) -> None:
    landing = _landing(event)
    _notify(landing, _everybody(landing), TURNED, event, what="started")


@on(LandingReturned)
def tell_returned(event: Event) -> None:
    landing = _landing(event)
    _notify(landing, _everybody(landing), TURNED, event, what="returned")


def _landing(event: Event) -> Landing:
    return Landing.objects.for_list().get(pk=event.told.landing_id)


def _notify(landing: Landing, people: list[int], kind: str, event: Event, **more: str) -> None:
    params: dict[str, Any] = {"firm": landing.firm.name, "site": landing.site.name, **more}
    notify(people, kind=kind, event=event, params=params, path=reverse("landings:landing", args=[landing.pk]))


def _everybody(landing: Landing) -> list[int]:
    named = [landing.commissioner_id] if landing.commissioner_id else []
    return [*_firm(landing), *_managers(landing), *_officers(landing), *named]


def _firm(landing: Landing) -> list[int]:
    return list(Membership.objects.filter(organisation=landing.firm_id).values_list("member_id", flat=True))


def _managers(landing: Landing) -> list[int]:
    rows = Membership.objects.filter(organisation=landing.host_id, role__in=MANAGING)
    return list(rows.values_list("member_id", flat=True))


def _officers(landing: Landing) -> list[int]:
    rows = Officer.objects.filter(programme=landing.programme_id, role=Officer.Role.OFFICER)
    return list(rows.values_list("member_id", flat=True))
