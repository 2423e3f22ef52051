from dataclasses import dataclass

from realtime.facts import fact


@fact("organisation.opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationOpened:
    organisation_id: int


@fact("organisation.page_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class PageChanged:
    fields: list[str]


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
