from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from network.members.models import Member
from network.organisations import rules
from network.organisations.actions.held import held, held_by_manager
from network.organisations.facts import InvitationRevoked, RoleChanged, StaffInvited, StaffJoined, StaffLeft
from network.organisations.models import INVITATION_LIVES, Invitation, Membership, Organisation
from realtime import bearer, revocation
from realtime.streams import publish

Role = Membership.Role
OPEN_AT_MOST = 50


@transaction.atomic
def invite(organisation_id: int, *, by: Member, email: str, role: str, now: datetime) -> Invitation:
    """Ask a person to join. The worker mails the link."""
    organisation = held(organisation_id)
    if not rules.may_give(rules.role_of(by, organisation), role):
        raise PermissionDenied
    _guard_role(role)
    email = email.strip().lower()
    _guard_invitation(organisation, email, now)
    invitation = Invitation(organisation=organisation, email=email, role=role, invited_by=by, invited_at=now)
    invitation.expires_at = now + INVITATION_LIVES
    invitation.token_hash = bearer.digest_of(invitation.token)
    invitation.save()
    publish(StaffInvited(invitation_id=invitation.pk, role=role), to=organisation.stream, by=by.pk, at=now)
    return invitation


def _guard_invitation(organisation: Organisation, email: str, now: datetime) -> None:
    if organisation.memberships.filter(member__email__iexact=email).exists():
        raise ValidationError(_("%s already belongs to the staff.") % email, code="already_staff")
    asked = organisation.invitations.filter(accepted_at=None, revoked_at=None)
    asked.filter(email=email, expires_at__lte=now).update(revoked_at=now)
    if asked.filter(email=email).exists():
        raise ValidationError(
            _("%s has an open invitation. Withdraw it first to send another.") % email, code="already_invited"
        )
    if asked.filter(expires_at__gt=now).count() >= OPEN_AT_MOST:
        raise ValidationError(_("At most %d invitations can be open at once.") % OPEN_AT_MOST, code="too_many")


@transaction.atomic
def revoke(organisation_id: int, invitation_id: int, *, by: Member, now: datetime) -> None:
    """Withdraw an invitation: its link stops working. Doing it twice, or after it was used, does nothing."""
    organisation = held_by_manager(organisation_id, by)
    invitation = organisation.invitations.filter(pk=invitation_id, accepted_at=None, revoked_at=None).first()
    if invitation is None:
        return
    if not rules.may_give(rules.role_of(by, organisation), invitation.role):
        raise PermissionDenied
    invitation.revoked_at = now
    invitation.save()
    publish(InvitationRevoked(invitation_id=invitation.pk), to=organisation.stream, by=by.pk, at=now)


@transaction.atomic
def accept(token: str, *, by: Member, now: datetime) -> Membership:
    """Join by the personal link. Who holds the link and is logged in joins, once.

    Raises Invitation.DoesNotExist, and ValidationError with code `used`, `revoked` or `expired`.
    """
    organisation_id = Invitation.objects.with_token(token).values_list("organisation_id", flat=True).get()
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    invitation = Invitation.objects.with_token(token).get()
    membership = organisation.memberships.filter(member=by).first()
    if membership and invitation.accepted_by_id == by.pk:
        return membership
    trouble = invitation.trouble(now)
    if trouble:
        raise ValidationError(_("This invitation can no longer be used."), code=trouble)
    if membership:
        return membership
    invitation.accepted_at, invitation.accepted_by = now, by
    invitation.save()
    membership = organisation.memberships.create(member=by, role=invitation.role, joined_at=now)
    publish(StaffJoined(member_id=by.pk, role=invitation.role), to=organisation.stream, by=by.pk, at=now)
    return membership


@transaction.atomic
def change_role(organisation_id: int, member_id: int, *, by: Member, role: str, now: datetime) -> None:
    organisation = held(organisation_id)
    membership = organisation.memberships.get(member_id=member_id)
    was = membership.role
    if not rules.may_change(rules.role_of(by, organisation), was, role):
        raise PermissionDenied
    if was == role:
        return
    _guard_role(role)
    _guard_last_owner(membership)
    membership.role = role
    membership.save()
    revocation.revoke(member_id)
    publish(RoleChanged(member_id=member_id, was=was, role=role), to=organisation.stream, by=by.pk, at=now)


@transaction.atomic
def remove(organisation_id: int, member_id: int, *, by: Member, now: datetime) -> None:
    """Take a person off the staff, or leave oneself. A second removal does nothing."""
    organisation = held(organisation_id)
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
    publish(StaffLeft(member_id=member_id), to=organisation.stream, by=by.pk, at=now)


def _guard_role(role: str) -> None:
    if role not in Role.values:
        raise ValidationError(_("There is no such role."), code="unknown_role")


def _guard_last_owner(membership: Membership) -> None:
    if membership.role != Role.OWNER:
        return
    others = Membership.objects.filter(organisation_id=membership.organisation_id, role=Role.OWNER)
    if not others.exclude(pk=membership.pk).exists():
        raise ValidationError(
            _("An organisation needs an owner. Make somebody else an owner first."), code="last_owner"
        )
