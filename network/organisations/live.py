"""What moves on an organisation's page: its staff see its history grow."""

from network.organisations.facts import (
    InvitationRevoked,
    JoiningAsked,
    JoiningRefused,
    OrganisationOpened,
    PageChanged,
    RoleChanged,
    ServicesChanged,
    StaffInvited,
    StaffJoined,
    StaffLeft,
)
from network.organisations.models import Membership
from realtime import live
from realtime.access import OWN, only
from realtime.streams import Event


def _own_staff(member: int | None, stream_id: int) -> bool:
    if member is None:
        return False
    own = Membership.objects.filter(member_id=member, member__is_active=True, organisation__closed_at=None)
    return own.filter(organisation__stream_id=stream_id).exists()


live.register(live.StreamKind("organisation", may_read=_own_staff, who=only(member=OWN)))


@live.shows(
    OrganisationOpened,
    PageChanged,
    ServicesChanged,
    StaffInvited,
    InvitationRevoked,
    JoiningAsked,
    JoiningRefused,
    StaffJoined,
    StaffLeft,
    RoleChanged,
    in_="organisation",
)
def history(event: Event) -> list[live.Piece]:
    return [live.refresh("organisation-history")]
