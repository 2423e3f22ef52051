"""Who may do what with a landing, and as whom a member looks at it."""

from landings.placements.models import Landing
from landings.programmes import rules as programmes
from network.members.models import Member
from network.organisations import rules as organisations


def side_of(member: Member, landing: Landing) -> str | None:
    """As whom the member looks at it: firm, host, programme, finance, commissioner or None."""
    if organisations.is_staff(member, landing.firm):
        return "firm"
    if programmes.is_officer(member, landing.programme):
        return "programme"
    if organisations.is_staff(member, landing.host):
        return "host"
    if landing.commissioner_id == member.pk:
        return "commissioner"
    return "finance" if programmes.may_pay(member, landing.programme) else None


def cancelling_side(member: Member, landing: Landing) -> str | None:
    """For whom the member may cancel: the firm's people, the house's managers, or the programme's officers."""
    if organisations.is_staff(member, landing.firm):
        return "firm"
    if programmes.is_officer(member, landing.programme):
        return "programme"
    return "host" if organisations.may_manage(member, landing.host) else None


def counts_on(offer_id: int) -> bool:
    """A stay that was confirmed and is not over needs the offer's desks: the answer to `hosts.rules.hold_offers`."""
    return Landing.objects.standing().filter(offer_id=offer_id, returned_at=None, closed_at=None).exists()


def may_name_commissioner(member: Member, landing: Landing) -> bool:
    return programmes.is_officer(member, landing.programme)
