"""What moves on an application's page and on the programme's desk. What each reader sees differs, so pieces are
fetched anew with the reader's own rights."""

from ground.web.policies import OWN, only
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
    ReviewHandedBack,
)
from landings.applications.models import Application
from network.members.models import Member
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import StreamKind, register
from realtime.streams import Event

STEPS = (
    *(ApplicationSubmitted, InformationWanted, InformationGiven, ApplicationDecided, ApplicationWithdrawn),
    ReferralTaken,
)
OF_REVIEWS = (Reviewed, ReviewerAssigned, ConflictDeclared, ReviewHandedBack)


def _sees(member: int | None, stream_id: int) -> bool:
    found = Member.objects.filter(pk=member, is_active=True).first() if member else None
    return found is not None and Application.objects.visible_to(found).filter(stream_id=stream_id).exists()


register(StreamKind("application", may_read=_sees, who=only(founder=OWN, officer=OWN)))


@pieces.shows(*STEPS, in_="application")
def state(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh("application-state"), pieces.refresh("application-act")]


@pieces.shows(*STEPS, *OF_REVIEWS, in_="application")
def timeline(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh("application-timeline")]


@pieces.shows(*OF_REVIEWS, in_="application")
def reviews(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh("application-reviews")]


@pieces.shows(*STEPS, Reviewed, in_="programme")
def intake(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh("intake")]
