from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import Payload, fact, upcasts


@fact("organisation.opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationOpened:
    organisation_id: int


@fact("organisation.page_changed", version=2)
@dataclass(frozen=True, slots=True, kw_only=True)
class PageChanged:
    """`organisation_id` is 0 where an older event did not say it."""

    organisation_id: int
    fields: list[str]


@upcasts(PageChanged, from_version=1)
def _without_its_organisation(payload: Payload) -> Payload:
    return {**payload, "organisation_id": 0}


@fact("organisation.services_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesChanged:
    """EBOPS 2010 categories that were added, changed or dropped."""

    categories: list[str]


@fact("organisation.staff_invited")
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffInvited:
    invitation_id: int
    role: str


@fact("organisation.invitation_revoked")
@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRevoked:
    invitation_id: int


@fact("organisation.joining_asked")
@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningAsked:
    """With the link that was sent to another address than theirs."""

    invitation_id: int
    member_id: int


@fact("organisation.joining_refused")
@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningRefused:
    invitation_id: int
    member_id: int


@fact("organisation.joining_dropped")
@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningDropped:
    """Who asked can no longer log in: nobody is asked about them, and the link is again whose it was sent to."""

    invitation_id: int
    member_id: int


@fact("organisation.staff_joined")
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffJoined:
    member_id: int
    role: str


@fact("organisation.staff_left")
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLeft:
    member_id: int


@fact("organisation.role_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChanged:
    member_id: int
    was: str
    role: str


lets_see(OrganisationOpened, public=("organisation_id",))
lets_see(PageChanged, public=("organisation_id", "fields"))
lets_see(ServicesChanged, public=("categories",))
lets_see(StaffJoined, RoleChanged, parties=("member_id", "role"))
lets_see(StaffLeft, parties=("member_id",))
