"""An invitation waits for whom it was sent to; who asks with another's link waits for the managers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.desk import actions as desk
from network.desk.queries import desk_of
from network.members import actions as members
from network.organisations import actions
from network.organisations.facts import JoiningDropped
from network.organisations.models import INVITATION_LIVES
from realtime.streams import timeline
from tests.factories.desk import on_desk
from tests.factories.members import confirm_address, make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ADDRESS = "ada@kontor.example"
INVITED = ["Olga invites you to join Tidewrack"]
ASKED = ["Bo asks to join Tidewrack"]


@pytest.fixture
def owner():
    return make_member(name="Olga")


@pytest.fixture
def firm(owner):
    return make_organisation(name="Tidewrack", slug="tidewrack", staff=[owner])


@pytest.fixture
def ada():
    member = make_member(name="Ada")
    confirm_address(member, ADDRESS)
    return member


def invite(firm, by, role="staff", email=ADDRESS, now=NOW):
    return actions.invite(firm.pk, by=by, email=email, role=role, now=now)


def is_kept(now=NOW):
    return not desk.mend(now=now)


def test_an_invitation_waits_for_whose_address_it_is(firm, owner, ada, log_in):
    invitation = invite(firm, owner)
    assert (on_desk(ada), on_desk(owner), on_desk(make_member())) == (INVITED, [], [])
    (row,) = desk_of(ada.pk, now=NOW).rows
    assert (row.due_at, row.url) == (invitation.expires_at, "/organisations/")
    assert "See the invitation" in log_in(ada).get(row.url).content.decode()
    actions.accept(invitation.token, by=ada, now=NOW)
    assert on_desk(ada) == [] and is_kept()


def test_an_address_may_be_confirmed_later_and_be_written_otherwise(firm, owner):
    late = make_member()
    invite(firm, owner)
    assert on_desk(late) == []
    confirm_address(late, ADDRESS.upper())
    assert on_desk(late) == INVITED and is_kept()


def test_an_invitation_that_is_withdrawn_or_over_waits_for_nobody(firm, owner, ada):
    invitation = invite(firm, owner)
    over = NOW + INVITATION_LIVES
    assert on_desk(ada, over - timedelta(hours=1)) == INVITED
    assert on_desk(ada, over) == []
    actions.revoke(firm.pk, invitation.pk, by=owner, now=NOW)
    assert on_desk(ada) == [] and is_kept()


def test_one_that_is_sent_anew_after_its_time_waits_again(firm, owner, ada):
    invite(firm, owner)
    later = NOW + INVITATION_LIVES + timedelta(days=1)
    invite(firm, owner, now=later)
    assert on_desk(ada, later) == INVITED and is_kept(later)


def test_whoever_is_there_already_has_nothing_to_answer(firm, owner, ada):
    invite(firm, owner)
    join(firm, ada)
    assert on_desk(ada) == [] and is_kept()


def test_who_loses_the_role_takes_their_invitations_along(firm, owner, ada):
    manager = make_member(name="Max")
    join(firm, manager, "manager")
    invite(firm, manager)
    assert on_desk(ada) == ["Max invites you to join Tidewrack"]
    actions.change_role(firm.pk, manager.pk, by=owner, role="staff", now=NOW)
    assert on_desk(ada) == [] and is_kept()


def test_who_asks_with_the_link_waits_for_owners_and_managers(firm, owner, ada, log_in):
    manager, staff, bo = make_member(), make_member(), make_member(name="Bo")
    membership = join(firm, manager, "manager")
    join(firm, staff)
    invitation = invite(firm, owner)
    actions.accept(invitation.token, by=bo, now=NOW)
    assert on_desk(owner) == on_desk(manager) == ASKED
    assert on_desk(staff) == on_desk(bo) == []
    assert on_desk(ada) == INVITED and is_kept()
    (row,) = desk_of(manager.pk, now=NOW).rows
    assert (row.url, row.due_at) == ("/organisations/tidewrack/staff/", invitation.expires_at)
    assert "Bo" in log_in(manager).get(row.url).content.decode()
    membership.role = "staff"
    membership.save()
    assert on_desk(manager) == []


@pytest.mark.parametrize("act", [actions.let_in, actions.turn_away, actions.revoke])
def test_an_answer_ends_both(firm, owner, ada, act):
    invitation = invite(firm, owner)
    actions.accept(invitation.token, by=make_member(name="Bo"), now=NOW)
    act(firm.pk, invitation.pk, by=owner, now=NOW)
    assert on_desk(owner) == on_desk(ada) == [] and is_kept()


def test_whom_it_was_sent_to_joins_and_nobody_else_is_waited_for(firm, owner, ada):
    invitation = invite(firm, owner)
    actions.accept(invitation.token, by=make_member(name="Bo"), now=NOW)
    actions.accept(invitation.token, by=ada, now=NOW)
    assert on_desk(owner) == on_desk(ada) == [] and is_kept()


def test_who_came_in_by_another_invitation_is_asked_about_no_more(firm, owner):
    bo = make_member(name="Bo")
    confirm_address(bo, "bo@kontor.example")
    actions.accept(invite(firm, owner).token, by=bo, now=NOW)
    assert on_desk(owner) == ASKED
    actions.accept(invite(firm, owner, email="bo@kontor.example").token, by=bo, now=NOW)
    assert on_desk(owner) == [] and is_kept()
    actions.remove(firm.pk, bo.pk, by=owner, now=NOW)
    assert on_desk(owner) == ASKED and is_kept()


def block(member):
    members.stand(member.pk, by=make_member(is_staff=True), standing={"is_active": False}, now=NOW)


def test_who_asks_and_is_blocked_is_asked_about_no_more_and_the_link_is_whose_it_was(firm, owner, ada):
    bo = make_member(name="Bo")
    invitation = invite(firm, owner)
    actions.accept(invitation.token, by=bo, now=NOW)
    block(bo)
    assert (on_desk(owner), on_desk(ada)) == ([], INVITED) and is_kept()
    told = timeline(firm.stream)[0]
    assert (told.told, told.actor) == (JoiningDropped(invitation_id=invitation.pk, member_id=bo.pk), None)
    assert actions.accept(invitation.token, by=ada, now=NOW).member == ada


def test_who_invites_and_is_blocked_waits_for_nobody(firm, owner, ada):
    invite(firm, owner)
    block(owner)
    assert on_desk(ada) == [] and is_kept()


def test_a_block_that_changes_nothing_here_tells_nothing(firm, owner, ada):
    invite(firm, owner)
    before = len(timeline(firm.stream))
    block(ada)
    members.stand(ada.pk, by=make_member(is_superuser=True, is_staff=True), standing={"is_staff": True}, now=NOW)
    assert len(timeline(firm.stream)) == before
