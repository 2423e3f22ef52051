"""Everything of a landing's money is done under the landing's lock."""

from landings.grants.models import Advance, Claim, Grant
from landings.placements.actions import locked_landing


def locked_grant(grant_id: int) -> Grant:
    """The grant, its landing locked. Raises Grant.DoesNotExist."""
    landing_id = Grant.objects.values_list("landing_id", flat=True).get(pk=grant_id)
    landing = locked_landing(landing_id)
    grant = Grant.objects.select_related("fund_year").get(pk=grant_id)
    grant.landing = landing
    return grant


def locked_advance(advance_id: int) -> Advance:
    grant_id = Advance.objects.values_list("grant_id", flat=True).get(pk=advance_id)
    grant = locked_grant(grant_id)
    advance = Advance.objects.get(pk=advance_id)
    advance.grant = grant
    return advance


def locked_claim(claim_id: int) -> Claim:
    grant_id = Claim.objects.values_list("grant_id", flat=True).get(pk=claim_id)
    grant = locked_grant(grant_id)
    claim = Claim.objects.select_related("claimant").get(pk=claim_id)
    claim.grant = grant
    return claim
