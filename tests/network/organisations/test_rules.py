import pytest

from network.organisations import rules
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "staff", "manages"), [("owner", True, True), ("manager", True, True), ("staff", True, False)]
)
def test_what_a_role_may(role, staff, manages):
    member, firm = make_member(), make_organisation()
    join(firm, member, role=role)
    assert rules.is_staff(member, firm) is staff
    assert rules.may_manage(member, firm) is manages
    assert rules.may_see_figures(member, firm) is True


def test_another_organisations_owner_may_nothing():
    owner = make_member()
    make_organisation(staff=[owner])
    other = make_organisation()
    assert not rules.is_staff(owner, other)
    assert not rules.may_manage(owner, other)
    assert not rules.may_see_figures(owner, other)


@pytest.mark.parametrize(
    ("giver", "role", "may"),
    [
        ("owner", "owner", True),
        ("owner", "staff", True),
        ("manager", "owner", False),
        ("manager", "manager", True),
        ("manager", "staff", True),
        ("staff", "staff", False),
        (None, "staff", False),
    ],
)
def test_who_gives_which_role(giver, role, may):
    assert rules.may_give(giver, role) is may


def test_only_commissioners_open_agencies():
    member, commissioner = make_member(), make_member()
    make_organisation("agency", staff=[commissioner])
    assert not rules.may_open(member, "agency")
    assert rules.may_open(commissioner, "agency")
    assert all(rules.may_open(member, kind) for kind in ("firm", "host", "buyer", "partner"))


def test_what_a_member_is():
    member = make_member()
    make_organisation("host", staff=[member])
    assert rules.is_host(member)
    assert not rules.is_founder(member)
    assert not rules.is_commissioner(member)
