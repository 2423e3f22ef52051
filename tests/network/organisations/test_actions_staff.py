from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from network.organisations import actions
from network.organisations.facts import InvitationRevoked, RoleChanged, StaffInvited, StaffJoined, StaffLeft
from network.organisations.models import Invitation
from realtime.streams import events_after
from tests.factories.members import confirm_address, make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_member()


@pytest.fixture
def firm(owner):
    return make_organisation(staff=[owner])


def told(organisation):
    return [event.told for event in events_after(organisation.stream_id, 0)]


def invite(firm, by, email="ada@kontor.example", role="staff", now=None):
    return actions.invite(firm.pk, by=by, email=email, role=role, now=now or timezone.now())


def somebody(email="ada@kontor.example"):
    """A member who has confirmed the address that is invited."""
    return confirm_address(make_member(), email)


def roles(firm):
    return {membership.member: membership.role for membership in firm.memberships.all()}


def test_who_is_invited_joins_once_with_the_role(firm, owner):
    invitation, ada = invite(firm, owner, role="manager"), somebody()
    joined = [actions.accept(invitation.token, by=ada, now=timezone.now()) for _ in range(2)]
    assert joined[0] == joined[1]
    assert roles(firm) == {owner: "owner", ada: "manager"}
    assert told(firm) == [
        StaffInvited(invitation_id=invitation.pk, role="manager"),
        StaffJoined(member_id=ada.pk, role="manager"),
    ]


def test_a_used_link_lets_nobody_else_in(firm, owner):
    invitation = invite(firm, owner)
    actions.accept(invitation.token, by=somebody(), now=timezone.now())
    with pytest.raises(ValidationError) as refused:
        actions.accept(invitation.token, by=make_member(), now=timezone.now())
    assert refused.value.code == "used"
    assert firm.memberships.count() == 2


def test_an_expired_link_and_a_revoked_one_let_nobody_in(firm, owner):
    old = invite(firm, owner, now=timezone.now() - timedelta(days=14))
    revoked = invite(firm, owner, email="other@kontor.example")
    for _ in range(2):
        actions.revoke(firm.pk, revoked.pk, by=owner, now=timezone.now())
    for invitation, code in ((old, "expired"), (revoked, "revoked")):
        with pytest.raises(ValidationError) as refused:
            actions.accept(invitation.token, by=make_member(), now=timezone.now())
        assert refused.value.code == code
    with pytest.raises(Invitation.DoesNotExist):
        actions.accept("0" * 64, by=make_member(), now=timezone.now())
    assert roles(firm) == {owner: "owner"}
    assert told(firm)[-1] == InvitationRevoked(invitation_id=revoked.pk)


def test_who_left_does_not_come_back_by_the_same_link(firm, owner):
    invitation, ada = invite(firm, owner), somebody()
    actions.accept(invitation.token, by=ada, now=timezone.now())
    actions.remove(firm.pk, ada.pk, by=owner, now=timezone.now())
    with pytest.raises(ValidationError):
        actions.accept(invitation.token, by=ada, now=timezone.now())


def test_who_belongs_already_keeps_the_role_and_leaves_the_link_for_another(firm, owner):
    invitation = invite(firm, owner, role="staff")
    actions.accept(invitation.token, by=owner, now=timezone.now())
    assert roles(firm) == {owner: "owner"}
    actions.accept(invitation.token, by=somebody(), now=timezone.now())
    assert firm.memberships.count() == 2


def test_one_open_invitation_a_person(firm, owner):
    first = invite(firm, owner, now=timezone.now() - timedelta(days=20))
    second = invite(firm, owner, email=" ADA@kontor.example")
    assert second.pk != first.pk
    assert second.email == "ada@kontor.example"
    with pytest.raises(ValidationError) as refused:
        invite(firm, owner)
    assert refused.value.code == "already_invited"


def test_who_belongs_is_not_invited(firm, owner):
    with pytest.raises(ValidationError) as refused:
        invite(firm, owner, email=owner.email.upper())
    assert refused.value.code == "already_staff"


@pytest.mark.parametrize(
    ("role", "invited"), [(None, "staff"), ("staff", "staff"), ("staff", "owner"), ("manager", "owner")]
)
def test_who_may_not_invite(firm, role, invited):
    member = make_member()
    if role:
        join(firm, member, role=role)
    with pytest.raises(PermissionDenied):
        invite(firm, member, role=invited)
    assert Invitation.objects.count() == 0


def test_a_manager_does_not_withdraw_an_owners_invitation(firm, owner):
    manager = make_member()
    join(firm, manager, role="manager")
    invitation = invite(firm, owner, role="owner")
    for nobody in (manager, make_member()):
        with pytest.raises(PermissionDenied):
            actions.revoke(firm.pk, invitation.pk, by=nobody, now=timezone.now())
    assert Invitation.objects.open(timezone.now()).get() == invitation


def test_roles_are_changed_by_who_may_give_them(firm, owner):
    manager, staff = make_member(), make_member()
    join(firm, manager, role="manager")
    join(firm, staff)
    for by, whom, role in ((manager, staff, "owner"), (manager, owner, "staff"), (staff, staff, "manager")):
        with pytest.raises(PermissionDenied):
            actions.change_role(firm.pk, whom.pk, by=by, role=role, now=timezone.now())
    for _ in range(2):
        actions.change_role(firm.pk, staff.pk, by=manager, role="manager", now=timezone.now())
    assert roles(firm) == {owner: "owner", manager: "manager", staff: "manager"}
    assert told(firm) == [RoleChanged(member_id=staff.pk, was="staff", role="manager")]


def test_the_last_owner_stays(firm, owner):
    for refused in (
        lambda: actions.remove(firm.pk, owner.pk, by=owner, now=timezone.now()),
        lambda: actions.change_role(firm.pk, owner.pk, by=owner, role="staff", now=timezone.now()),
    ):
        with pytest.raises(ValidationError) as error:
            refused()
        assert error.value.code == "last_owner"
    other = make_member()
    join(firm, other, role="owner")
    for _ in range(2):
        actions.remove(firm.pk, other.pk, by=owner, now=timezone.now())
    assert roles(firm) == {owner: "owner"}
    assert told(firm) == [StaffLeft(member_id=other.pk)]


def test_anybody_leaves_but_only_managers_remove_others(firm, owner):
    manager, staff, other = make_member(), make_member(), make_member()
    join(firm, manager, role="manager")
    join(firm, staff)
    join(firm, other)
    for by, whom in ((staff, other), (manager, owner), (make_member(), staff)):
        with pytest.raises(PermissionDenied):
            actions.remove(firm.pk, whom.pk, by=by, now=timezone.now())
    actions.remove(firm.pk, other.pk, by=manager, now=timezone.now())
    actions.remove(firm.pk, staff.pk, by=staff, now=timezone.now())
    assert roles(firm) == {owner: "owner", manager: "manager"}
