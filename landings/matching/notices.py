"""Who is told of a match: the firm and the house that it is proposed to, and the officers, of what came of it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from landings.applications.facts import ApplicationDecided, ApplicationWithdrawn
from landings.applications.models import Application
from landings.applications.models.states import State
from landings.matching.facts import (
    MatchConfirmed,
    MatchDeclined,
    MatchExpired,
    MatchFull,
    MatchPlaced,
    MatchProposed,
    MatchWithdrawn,
)
from landings.matching.models import Match
from landings.matching.tellings import CONFIRMED, ENDED, PROPOSED, TO_MATCH
from landings.programmes.models import Officer
from network.organisations.models import Membership
from network.organisations.rules import MANAGING
from realtime.jobs.handlers import on
from realtime.notices import BY_READER, NoticeKind, declare, declare_question, notify
from realtime.streams import Event

declare_question(
    NoticeKind(
        TO_MATCH,
        label=_("An accepted firm needs a place"),
    ),
    until={MatchProposed: "", ApplicationWithdrawn: ""},
)
declare_question(
    NoticeKind(
        PROPOSED,
        label=_("A place, or a firm, is proposed to me"),
    ),
    until={
        MatchConfirmed: BY_READER,
        **dict.fromkeys((MatchPlaced, MatchDeclined, MatchExpired, MatchWithdrawn, MatchFull), ""),
    },
)
declare(
    NoticeKind(
        CONFIRMED,
        label=_("The other side says yes to a proposal"),
        mail=False,
    )
)
declare(
    NoticeKind(
        ENDED,
        label=_("A proposal ends without a placement"),
    )
)


@on(ApplicationDecided)
def tell_officers_to_match(event: Event) -> None:
    application = Application.objects.select_related("firm").get(pk=event.told.application_id)
    if event.told.outcome != State.ACCEPTED or event.stream_id != application.stream_id:
        return
    path = reverse("landings:offers-for", args=[application.pk])
    officers = _officers(application.programme_id)
    notify(officers, kind=TO_MATCH, event=event, params={"firm": application.firm.name}, path=path)


@on(MatchProposed)
def ask_both(event: Event) -> None:
    match = _match(event)
    if match:
        _notify(match, [*_firm(match), *_managers(match)], PROPOSED, event)


@on(MatchConfirmed)
def tell_the_others(event: Event) -> None:
    match = _match(event)
    if match is None or match.placed_at or match.full_at:
        return
    others = _managers(match) if event.told.side == Match.Side.FIRM else _firm(match)
    people = [*others, *_officers(match.application.programme_id)]
    _notify(match, people, CONFIRMED, event, who=_side_name(match, event.told.side))


@on(MatchDeclined, MatchExpired, MatchWithdrawn, MatchFull)
def tell_the_end(event: Event) -> None:
    match = _match(event)
    if match is None:
        return
    how = _HOW[type(event.told)]
    people = [*_firm(match), *_managers(match), *_officers(match.application.programme_id)]
    _notify(match, people, ENDED, event, how=how, who=_side_name(match, match.declined_side))


_HOW = {MatchDeclined: "declined", MatchExpired: "expired", MatchWithdrawn: "withdrawn", MatchFull: "full"}


def _side_name(match: Match, side: str) -> str:
    return match.application.firm.name if side == Match.Side.FIRM else match.offer.site.host.name


def _match(event: Event) -> Match | None:
    """The match, for the event on its own stream; the same fact on the application's stream tells nobody twice."""
    return Match.objects.for_list().filter(pk=event.told.match_id, stream=event.stream_id).first()


def _notify(match: Match, people: list[int], kind: str, event: Event, **more: str) -> None:
    params: dict[str, Any] = {"firm": match.application.firm.name, "site": match.offer.site.name, **more}
    notify(people, kind=kind, event=event, params=params, path=reverse("landings:match", args=[match.pk]))


def _firm(match: Match) -> list[int]:
    return list(_staff(match.application.firm_id))


def _managers(match: Match) -> list[int]:
    return list(_staff(match.offer.site.host_id, role__in=MANAGING))


def _staff(organisation_id: int, **those: Any) -> list[int]:
    rows = Membership.objects.filter(organisation=organisation_id, **those).order_by("member_id")
    return list(rows.values_list("member_id", flat=True))


def _officers(programme_id: int) -> list[int]:
    rows = Officer.objects.filter(programme=programme_id, role=Officer.Role.OFFICER).order_by("member_id")
    return list(rows.values_list("member_id", flat=True))
