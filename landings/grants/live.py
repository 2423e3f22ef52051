"""What moves when money does: the grant's page and panel, a claim's page, and the landing's timeline.

The timeline is read by the host too, so it tells that money moved, and how much was awarded, but not for what.
"""

from django.utils.translation import gettext as _

from ground.money.formats import money
from landings.grants import facts
from landings.grants.models import Claim
from landings.placements.history import Line, tells
from landings.placements.models import Landing
from realtime import live
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


@live.shows(*OF_GRANT, *OF_CLAIM, in_="landing")
def money_moved(event: Event) -> list[live.Piece]:
    landing_id = Landing.objects.values_list("pk", flat=True).get(stream=event.stream_id)
    pieces = [live.refresh(f"grant-{landing_id}"), live.refresh(f"grant-of-{landing_id}")]
    claim_id = getattr(event.told, "claim_id", None)
    claims = [claim_id] if claim_id else list(_open_claims(landing_id))
    return [*pieces, *(live.refresh(f"claim-{pk}") for pk in claims)]


def _open_claims(landing_id: int) -> list[int]:
    """An advance changes what is left for the claims that wait."""
    rows = Claim.objects.filter(grant__landing=landing_id, paid_at=None, declined_at=None).order_by("pk")
    return list(rows.values_list("pk", flat=True))


@tells(facts.GrantAwarded)
def _awarded(event: Event) -> Line:
    words = {"amount": money(event.told.amount, event.told.currency, "round")}
    return Line(_("A grant of %(amount)s was awarded") % words, icon="hand-coins", tone="good", step="grant")


@tells(facts.AdvancePaid)
def _advanced(event: Event) -> Line:
    return Line(_("An advance was paid"), icon="banknote", tone="good")


@tells(facts.ClaimSubmitted)
def _submitted(event: Event) -> Line:
    return Line(_("Claim %d was sent in") % event.told.number, icon="receipt", step="claim")


@tells(facts.ClaimApproved)
def _approved(event: Event) -> Line:
    return Line(_("Claim %d was approved") % event.told.number, icon="check", tone="good")


@tells(facts.ClaimPaid)
def _paid(event: Event) -> Line:
    words = _("Claim %d was paid") if event.told.amount else _("Claim %d was settled")
    return Line(words % event.told.number, icon="banknote", tone="good", step="settled")


@tells(facts.GrantReleased)
def _released(event: Event) -> Line:
    return Line(_("What was unspent of the grant was released"), icon="undo-2")
