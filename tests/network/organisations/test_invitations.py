"""An invitation is for whom it was sent to, and stands no longer than who sent it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from network.members.models import Member
from network.organisations import actions
from network.organisations.facts import InvitationRevoked, JoiningAsked, JoiningRefused, StaffJoined
from network.organisations.models import Invitation
from realtime.jobs import queue
from realtime.jobs.mail import Mail
from realtime.notices import Notice, unread_count
from realtime.streams import events_after
from tests.factories.members import confirm_address, make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db
ADDRESS = "ada@kontor.example"
NOW = timezone.now()


@pytest.fixture
def owner():
    return make_member(name="Olga Owner")


@pytest.fixture
def firm(owner):
    return make_organisation(name="Tidewrack", slug="tidewrack", staff=[owner])


@pytest.fixture
def manager(firm):
    member = make_member(name="Max Manager")
    join(firm, member, role="manager")
    return member


def invite(firm, by, role="staff", email=ADDRESS):
    return actions.invite(firm.pk, by=by, email=email, role=role, now=NOW)


def told(firm):
    return [event.told for event in events_after(firm.stream_id, 0)]


def role_of(firm, member):
    return firm.memberships.filter(member=member).values_list("role", flat=True).first()


def code_of(invitation, by):
    with pytest.raises(ValidationError) as refused:
        actions.accept(invitation.token, by=by, now=NOW)
    return refused.value.code


def removed(firm, owner, manager):
    actions.remove(firm.pk, manager.pk, by=owner, now=NOW)


def left(firm, owner, manager):
    actions.remove(firm.pk, manager.pk, by=manager, now=NOW)


def made_staff(firm, owner, manager):
    actions.change_role(firm.pk, manager.pk, by=owner, role="staff", now=NOW)


def closed(firm, owner, manager):
    Member.objects.filter(pk=manager.pk).update(is_active=False)


def put_out(firm, owner, manager):
    """By a door that tells nobody, such as the staff's site."""
    firm.memberships.filter(member=manager).delete()


@pytest.mark.parametrize("end", [removed, left, made_staff, closed, put_out], ids=lambda end: end.__name__)
@pytest.mark.parametrize("role", ["staff", "manager"])
def test_no_invitation_outlives_its_inviter(firm, owner, manager, end, role, client):
    invitation, ada = invite(firm, manager, role=role), confirm_address(make_member(), ADDRESS)
    end(firm, owner, manager)
    assert code_of(invitation, ada) == "revoked"
    assert role_of(firm, ada) is None
    assert client.get(f"/invitations/{invitation.token}/").status_code == 410


@pytest.mark.parametrize("end", [removed, left, made_staff], ids=lambda end: end.__name__)
def test_it_is_withdrawn_so_that_all_see_it(firm, owner, manager, end):
    invitation = invite(firm, manager)
    end(firm, owner, manager)
    assert InvitationRevoked(invitation_id=invitation.pk) in told(firm)
    assert not Invitation.objects.open(NOW).exists()
    # Whoever may, asks them anew.
    assert actions.accept(invite(firm, owner).token, by=confirm_address(make_member(), ADDRESS), now=NOW)


def test_who_is_given_a_lesser_role_keeps_what_they_could_still_ask(firm, owner):
    other = make_member()
    join(firm, other, role="owner")
    as_owner, as_staff = invite(firm, other, role="owner"), invite(firm, other, email="bo@kontor.example")
    actions.change_role(firm.pk, other.pk, by=owner, role="manager", now=NOW)
    assert list(Invitation.objects.open(NOW)) == [as_staff]
    assert InvitationRevoked(invitation_id=as_owner.pk) in told(firm)


def test_others_invitations_stand(firm, owner, manager):
    invitation = invite(firm, owner)
    removed(firm, owner, manager)
    assert list(Invitation.objects.open(NOW)) == [invitation]


def test_a_mail_is_not_sent_for_an_inviter_who_has_left(firm, owner, manager):
    invite(firm, manager)
    put_out(firm, owner, manager)
    queue.run_all()
    assert Mail.objects.count() == 0


@pytest.mark.parametrize("role", ["owner", "manager"])
@pytest.mark.parametrize("confirmed", ["", "bo@kontor.example"])
def test_with_a_role_only_the_invited_address_joins(firm, owner, role, confirmed):
    invitation, bo = invite(firm, owner, role=role), make_member()
    if confirmed:
        confirm_address(bo, confirmed)
    assert code_of(invitation, bo) == "address"
    confirm_address(bo, ADDRESS.upper())
    assert actions.accept(invitation.token, by=bo, now=NOW).role == role


def test_an_address_that_waits_to_be_confirmed_does_not_count(firm, owner):
    bo = make_member()
    bo.emailaddress_set.create(email=ADDRESS, verified=False)
    assert code_of(invite(firm, owner, role="manager"), bo) == "address"


def test_as_staff_another_address_asks_the_inviter_first(firm, owner):
    invitation, bo = invite(firm, owner), make_member(name="Bo")
    for _time in range(2):
        assert actions.accept(invitation.token, by=bo, now=NOW) is None
    assert role_of(firm, bo) is None
    assert told(firm)[-1] == JoiningAsked(invitation_id=invitation.pk, member_id=bo.pk)
    queue.run_all()
    notice = Notice.objects.get(recipient=owner.pk)
    assert notice.sentence == "Bo asks to join Tidewrack with the link for ada@kontor.example"

    actions.let_in(firm.pk, invitation.pk, by=owner, now=NOW)
    assert actions.let_in(firm.pk, invitation.pk, by=owner, now=NOW) is None
    assert role_of(firm, bo) == "staff"
    assert told(firm)[-1] == StaffJoined(member_id=bo.pk, role="staff")
    queue.run_all()
    assert Notice.objects.get(recipient=bo.pk).sentence == "You belong to Tidewrack now"


def test_who_is_not_let_in_is_told_and_the_link_ends(firm, owner):
    invitation, bo = invite(firm, owner), make_member()
    actions.accept(invitation.token, by=bo, now=NOW)
    for _time in range(2):
        actions.turn_away(firm.pk, invitation.pk, by=owner, now=NOW)
    assert told(firm)[-1] == JoiningRefused(invitation_id=invitation.pk, member_id=bo.pk)
    assert code_of(invitation, bo) == "revoked"
    assert actions.let_in(firm.pk, invitation.pk, by=owner, now=NOW) is None
    queue.run_all()
    assert Notice.objects.get(recipient=bo.pk).sentence == "Tidewrack did not let you in"


def test_whom_it_was_sent_to_joins_though_another_asked(firm, owner):
    invitation, bo = invite(firm, owner), make_member()
    actions.accept(invitation.token, by=bo, now=NOW)
    assert code_of(invitation, make_member()) == "asked"
    ada = confirm_address(make_member(), ADDRESS)
    queue.run_all()
    assert actions.accept(invitation.token, by=ada, now=NOW).member == ada
    queue.run_all()
    assert Notice.objects.get(recipient=owner.pk, kind="organisations.asked").gone_at == NOW
    assert Notice.objects.get(recipient=bo.pk).sentence.endswith("did not let you in")
    assert actions.let_in(firm.pk, invitation.pk, by=owner, now=NOW) is None
    assert role_of(firm, bo) is None


@pytest.mark.parametrize("answer", [actions.let_in, actions.turn_away], ids=["let_in", "turn_away"])
def test_an_ask_that_is_answered_is_no_notice(firm, owner, answer):
    invitation = invite(firm, owner)
    actions.accept(invitation.token, by=make_member(), now=NOW)
    queue.run_all()
    assert unread_count(owner.pk) == 1
    answer(firm.pk, invitation.pk, by=owner, now=NOW)
    queue.run_all()
    assert Notice.objects.get(recipient=owner.pk, kind="organisations.asked").gone_at == NOW


@pytest.mark.parametrize("answer", [actions.let_in, actions.turn_away], ids=["let_in", "turn_away"])
def test_only_managers_answer(firm, owner, answer):
    invitation, bo = invite(firm, owner), make_member()
    actions.accept(invitation.token, by=bo, now=NOW)
    staff = make_member()
    join(firm, staff)
    for by in (staff, bo, make_member()):
        with pytest.raises(PermissionDenied):
            answer(firm.pk, invitation.pk, by=by, now=NOW)
    assert list(Invitation.objects.open(NOW)) == [invitation]


def test_who_has_closed_their_account_meanwhile_is_not_let_in(firm, owner):
    invitation, bo = invite(firm, owner), make_member()
    actions.accept(invitation.token, by=bo, now=NOW)
    Member.objects.filter(pk=bo.pk).update(is_active=False)
    assert actions.let_in(firm.pk, invitation.pk, by=owner, now=NOW) is None


def test_the_pages_say_what_can_be_done(log_in, firm, owner):
    staff, managers = invite(firm, owner), invite(firm, owner, role="manager", email="bo@kontor.example")
    carl = make_member(name="Carl")
    client, here = log_in(carl), f"/invitations/{staff.token}/"
    page = client.get(f"/invitations/{managers.token}/").content.decode()
    assert "was sent to b…@kontor.example, and only that address joins" in page
    assert "bo@kontor.example" not in page
    assert client.post(f"/invitations/{managers.token}/join/").status_code == 200
    assert "Ask to be let in" in client.get(here).content.decode()
    assert client.post(f"{here}join/")["Location"] == here
    assert "Olga Owner is asked whether to let you in" in client.get(here).content.decode()
    assert "somebody else has asked" in log_in(make_member()).get(here).content.decode()

    mine = log_in(owner)
    page = mine.get("/organisations/tidewrack/staff/").content.decode()
    assert f"({carl.email}) has the link and asks to be let in" in page
    answer = mine.post(f"/organisations/tidewrack/invitations/{staff.pk}/let-in/", follow=True)
    assert "Carl belongs to the staff now." in answer.content.decode()
    assert role_of(firm, carl) == "staff"
    history = mine.get("/organisations/tidewrack/history/").content.decode()
    assert "Carl asked to join, with the link for ada@kontor.example" in history
