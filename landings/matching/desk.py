"""What waits about a match: the answers of firm and house; and a first proposal for whoever was accepted."""

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy as _

from landings.applications.facts import ApplicationDecided
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
from landings.matching.models import LIVE, Match
from landings.programmes.desk import OFFICERS
from network.desk.kinds import Group, Work, WorkKind, WorkSource, by
from network.organisations.desk import MANAGERS, PEOPLE

FIRM = WorkKind(
    name="match.firm", icon="sparkles", words=_("Answer the proposal: %(firm)s at %(site)s"), route="landings:match"
)
HOST = WorkKind(
    name="match.host", icon="sparkles", words=_("Answer the proposal: %(firm)s at %(site)s"), route="landings:match"
)
PROPOSAL = WorkKind(
    name="match.proposal", icon="map-pin-plus", words=_("Propose a place for %(firm)s"), route="landings:offers-for"
)
FACTS = (MatchProposed, MatchConfirmed, MatchDeclined, MatchExpired, MatchFull, MatchPlaced, MatchWithdrawn)


def _answers(keys: Collection[int]) -> Iterator[Work]:
    for match in Match.objects.open().filter(pk__in=keys).select_related("application", "offer__site"):
        if match.firm_confirmed_at is None:
            yield _answer(match, FIRM, (PEOPLE, match.application.firm_id))
        if match.host_confirmed_at is None:
            # Whoever belongs to both answers for the firm.
            yield _answer(match, HOST, (MANAGERS, match.offer.site.host_id), (PEOPLE, match.application.firm_id))


def _answer(match: Match, kind: WorkKind, group: Group, *not_for: Group) -> Work:
    return Work(
        kind=kind,
        subject=match.pk,
        group=group,
        since=match.proposed_at,
        due_at=match.expires_at,
        until_at=match.expires_at,
        says={"firm": ("organisation", match.application.firm_id), "site": ("site", match.offer.site_id)},
        not_for=not_for,
    )


def _proposals(keys: Collection[int]) -> Iterator[Work]:
    accepted = Application.objects.filter(pk__in=keys, state=State.ACCEPTED, decided_at__isnull=False)
    for application in accepted.exclude(pk__in=Match.objects.filter(LIVE).values("application_id")):
        yield Work(
            kind=PROPOSAL,
            subject=application.pk,
            group=(OFFICERS, application.programme_id),
            since=application.decided_at or application.saved_at,
            says={"firm": ("organisation", application.firm_id)},
        )


def application_of(told: MatchProposed) -> list[int]:
    """The application of the match that a fact names."""
    return list(Match.objects.filter(pk=told.match_id).values_list("application_id", flat=True))


ANSWERS = WorkSource(
    name="matches",
    kinds=(FIRM, HOST),
    facts=dict.fromkeys(FACTS, by("match_id")),
    truth=_answers,
    subjects=Match.objects.all,
)
PROPOSALS = WorkSource(
    name="proposals",
    kinds=(PROPOSAL,),
    facts={ApplicationDecided: by("application_id"), **dict.fromkeys(FACTS, application_of)},
    truth=_proposals,
    subjects=Application.objects.all,
)
