"""The staff's site and the second step: no door to it leads round what a member has set up."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core.checks import run_checks
from django.test import Client

from realtime.access.identity import who_calls
from tests.factories.members import make_member
from tests.factories.second_step import code_of, has_an_app, with_an_app

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-harbour-phrase"


@pytest.fixture(autouse=True)
def _no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


def member_with_password(**fields):
    member = make_member(**fields)
    member.set_password(PASSWORD)
    member.save()
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def logged_in(member, secret=None):
    """A browser in which the member has come in by the front door, with all its steps."""
    client = Client()
    client.post("/account/login/", {"login": member.email, "password": PASSWORD})
    if secret:
        client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get("/me/").status_code == 200
    return client


@pytest.fixture
def staff():
    return member_with_password(is_staff=True, is_superuser=True)


def where_to(answer):
    parts = urlsplit(answer["Location"])
    return parts.path, parse_qs(parts.query).get("next", [""])[0]


def test_the_password_alone_opens_no_staffs_site(client, staff):
    with_an_app(staff)
    answer = client.post("/staff/login/?next=/staff/", {"username": staff.email, "password": PASSWORD})
    assert where_to(answer) == ("/account/login/", "/staff/")
    assert "_auth_user_id" not in client.session
    client.post("/account/login/", {"login": staff.email, "password": PASSWORD})
    assert client.get("/staff/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_who_is_in_and_asks_for_no_page_of_ours_comes_to_the_first(log_in):
    staff = log_in(make_member(is_staff=True))
    assert [staff.get("/staff/login/", {"next": word})["Location"] for word in ("²", "nowhere")] == ["/staff/"] * 2


@pytest.mark.parametrize("page", ["/staff/", "/staff/login/", "/staff/network/board/", "/staff/login/?next=/staff/"])
def test_the_staffs_site_logs_in_where_everybody_does(client, staff, page):
    last, _status = client.get(page, follow=True).redirect_chain[-1]
    assert last.startswith("/account/login/?next=/staff/")
    inside = logged_in(staff)
    assert inside.get(page, follow=True).status_code == 200


@pytest.mark.parametrize("page", ["/staff/", "/staff/login/", "/staff/network/board/"])
def test_who_is_no_staff_is_told_so(page):
    assert logged_in(member_with_password()).get(page, follow=True).status_code == 403


def test_the_staffs_site_has_no_password_form_of_its_own(staff):
    inside = logged_in(staff)
    changed = {"old_password": PASSWORD, "new_password1": "another-harbour", "new_password2": "another-harbour"}
    for answer in (inside.get("/staff/password_change/"), inside.post("/staff/password_change/", changed)):
        assert where_to(answer)[0] == "/account/password/change/"
    staff.refresh_from_db()
    assert staff.check_password(PASSWORD)


GUARDED = [
    ("/account/2fa/totp/deactivate/", {}),
    ("/account/2fa/totp/activate/", {"code": "123456"}),
    ("/account/2fa/recovery-codes/generate/", {}),
    ("/account/2fa/webauthn/add/", {"name": "key"}),
    ("/account/email/", {"action_add": "", "email": "mine@kontor.example"}),
    ("/account/email/", {"action_remove": "", "email": "other@kontor.example"}),
    ("/account/email/", {"action_primary": "", "email": "other@kontor.example"}),
    ("/account/password/change/", {"oldpassword": PASSWORD, "password1": "another-one", "password2": "another-one"}),
]


@pytest.mark.parametrize(("page", "sent"), GUARDED)
def test_a_second_step_is_asked_for_once_more_where_there_is_one(page, sent):
    ada = member_with_password()
    EmailAddress.objects.create(user=ada, email="other@kontor.example", verified=True)
    secret = with_an_app(ada)
    inside = logged_in(ada, secret)
    inside.post("/account/reauthenticate/", {"password": PASSWORD})
    answer = inside.post(page, sent)
    if page.endswith("totp/activate/"):
        assert where_to(answer)[0] in ("/account/2fa/totp/deactivate/", "/account/2fa/reauthenticate/")
    else:
        assert where_to(answer) == ("/account/2fa/reauthenticate/", page)
    ada.refresh_from_db()
    assert (has_an_app(ada), ada.check_password(PASSWORD)) == (True, True)
    assert [one.email for one in EmailAddress.objects.order_by("-primary")] == [ada.email, "other@kontor.example"]


def test_the_code_and_not_the_password_removes_it():
    ada = member_with_password()
    secret = with_an_app(ada)
    inside = logged_in(ada, secret)
    assert where_to(inside.get("/account/reauthenticate/"))[0] == "/account/2fa/reauthenticate/"
    inside.post("/account/2fa/totp/deactivate/")
    wrong = inside.post("/account/2fa/reauthenticate/", {"code": "000000"})
    assert (wrong.status_code, has_an_app(ada)) == (422, True)
    inside.post("/account/2fa/reauthenticate/", {"code": code_of(secret)})
    inside.post("/account/2fa/totp/deactivate/")
    assert not has_an_app(ada)


@pytest.mark.parametrize("action", ["action_add", "action_remove", "action_primary"])
def test_an_address_asks_for_the_password_where_there_is_no_second_step(action):
    ada = member_with_password()
    EmailAddress.objects.create(user=ada, email="other@kontor.example", verified=True)
    inside = logged_in(ada)
    email = "mine@kontor.example" if action == "action_add" else "other@kontor.example"
    before = list(EmailAddress.objects.order_by("pk").values_list("email", "primary"))
    answer = inside.post("/account/email/", {action: "", "email": email})
    assert where_to(answer) == ("/account/reauthenticate/", "/account/email/")
    assert list(EmailAddress.objects.order_by("pk").values_list("email", "primary")) == before
    # What was asked for is done as soon as the password was given.
    inside.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/email/"})
    assert list(EmailAddress.objects.order_by("pk").values_list("email", "primary")) != before


def test_who_has_a_second_step_may_add_an_address():
    ada = member_with_password()
    secret = with_an_app(ada)
    inside = logged_in(ada, secret)
    inside.post("/account/email/", {"action_add": "", "email": "mine@kontor.example"})
    inside.post("/account/2fa/reauthenticate/", {"code": code_of(secret), "next": "/account/email/"})
    assert EmailAddress.objects.filter(user=ada, email="mine@kontor.example", verified=False).exists()


@pytest.fixture
def in_production(settings):
    settings.STAFF_NEED_SECOND_STEP = True


STAFF_PAGES = ["/staff/", "/staff/network/board/", "/operating/", "/metrics", "/forums/", "/me/"]


@pytest.mark.parametrize("page", STAFF_PAGES)
def test_staff_set_up_a_second_step_before_anything_else(in_production, staff, page):
    inside = logged_in_though_led_on(staff)
    assert where_to(inside.get(page))[0] == "/account/2fa/"
    assert where_to(inside.post(page))[0] == "/account/2fa/"
    assert "Staff" in inside.get("/account/2fa/").content.decode()


def logged_in_though_led_on(member):
    client = Client()
    client.post("/account/login/", {"login": member.email, "password": PASSWORD})
    assert client.get("/account/2fa/").status_code == 200
    return client


def test_with_a_second_step_they_come_in(in_production, staff):
    secret = with_an_app(staff)
    inside = logged_in(staff, secret)
    assert [inside.get(page).status_code for page in STAFF_PAGES] == [200] * len(STAFF_PAGES)


def test_a_session_that_has_not_passed_it_passes_it_now(in_production, staff, client):
    secret = with_an_app(staff)
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    assert where_to(client.get("/staff/network/board/")) == ("/account/2fa/reauthenticate/", "/staff/network/board/")
    answer = client.post(
        "/account/2fa/reauthenticate/", {"code": code_of(secret), "next": "/staff/network/board/"}, follow=True
    )
    assert answer.redirect_chain == [("/staff/network/board/", 302)]
    assert answer.status_code == 200


def test_who_is_no_staff_may_do_without(in_production):
    assert logged_in(member_with_password()).get("/me/").status_code == 200


@pytest.mark.parametrize(("needed", "complaints"), [(True, []), (False, ["kontor.W101"])])
def test_the_check_says_where_staff_may_do_without(settings, needed, complaints):
    settings.STAFF_NEED_SECOND_STEP = needed
    found = [one.id for one in run_checks(include_deployment_checks=True)]
    assert [one for one in found if one == "kontor.W101"] == complaints


def calling(client):
    """Who the socket of this browser belongs to."""
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return who_calls({"headers": [(b"cookie", cookies.encode())]}).member


def test_at_the_socket_too_staff_need_their_second_step(in_production, staff):
    without = Client()
    without.post("/account/login/", {"login": staff.email, "password": PASSWORD})
    assert calling(without) is None

    secret = with_an_app(staff)
    assert calling(without) is None
    assert calling(logged_in(staff, secret)) == staff.pk


def test_at_the_socket_who_is_no_staff_may_do_without(in_production):
    member = member_with_password()

    assert calling(logged_in(member)) == member.pk
