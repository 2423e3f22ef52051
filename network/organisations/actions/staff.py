from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.members.models import Member
from network.organisations import rules
from network.organisations.actions.invitations import guard_role, withdraw_what_outlives
from network.organisations.actions.locks import locked_organisation
from network.organisations.facts import RoleChanged, StaffLeft
from network.organisations.models import Membership
from realtime.access import revocation
from realtime.streams import publish

Role = Membership.Role


@transaction.atomic
def change_role(organisation_id: int, member_id: int, *, by: Member, role: str, now: datetime) -> None:
    organisation = locked_organisation(organisation_id)
    membership = organisation.memberships.get(member_id=member_id)
    was = membership.role
    if not rules.may_change(rules.role_of(by, organisation), was, role):
        raise PermissionDenied
    if was == role:
        return
    guard_role(role)
    _guard_last_owner(membership)
    membership.role = role
    membership.save()
    revocation.revoke(member_id)
    withdraw_what_outlives(organisation, member_id, role, by=by, now=now)
    publish(RoleChanged(member_id=member_id, was=was, role=role), to=organisation.stream, by=by.pk, at=now)


@transaction.atomic
def remove(organisation_id: int, member_id: int, *, by: Member, now: datetime) -> None:
    """Take a person off the staff, or leave oneself. A second removal does nothing."""
    organisation = locked_organisation(organisation_id)
    role = rules.role_of(by, organisation)
    if role is None:
        raise PermissionDenied
    membership = organisation.memberships.filter(member_id=member_id).first()
    if membership is None:
        return
    if by.pk != member_id and not rules.may_give(role, membership.role):
        raise PermissionDenied
    _guard_last_owner(membership)
    membership.delete()
    revocation.revoke(member_id)
    withdraw_what_outlives(organisation, member_id, None, by=by, now=now)
    publish(StaffLeft(member_id=member_id), to=organisation.stream, by=by.pk, at=now)


def _guard_last_owner(membership: Membership) -> None:
    if membership.role != Role.OWNER:
        return
    others = Membership.objects.filter(organisation_id=membership.organisation_id, role=Role.OWNER)
    if not others.exclude(pk=membership.pk).exists():
        raise ValidationError(
            _("An organisation needs an owner. Make somebody else an owner first."), code="last_owner"
        )
