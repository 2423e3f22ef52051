"""Who may do what for an organisation, and what a member is by belonging to one."""

from datetime import datetime
from typing import Final

from allauth.account.models import EmailAddress

from ground.tables.worded import Worded
from network.members.models import Member
from network.organisations.models import Invitation, Membership, Organisation

Kind = Organisation.Kind
_ROLES: Final = Worded(
    lambda member, organisation: Membership.objects.filter(member_id=member, organisation_id=organisation).values_list(
        "role", flat=True
    )
)
Role = Membership.Role
MANAGING = (Role.OWNER, Role.MANAGER)


def role_of(member: Member, organisation: Organisation) -> str | None:
    return next(iter(_ROLES.objects(member=member.pk, organisation=organisation.pk)), None)


def is_staff(member: Member, organisation: Organisation) -> bool:
    return role_of(member, organisation) is not None


def may_manage(member: Member, organisation: Organisation) -> bool:
    """Owners and managers change the page, the services and the staff."""
    return role_of(member, organisation) in MANAGING


def may_give(role: str | None, wanted: str) -> bool:
    """Owners give any role; managers make managers and staff, but no owners."""
    return role == Role.OWNER or (role == Role.MANAGER and wanted != Role.OWNER)


def may_change(role: str | None, was: str, wanted: str) -> bool:
    """Nobody takes from another a role that they could not give."""
    return may_give(role, was) and may_give(role, wanted)


def trouble(invitation: Invitation, now: datetime) -> str:
    """Why an invitation lets nobody in: as its link says, and `revoked` where whoever asked could no longer do so."""
    return invitation.trouble(now) or ("" if _still_asks(invitation) else "revoked")


def _still_asks(invitation: Invitation) -> bool:
    by = invitation.invited_by
    return bool(by.is_active) and may_give(role_of(by, invitation.organisation), invitation.role)


def is_address_of(member: Member, email: str) -> bool:
    """Whether a member has confirmed that this address is theirs."""
    return bool(EmailAddress.objects.filter(user_id=member.pk, email__iexact=email, verified=True).exists())


def may_see_figures(member: Member, organisation: Organisation) -> bool:
    """Revenue is read by the organisation's own staff; programme officers read it on an application."""
    return is_staff(member, organisation)


def may_open(member: Member, kind: str) -> bool:
    """An agency's staff arrange introductions in its name, so only commissioners and the site's staff open one."""
    return kind != Kind.AGENCY or member.is_staff or is_commissioner(member)


def belongs_to_a(kind: str, member: Member) -> bool:
    return Membership.objects.filter(member_id=member.pk, organisation__kind=kind).exists()


def is_commissioner(member: Member) -> bool:
    """Staff of an agency are trade commissioners."""
    return belongs_to_a(Kind.AGENCY, member)


def is_host(member: Member) -> bool:
    return belongs_to_a(Kind.HOST, member)


def is_founder(member: Member) -> bool:
    return belongs_to_a(Kind.FIRM, member)
