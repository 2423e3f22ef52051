"""Who may do what at a site, and what may no longer be undone."""

from collections.abc import Callable

from landings.hosts.models import Site, SlotOffer
from network.members.models import Member
from network.organisations.models import Membership, Organisation
from network.organisations.rules import may_manage

MANAGING = [Membership.Role.OWNER, Membership.Role.MANAGER]
Hold = Callable[[int], bool]
_holds: list[Hold] = []


def is_staff_of_site(member: Member, site: Site) -> bool:
    return Membership.objects.filter(member_id=member.pk, organisation_id=site.host_id).exists()


def may_manage_site(member: Member, site: Site) -> bool:
    """Owners and managers of the house change its sites and offers."""
    people = Membership.objects.filter(member_id=member.pk, organisation_id=site.host_id)
    return people.filter(role__in=MANAGING).exists()


def may_open_site(member: Member, host: Organisation) -> bool:
    return host.kind == Organisation.Kind.HOST and host.closed_at is None and may_manage(member, host)


def hold_offers(asks: Hold) -> Hold:
    """Register a question about an offer's id: does somebody count on it? A higher feature answers."""
    _holds.append(asks)
    return asks


def is_held(offer: SlotOffer) -> bool:
    """Somebody counts on this offer: it may be neither withdrawn nor cut."""
    return any(asks(offer.pk) for asks in _holds)
