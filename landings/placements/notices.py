"""Who is told of a placement: firm and house, the programme's officers, and the commissioner named for it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from landings.placements.facts import (
    CommissionerNamed,
    LandingCancelled,
    LandingPlaced,
    LandingReturned,
    LandingStarted,
)
from landings.placements.models import Landing
from landings.placements.tellings import CANCELLED, NAMED, PLACED, TURNED
from landings.programmes.models import Officer
from network.dealings import actions as dealings
from network.organisations.models import Membership
from network.organisations.rules import MANAGING
from realtime.jobs.handlers import on
from realtime.notices import NoticeKind, declare, notify
from realtime.streams import Event

declare(
    NoticeKind(
        PLACED,
        label=_("A placement is booked"),
    )
)
declare(
    NoticeKind(
        NAMED,
        label=_("I am named commissioner of a landing"),
    )
)
declare(
    NoticeKind(
        CANCELLED,
        label=_("A placement is cancelled"),
    )
)
declare(
    NoticeKind(
        TURNED,
        label=_("A stay begins or ends"),
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
    _notify(landing, _everybody(landing), TURNED, event)


@on(LandingReturned)
def tell_returned(event: Event) -> None:
    landing = _landing(event)
    _notify(landing, _everybody(landing), TURNED, event)


@on(LandingReturned)
def register_the_stay(event: Event) -> None:
    dealings.register("stay", event.told.landing_id)


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
