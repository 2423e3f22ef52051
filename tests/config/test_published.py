"""The demo's published password opens nothing where real members are: production does not start on such a database."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from config import checks, published
from tests.factories.members import make_member

PASSWORD = settings.PUBLISHED_LOG_INS[0][2]


def able(email, password=PASSWORD, **fields):
    member = make_member(email=email, **fields)
    member.set_password(password)
    member.save()
    return member


@pytest.mark.django_db
@pytest.mark.parametrize("email", [email for _role, email, _password in settings.PUBLISHED_LOG_INS])
def test_each_log_in_of_the_demo_is_found(email):
    able(email)
    assert published.open_accounts() == [email]


@pytest.mark.django_db
def test_one_that_moved_to_another_address_is_found_by_the_old_one_it_keeps():
    member = able("me@elsewhere.example")
    EmailAddress.objects.create(user=member, email="Operator@Kontor.example", verified=True)
    assert published.open_accounts() == ["me@elsewhere.example"]


@pytest.mark.django_db
def test_accounts_that_share_the_demos_one_hash_are_found_under_any_address():
    hashed = make_password(PASSWORD)
    for name in ("b", "a"):
        make_member(email=f"{name}@elsewhere.example")
    type(make_member()).objects.filter(email__endswith="@elsewhere.example").update(password=hashed)
    assert published.open_accounts() == ["a@elsewhere.example", "b@elsewhere.example"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "fields"),
    [
        ("founder@kontor.example", {"is_active": False}),
        ("founder@kontor.example", {"password": "one of their own, and long"}),
        ("ada@lovelace.example", {"password": "one of their own, and long"}),
    ],
)
def test_who_cannot_log_in_with_it_is_none(email, fields):
    able(email, **fields)
    make_member(email="operator@kontor.example")
    assert published.open_accounts() == []
    assert published.NotTheDemosDatabase(lambda request: HttpResponse()).sound


@pytest.mark.django_db
def test_a_process_does_not_begin_on_it_and_the_check_says_the_same():
    able("operator@kontor.example")
    with pytest.raises(ImproperlyConfigured, match=r"one can log in as operator@kontor\.example"):
        published.NotTheDemosDatabase(lambda request: HttpResponse())
    assert "kontor.E001" in [found.id for found in checks.database()]


@pytest.mark.django_db
def test_a_database_that_was_away_is_asked_before_anybody_is_served(monkeypatch):
    def away():
        raise OperationalError("away")

    real = published.open_accounts
    monkeypatch.setattr(published, "open_accounts", away)
    begun, asked = published.NotTheDemosDatabase(lambda request: HttpResponse("served")), RequestFactory().get
    assert begun(asked("/")).content == b"served"
    monkeypatch.setattr(published, "open_accounts", real)
    able("operator@kontor.example")
    with pytest.raises(ImproperlyConfigured):
        begun(asked("/"))
    assert begun(asked("/livez")).content == b"served"
