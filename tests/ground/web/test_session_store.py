"""Sessions are read by a statement of our own; what they are is Django's."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from ground.web.session_store import SessionStore
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    store = SessionStore()
    store["basket"] = "full"
    store.save()
    return store.session_key


def test_it_is_what_the_site_uses(client):
    client.force_login(make_member())
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert SessionStore(key).keys() == db.SessionStore(key).keys() != set()


def test_what_was_kept_is_read(kept, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(1):
            store = SessionStore(kept)
            assert store["basket"] == "full"
            assert store.session_key == kept


@pytest.mark.parametrize("key", ["unknown-and-long-enough", "short", ""])
def test_an_unknown_key_is_nobodys_and_is_let_go_of(kept, key):
    store = SessionStore(key)
    assert dict(store.items()) == {}
    assert store.session_key is None


def test_a_session_that_has_ended_is_nobodys(kept):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    store = SessionStore(kept)
    assert store.get("basket") is None
    assert store.session_key is None


def test_a_session_that_was_taken_away_is_nobodys_at_once(kept):
    assert SessionStore(kept)["basket"] == "full"
    SessionStore().delete(kept)
    assert SessionStore(kept).get("basket") is None
