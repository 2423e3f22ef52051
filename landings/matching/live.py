"""What moves: a match's page, for firm, host and programme; and the proposals on an application's page."""

from ground.web.policies import OWN, only
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
from network.members.models import Member
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import StreamKind, register
from realtime.streams import Event

MOVES = (MatchProposed, MatchConfirmed, MatchDeclined, MatchWithdrawn, MatchExpired, MatchFull, MatchPlaced)


def _may_read(member_id: int | None, stream_id: int) -> bool:
    member = Member.objects.filter(pk=member_id or 0, is_active=True).first()
    return member is not None and Match.objects.visible_to(member).filter(stream_id=stream_id).exists()


register(StreamKind("match", may_read=_may_read, who=only(founder=OWN, host=OWN, officer=OWN)))


@pieces.shows(*MOVES, in_="match")
def page(event: Event) -> list[pieces.Piece]:
    """What one may do differs by side, so each browser fetches it with its own rights."""
    return [pieces.refresh(f"match-{event.told.match_id}")]


@pieces.shows(*MOVES, in_="application")
def on_the_application(event: Event) -> list[pieces.Piece]:
    application_id = Match.objects.values_list("application_id", flat=True).get(pk=event.told.match_id)
    return [pieces.refresh(f"matches-of-{application_id}")]
