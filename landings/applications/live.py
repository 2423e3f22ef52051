"""What moves on an application's page and on the programme's desk. What each reader sees differs, so pieces are
fetched anew with the reader's own rights."""

from landings.applications.facts import (
    ApplicationDecided,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    ConflictDeclared,
    InformationGiven,
    InformationWanted,
    ReferralTaken,
    Reviewed,
    ReviewerAssigned,
)
from landings.applications.models import Application
from network.members.models import Member
from realtime import live
from realtime.access import OWN, only
from realtime.streams import Event

STEPS = (
    *(ApplicationSubmitted, InformationWanted, InformationGiven, ApplicationDecided, ApplicationWithdrawn),
    ReferralTaken,
)


def _sees(member: int | None, stream_id: int) -> bool:
    found = Member.objects.filter(pk=member, is_active=True).first() if member else None
    return found is not None and Application.objects.visible_to(found).filter(stream_id=stream_id).exists()


live.register(live.StreamKind("application", may_read=_sees, who=only(founder=OWN, officer=OWN)))


@live.shows(*STEPS, in_="application")
def state(event: Event) -> list[live.Piece]:
    return [live.refresh("application-state"), live.refresh("application-act")]


@live.shows(*STEPS, Reviewed, ReviewerAssigned, ConflictDeclared, in_="application")
def timeline(event: Event) -> list[live.Piece]:
    return [live.refresh("application-timeline")]


@live.shows(Reviewed, ConflictDeclared, ReviewerAssigned, in_="application")
def reviews(event: Event) -> list[live.Piece]:
    return [live.refresh("application-reviews")]


@live.shows(*STEPS, Reviewed, in_="programme")
def intake(event: Event) -> list[live.Piece]:
    return [live.refresh("intake")]
