"""What moves when money does: the grant's page and panel, and a claim's page."""

from landings.grants import facts
from landings.grants.models import Claim
from landings.placements.models import Landing
from realtime.kinds import pieces
from realtime.streams import Event

OF_GRANT = (
    facts.GrantAwarded,
    facts.AdvanceApproved,
    facts.AdvancePaid,
    facts.AdvanceSentBack,
    facts.AdvanceReturned,
    facts.GrantReleased,
)
OF_CLAIM = (
    facts.ClaimBegun,
    facts.ClaimLinesChanged,
    facts.ClaimSubmitted,
    facts.ClaimChangesWanted,
    facts.ClaimApproved,
    facts.ClaimDeclined,
    facts.ClaimSentBack,
    facts.ClaimPaid,
)


@pieces.shows(*OF_GRANT, *OF_CLAIM, in_="landing")
def money_moved(event: Event) -> list[pieces.Piece]:
    landing_id = Landing.objects.values_list("pk", flat=True).get(stream=event.stream_id)
    changed = [pieces.refresh(f"grant-{landing_id}"), pieces.refresh(f"grant-of-{landing_id}")]
    claim_id = getattr(event.told, "claim_id", None)
    claims = [claim_id] if claim_id else list(_open_claims(landing_id))
    return [*changed, *(pieces.refresh(f"claim-{pk}") for pk in claims)]


def _open_claims(landing_id: int) -> list[int]:
    """An advance changes what is left for the claims that wait."""
    rows = Claim.objects.filter(grant__landing=landing_id, paid_at=None, declined_at=None).order_by("pk")
    return list(rows.values_list("pk", flat=True))
