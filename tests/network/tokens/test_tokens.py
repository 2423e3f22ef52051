"""Access tokens: made once, kept as a hash, within their scopes, until they are over or ended."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from config.logs import redacted
from ground.web.api import scopes
from network.safety.actions import Origin
from network.safety.models import SecurityEvent
from network.tokens import actions, rules
from network.tokens.models import AccessToken, hash_of
from tests.factories.forums import make_thread
from tests.factories.members import make_member
from tests.factories.second_step import code_of, with_an_app
from tests.factories.tokens import bearing, make_token, program_of
from tests.network.safety.post import link_in, sent

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-harbour-phrase"
SOUND = {"name": "Nightly copy", "scopes": ["forums:read"], "days": "30"}


def member_with_password():
    member = make_member(email="ada@kontor.example")
    member.set_password(PASSWORD)
    member.save()
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def logged_in(member):
    client = Client()
    client.post("/account/login/", {"login": member.email, "password": PASSWORD})
    return client


def secret_in(page):
    return page.content.decode().split('id="secret" readonly value="')[1].split('"')[0]


def kinds(member):
    return list(SecurityEvent.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


def test_a_token_is_shown_once_and_only_its_hash_is_kept(log_in):
    ada = make_member()
    page = log_in(ada).post("/me/tokens/", SOUND)
    secret = secret_in(page)
    assert (page.status_code, page["Cache-Control"]) == (201, "no-store")
    assert secret.startswith("kontor_") and len(secret) == 50
    token = AccessToken.objects.get(member=ada)
    assert (token.secret_hash, token.scopes, token.name) == (hash_of(secret), ["forums:read"], "Nightly copy")
    assert token.expires_at - token.made_at == timedelta(days=30)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            assert secret not in repr(cursor.fetchall()), table
    assert secret not in log_in(ada).get("/me/tokens/").content.decode()
    assert bearing(secret).get("/api/v1/boards").status_code == 200


def test_making_and_ending_are_security_events_and_making_is_mailed(log_in):
    ada = make_member()
    client = log_in(ada)
    client.post("/me/tokens/", SOUND)
    token = AccessToken.objects.get()
    client.post(f"/me/tokens/{token.pk}/end/")
    assert kinds(ada)[-2:] == ["token_made", "token_ended"]
    assert not AccessToken.objects.exists()
    assert "An access token was made" in client.get("/me/safety/").content.decode()
    told = sent()
    assert (told.subject, told.to, link_in(told)) == ("An access token was made", [ada.email], "/me/tokens/")
    assert "Nightly copy" in told.body


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["all:write"]}, "scopes"),
        ({"days": "0"}, "days"),
        ({"days": "9999"}, "days"),
        ({"days": "x"}, "days"),
    ],
)
def test_what_is_wrong_is_said_and_makes_none(log_in, wrong, field):
    page = log_in(make_member()).post("/me/tokens/", {**SOUND, **wrong})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not AccessToken.objects.exists()


def test_there_are_so_many_and_no_more(log_in):
    ada = make_member()
    for _ in range(rules.MOST):
        make_token(ada, "forums:read")
    with pytest.raises(ValidationError, match="as many as may be"):
        make_token(ada, "forums:read")
    assert log_in(ada).post("/me/tokens/", SOUND).status_code == 422
    AccessToken.objects.filter(pk=AccessToken.objects.latest("pk").pk).update(expires_at=timezone.now())
    make_token(ada, "forums:read")


def test_it_is_made_only_by_who_proves_the_password_again():
    client = logged_in(member_with_password())
    assert client.get("/me/tokens/").status_code == 200
    answer = client.post("/me/tokens/", SOUND)
    assert answer.status_code == 302 and "/account/reauthenticate/" in answer["Location"]
    assert not AccessToken.objects.exists()
    wrong = client.post(answer["Location"], {"password": "another"})
    assert wrong.status_code == 422 and not AccessToken.objects.exists()
    made = client.post(answer["Location"], {"password": PASSWORD})
    assert bearing(secret_in(made)).get("/api/v1/boards").status_code == 200


def test_where_there_is_a_second_step_the_password_does_not_do():
    member = member_with_password()
    secret = with_an_app(member)
    client = logged_in(member)
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    answer = client.post("/me/tokens/", SOUND)
    assert "/account/2fa/reauthenticate/" in client.get(answer["Location"], follow=True).request["PATH_INFO"] or (
        "/account/2fa/reauthenticate/" in answer["Location"]
    )
    client.post("/account/reauthenticate/?next=/me/tokens/", {"password": PASSWORD})
    assert not AccessToken.objects.exists()


def test_ending_reaches_at_once(log_in):
    ada = make_member()
    secret = make_token(ada)
    program = bearing(secret)
    assert program.get("/api/v1/members").status_code == 200
    log_in(ada).post(f"/me/tokens/{AccessToken.objects.get().pk}/end/")
    answer = program.get("/api/v1/members")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')


def test_nobody_ends_anothers(log_in):
    make_token(make_member())
    token = AccessToken.objects.get()
    assert log_in(make_member()).post(f"/me/tokens/{token.pk}/end/").status_code == 404
    assert AccessToken.objects.exists()


def test_it_is_over_when_its_day_has_come_and_forgotten_later():
    ada, now = make_member(), timezone.now()
    secret = make_token(ada, now=now - timedelta(days=30))
    assert bearing(secret).get("/api/v1/boards").status_code == 401
    actions.forget_old(now=now + timedelta(days=29))
    assert AccessToken.objects.count() == 1
    actions.forget_old(now=now + timedelta(days=31))
    assert AccessToken.objects.count() == 0


@pytest.mark.parametrize("lost", [{"is_active": False}, {"confirmed_at": None}])
def test_it_lets_nobody_in_for_whom_is_not_here(lost):
    ada = make_member()
    program = program_of(ada)
    assert program.get("/api/v1/members").status_code == 200
    type(ada).objects.filter(pk=ada.pk).update(**lost)
    assert program.get("/api/v1/members").status_code == 401


def test_staff_who_need_a_second_step_and_have_none_are_not_let_in(settings):
    settings.STAFF_NEED_SECOND_STEP = True
    ada = make_member(is_staff=True)
    program = program_of(ada)
    assert program.get("/api/v1/members").status_code == 401
    with_an_app(ada)
    assert program.get("/api/v1/members").status_code == 200


@pytest.mark.parametrize(
    "said",
    ["Bearer", "Bearer ", "Bearer x", "Basic YTpi", "kontor_x", "Bearer é", "Bearer " + "x" * 5000, "bearer \x7f"],
)
def test_what_is_no_token_is_refused_and_never_takes_the_session(log_in, said):
    client = log_in(make_member())
    assert client.get("/api/v1/members").status_code == 200
    assert client.get("/api/v1/members", headers={"Authorization": said}).status_code == 401


def test_each_scope_opens_what_declares_it_and_nothing_else():
    ada, thread = make_member(), make_thread()
    asked = {
        "bookmarks:read": ("GET", "/api/v1/bookmarks"),
        "bookmarks:write": ("POST", f"/api/v1/threads/{thread.pk}/bookmark"),
        "connections:read": ("GET", "/api/v1/connections"),
        "connections:write": ("POST", f"/api/v1/members/{ada.pk}/connection"),
        "drafts:read": ("GET", "/api/v1/drafts"),
        "drafts:write": ("POST", f"/api/v1/threads/{thread.pk}/draft"),
        "following:read": ("GET", "/api/v1/following"),
        "following:write": ("POST", f"/api/v1/members/{ada.pk}/follow"),
        "forums:read": ("GET", f"/api/v1/threads/{thread.pk}"),
        "forums:write": ("POST", f"/api/v1/threads/{thread.pk}/posts"),
        "members:read": ("GET", f"/api/v1/members/{ada.pk}"),
        "messages:read": ("GET", "/api/v1/conversations"),
        "messages:write": ("POST", f"/api/v1/members/{ada.pk}/messages"),
        "mydata:read": ("GET", "/api/v1/me/exports"),
        "mydata:write": ("POST", "/api/v1/me/exports"),
        "organisations:read": ("GET", "/api/v1/organisations"),
        "recommendations:read": ("GET", "/api/v1/recommendations"),
        "recommendations:write": ("POST", f"/api/v1/members/{ada.pk}/recommendations"),
    }
    assert set(asked) == set(scopes.all_scopes())
    for had in asked:
        program = program_of(ada, had)
        for needed, (method, address) in asked.items():
            answer = program.generic(method, address, json.dumps({"body": "Yes"}), content_type="application/json")
            assert (answer.status_code == 403) is (needed != had), (had, needed, answer.content)
            if needed != had:
                assert f'scope="{needed}"' in answer["WWW-Authenticate"]


def test_the_last_use_is_written_once_a_minute():
    ada = make_member()
    program = program_of(ada)
    program.get("/api/v1/boards")
    first = AccessToken.objects.get().used_at
    program.get("/api/v1/boards")
    assert AccessToken.objects.get().used_at == first
    actions.note_use(AccessToken.objects.get(), now=first + rules.NOTED_EACH)
    assert AccessToken.objects.get().used_at == first + rules.NOTED_EACH


def test_no_line_in_the_log_gives_a_token_away():
    secret = make_token(make_member())
    assert secret not in redacted(f"Authorization: Bearer {secret}; {secret} ?access={secret}")


def test_the_page_asks_the_same_for_three_as_for_one(log_in, count_queries):
    ada = make_member()
    client = log_in(ada)
    make_token(ada)
    one = count_queries(lambda: client.get("/me/tokens/"))
    make_token(ada)
    make_token(ada)
    assert count_queries(lambda: client.get("/me/tokens/")) == one


def test_an_action_ends_ones_own_alone():
    make_token(make_member())
    with pytest.raises(AccessToken.DoesNotExist):
        actions.end(AccessToken.objects.get().pk, by=make_member(), origin=Origin(), now=timezone.now())
