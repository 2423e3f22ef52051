"""What holds somebody's own is kept by nobody; what anybody may have is not forbidden to be kept."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from config import sessions
from config.privacy import ASKED_AGAIN, NOT_KEPT, PERMISSIONS
from tests.factories.forums import make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/feed/", "/me/", "/messages/", "/account/email/", "/account/password/change/", "/nowhere/"]
)
def test_what_a_member_is_answered_is_kept_by_nobody(log_in, path):
    assert log_in(make_member()).get(path)["Cache-Control"] == NOT_KEPT


def test_an_open_page_is_asked_for_again_by_who_is_named_on_it(log_in, client):
    path = f"/forums/threads/{make_thread().pk}/"
    assert log_in(make_member()).get(path)["Cache-Control"] == ASKED_AGAIN
    assert not client.get(path).has_header("Cache-Control")


@pytest.mark.parametrize(
    "path",
    [
        "/introductions/answer/nobodys/",
        "/notices/unsubscribe/nobodys/",
        "/invitations/nobodys/",
        "/letters/by/nobodys/",
        "/account/password/reset/key/1-nobodys/",
        "/account/confirm-email/nobodys/",
        "/account/login/",
        "/feed/",
    ],
)
def test_a_personal_link_and_a_log_in_are_kept_by_nobody_whoever_asks(client, path):
    assert "no-store" in client.get(path)["Cache-Control"]


def test_every_page_names_the_powers_it_uses(client):
    assert client.get("/")["Permissions-Policy"] == PERMISSIONS
    for power in ("camera=()", "geolocation=()", "publickey-credentials-get=(self)"):
        assert power in PERMISSIONS.split(", ")


def test_sessions_that_have_ended_are_swept_and_no_other(client):
    made = [SessionStore() for _ in range(2)]
    for store in made:
        store["who"] = "somebody"
        store.save()
    Session.objects.filter(pk=made[0].session_key).update(expire_date=timezone.now())
    sessions.sweep()
    assert [session.pk for session in Session.objects.all()] == [made[1].session_key]
