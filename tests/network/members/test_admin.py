"""Members among the staff's pages: found, blocked, and made staff, by whom that is for."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from network.members import actions
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
LIST = "/staff/network/member/"


def administrator():
    return make_member(is_staff=True, is_superuser=True)


def page_of(member):
    return reverse("admin:network_member_change", args=[member.pk])


@pytest.mark.parametrize("words", ["Zoë Adeyemi", "zoe@lagos", "other@lagos"])
def test_staff_find_a_member_by_name_and_by_any_address(log_in, words):
    zoe = make_member(name="Zoë Adeyemi", email="zoe@lagos.example")
    EmailAddress.objects.create(user=zoe, email="other@lagos.example")
    make_member(name="Somebody else")
    page = log_in(make_member(is_staff=True)).get(LIST, {"q": words}).content.decode()
    assert "zoe@lagos.example" in page
    assert "Somebody else" not in page


def test_who_is_blocked_is_logged_out_and_unseen_and_comes_back_when_let(log_in):
    ben, browser = make_member(name="Ben"), log_in(make_member(is_staff=True))
    his = log_in(ben)
    assert his.get("/me/").status_code == 200
    assert browser.post(page_of(ben), {}).status_code == 302
    assert his.get("/me/").status_code == 302
    assert browser.get(ben.get_absolute_url()).status_code == 404
    browser.post(page_of(ben), {"is_active": "on"})
    ben.refresh_from_db()
    assert (ben.is_active, ben.is_staff) == (True, False)


def test_only_an_administrator_says_who_is_staff(log_in):
    ben, given = make_member(), {"is_active": "on", "is_staff": "on", "is_superuser": "on"}
    log_in(make_member(is_staff=True)).post(page_of(ben), given)
    ben.refresh_from_db()
    assert not ben.is_staff
    log_in(administrator()).post(page_of(ben), given)
    ben.refresh_from_db()
    assert (ben.is_staff, ben.is_superuser) == (True, True)


def test_an_administrator_is_staff_too(log_in):
    ben = make_member()
    page = log_in(administrator()).post(page_of(ben), {"is_active": "on", "is_superuser": "on"})
    assert "An administrator is staff too." in page.content.decode()
    ben.refresh_from_db()
    assert not ben.is_superuser


@pytest.mark.parametrize("standing", [{"is_active": False}, {"is_staff": False}, {"is_superuser": False}])
def test_nobody_does_it_to_themselves_so_one_administrator_stays(standing):
    ada = administrator()
    with pytest.raises(PermissionDenied):
        actions.stand(ada.pk, by=ada, standing=standing, now=timezone.now())


@pytest.mark.parametrize(
    ("by", "of", "standing", "may"),
    [
        ("member", "member", {"is_active": False}, False),
        ("staff", "member", {"is_active": False}, True),
        ("staff", "member", {"is_staff": True}, False),
        ("staff", "staff", {"is_active": False}, False),
        ("staff", "administrator", {"is_active": False}, False),
        ("administrator", "staff", {"is_active": False}, True),
        ("administrator", "administrator", {"is_superuser": False}, True),
        ("blocked", "member", {"is_active": False}, False),
    ],
)
def test_who_may_do_what(by, of, standing, may):
    kinds = {
        "member": {},
        "staff": {"is_staff": True},
        "administrator": {"is_staff": True, "is_superuser": True},
        "blocked": {"is_staff": True, "is_superuser": True, "is_active": False},
    }
    who, whom = make_member(**kinds[by]), make_member(**kinds[of])
    if may:
        changed = actions.stand(whom.pk, by=who, standing=standing, now=timezone.now())
        assert {name: getattr(changed, name) for name in standing} == standing
    else:
        with pytest.raises(PermissionDenied):
            actions.stand(whom.pk, by=who, standing=standing, now=timezone.now())


def test_nobody_is_made_or_deleted_there_and_members_have_no_way_in(log_in):
    ben = make_member()
    browser = log_in(administrator())
    assert browser.get(f"{LIST}add/").status_code == 403
    assert browser.post(reverse("admin:network_member_delete", args=[ben.pk]), {"post": "yes"}).status_code == 403
    assert log_in(ben).get(LIST).status_code in (302, 403)
