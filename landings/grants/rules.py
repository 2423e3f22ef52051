"""Who may do what with a grant. One person approves, another pays, and neither belongs to the firm."""

from landings.grants.models import Advance, Claim
from landings.placements.models import Landing
from landings.programmes import rules as programmes
from network.members.models import Member
from network.organisations import rules as organisations


def may_award(member: Member, landing: Landing) -> bool:
    """An officer of the programme who does not belong to the firm."""
    return programmes.is_officer(member, landing.programme) and not belongs_to_firm(member, landing)


def most_for(landing: Landing) -> int:
    """The most that its grant may be, in minor units: the programme's ceiling, and a traveller's for each of them."""
    programme = landing.programme
    if programme.traveller_ceiling is None:
        return programme.ceiling
    return min(programme.ceiling, programme.traveller_ceiling * landing.desks)


def may_approve(member: Member, landing: Landing) -> bool:
    return may_award(member, landing)


def may_decide_on(member: Member, claim: Claim) -> bool:
    return claim.claimant_id != member.pk and may_approve(member, claim.grant.landing)


def may_pay(member: Member, landing: Landing, approved_by: int | None) -> bool:
    """The second approval: by finance, or an officer, who has not given the first."""
    return member.pk != approved_by and may_handle_payments(member, landing)


def may_handle_payments(member: Member, landing: Landing) -> bool:
    return programmes.may_pay(member, landing.programme) and not belongs_to_firm(member, landing)


def may_pay_claim(member: Member, claim: Claim) -> bool:
    return claim.claimant_id != member.pk and may_pay(member, claim.grant.landing, claim.approved_by_id)


def may_pay_advance(member: Member, advance: Advance) -> bool:
    return may_pay(member, advance.grant.landing, advance.approved_by_id)


def may_claim(member: Member, landing: Landing) -> bool:
    return belongs_to_firm(member, landing)


def belongs_to_firm(member: Member, landing: Landing) -> bool:
    return organisations.is_staff(member, landing.firm)


def may_see_money(member: Member, landing: Landing) -> bool:
    """The firm and those who run the programme; not the host."""
    return belongs_to_firm(member, landing) or programmes.may_pay(member, landing.programme)
