"""What moves on an organisation's page: its staff see its history grow."""

from ground.web.policies import OWN, only
from network.organisations.facts import (
    InvitationRevoked,
    JoiningAsked,
    JoiningDropped,
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
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import StreamKind, register
from realtime.streams import Event


def _own_staff(member: int | None, stream_id: int) -> bool:
    if member is None:
        return False
    own = Membership.objects.filter(member_id=member, member__is_active=True, organisation__closed_at=None)
    return own.filter(organisation__stream_id=stream_id).exists()


register(StreamKind("organisation", may_read=_own_staff, who=only(member=OWN)))


@pieces.shows(
    OrganisationOpened,
    PageChanged,
    ServicesChanged,
    StaffInvited,
    InvitationRevoked,
    JoiningAsked,
    JoiningDropped,
    JoiningRefused,
    StaffJoined,
    StaffLeft,
    RoleChanged,
    in_="organisation",
)
def history(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh("organisation-history")]
