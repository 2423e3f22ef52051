from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ground.tables.locks import locked
from ground.web import personal_links
from network.members.models import Member
from network.organisations import rules
from network.organisations.actions.locks import locked_by_manager, locked_organisation
from network.organisations.facts import (
    InvitationRevoked,
    JoiningAsked,
    JoiningDropped,
    JoiningRefused,
    StaffInvited,
    StaffJoined,
)
from network.organisations.models import INVITATION_LIVES, Invitation, Membership, Organisation
from realtime.streams import publish

OPEN_AT_MOST = 50


@transaction.atomic
def invite(organisation_id: int, *, by: Member, email: str, role: str, now: datetime) -> Invitation:
    """Ask a person to join. The worker mails the link."""
    organisation = locked_organisation(organisation_id)
    if not rules.may_give(rules.role_of(by, organisation), role):
        raise PermissionDenied
    guard_role(role)
    email = email.strip().lower()
    _guard_invitation(organisation, email, now)
    invitation = Invitation(organisation=organisation, email=email, role=role, invited_by=by, invited_at=now)
    invitation.expires_at = now + INVITATION_LIVES
    invitation.token_hash = personal_links.digest_of(invitation.token)
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
    organisation = locked_by_manager(organisation_id, by)
    invitation = organisation.invitations.filter(pk=invitation_id, accepted_at=None, revoked_at=None).first()
    if invitation is None:
        return
    if not rules.may_give(rules.role_of(by, organisation), invitation.role):
        raise PermissionDenied
    _withdraw([invitation], organisation, by=by, now=now)


def withdraw_what_outlives(
    organisation: Organisation, member_id: int, role: str | None, *, by: Member, now: datetime
) -> None:
    """Who leaves, or is given a lesser role, no longer asks others for roles that they could not give now."""
    asked = organisation.invitations.filter(invited_by_id=member_id, accepted_at=None, revoked_at=None)
    gone = [one for one in asked.order_by("pk") if not rules.may_give(role, one.role)]
    _withdraw(gone, organisation, by=by, now=now)


def _withdraw(asked: Sequence[Invitation], organisation: Organisation, *, by: Member | None, now: datetime) -> None:
    for invitation in asked:
        invitation.revoked_at = now
        invitation.save()
        revoked = InvitationRevoked(invitation_id=invitation.pk)
        publish(revoked, to=organisation.stream, by=by.pk if by else None, at=now)


@transaction.atomic
def accept(token: str, *, by: Member, now: datetime) -> Membership | None:
    """Join by the personal link, once; None where the inviter is asked first, since it was sent to another address.

    Raises Invitation.DoesNotExist, and ValidationError with code `used`, `revoked` or `expired`, `address` where only
    the invited address may join, `asked` where somebody else asked already.
    """
    organisation_id = Invitation.objects.with_token(token).values_list("organisation_id", flat=True).get()
    organisation = locked(Organisation.objects).get(pk=organisation_id)
    invitation = Invitation.objects.select_related("invited_by").with_token(token).get()
    membership = organisation.memberships.filter(member=by).first()
    if membership and invitation.accepted_by_id == by.pk:
        return membership
    trouble = rules.trouble(invitation, now)
    if trouble:
        raise ValidationError(_("This invitation can no longer be used."), code=trouble)
    if membership:
        return membership
    if not rules.is_address_of(by, invitation.email):
        _ask(invitation, by=by, now=now)
        return None
    return _join(invitation, by, by=by, now=now)


def _ask(invitation: Invitation, *, by: Member, now: datetime) -> None:
    if invitation.role in rules.MANAGING:
        raise ValidationError(_("Only the address that was invited joins with this role."), code="address")
    if invitation.asked_by_id == by.pk:
        return
    if invitation.asked_by_id:
        raise ValidationError(_("Somebody else has asked with this link already."), code="asked")
    invitation.asked_by, invitation.asked_at = by, now
    invitation.save()
    told = JoiningAsked(invitation_id=invitation.pk, member_id=by.pk)
    publish(told, to=invitation.organisation.stream, by=by.pk, at=now)


@transaction.atomic
def let_in(organisation_id: int, invitation_id: int, *, by: Member, now: datetime) -> Membership | None:
    """The one who asked with another address joins. Nothing where nobody asks any longer."""
    invitation = _asked(organisation_id, invitation_id, by, now)
    if invitation is None or invitation.asked_by is None:
        return None
    member = invitation.asked_by
    membership = invitation.organisation.memberships.filter(member=member).first()
    return membership or _join(invitation, member, by=by, now=now)


@transaction.atomic
def turn_away(organisation_id: int, invitation_id: int, *, by: Member, now: datetime) -> None:
    """They do not join, and the link, which is in other hands than it was sent to, stops working."""
    invitation = _asked(organisation_id, invitation_id, by, now)
    if invitation is None or invitation.asked_by_id is None:
        return
    invitation.revoked_at = now
    invitation.save()
    told = JoiningRefused(invitation_id=invitation.pk, member_id=invitation.asked_by_id)
    publish(told, to=invitation.organisation.stream, by=by.pk, at=now)


@transaction.atomic
def end_with(member_id: int, *, now: datetime) -> None:
    """Who is blocked asks to join nowhere any longer, and asks nobody to: nobody is to answer what cannot come to be.

    The links that they asked with work again for whom they were sent to.
    """
    theirs = Invitation.objects.open(now).filter(Q(asked_by=member_id) | Q(invited_by=member_id))
    houses = theirs.filter(organisation__closed_at=None).values_list("organisation_id", flat=True)
    for organisation_id in sorted(set(houses)):
        organisation = locked_organisation(organisation_id)
        still = organisation.invitations.open(now).order_by("pk")
        _withdraw(list(still.filter(invited_by=member_id)), organisation, by=None, now=now)
        for invitation in still.filter(asked_by=member_id):
            invitation.asked_by = invitation.asked_at = None
            invitation.save()
            dropped = JoiningDropped(invitation_id=invitation.pk, member_id=member_id)
            publish(dropped, to=organisation.stream, by=None, at=now)


def _asked(organisation_id: int, invitation_id: int, by: Member, now: datetime) -> Invitation | None:
    organisation = locked_by_manager(organisation_id, by)
    found = organisation.invitations.open(now).filter(pk=invitation_id, asked_by__is_active=True)
    invitation = found.select_related("asked_by").first()
    if invitation is None:
        return None
    if not rules.may_give(rules.role_of(by, organisation), invitation.role):
        raise PermissionDenied
    invitation.organisation = organisation
    return invitation


def _join(invitation: Invitation, member: Member, *, by: Member, now: datetime) -> Membership:
    organisation = invitation.organisation
    invitation.accepted_at, invitation.accepted_by = now, member
    invitation.save()
    membership = organisation.memberships.create(member=member, role=invitation.role, joined_at=now)
    if invitation.asked_by_id not in (None, member.pk):  # whom it was sent to has it: nobody else is waited for
        refused = JoiningRefused(invitation_id=invitation.pk, member_id=invitation.asked_by_id)
        publish(refused, to=organisation.stream, by=by.pk, at=now)
    publish(StaffJoined(member_id=member.pk, role=invitation.role), to=organisation.stream, by=by.pk, at=now)
    return membership


def guard_role(role: str) -> None:
    if role not in Membership.Role.values:
        raise ValidationError(_("There is no such role."), code="unknown_role")
