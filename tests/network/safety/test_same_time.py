"""Accounts are not told apart: the same hashes, the same statements, the same bytes, whoever has one."""

import re
from collections import Counter

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.members.models import Member
from realtime.jobs.mail import Mail
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-harbour-phrase"
hashed = Counter()


class Counted(MD5PasswordHasher):
    algorithm = "counted"

    def encode(self, password, salt):
        hashed["times"] += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def _counted(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]


def known(email):
    member = make_member(email=email)
    member.set_password(PASSWORD)
    member.save()
    EmailAddress.objects.create(user=member, email=email, verified=True, primary=True)


def unconfirmed(email):
    known(email)
    Member.objects.filter(email=email).update(confirmed_at=None)
    EmailAddress.objects.filter(email=email).update(verified=False)


def closed(email):
    known(email)
    Member.objects.filter(email=email).update(is_active=False)


def without_password(email):
    known(email)
    member = Member.objects.get(email=email)
    member.set_unusable_password()
    member.save()


def added(email):
    """The second address of somebody else."""
    EmailAddress.objects.create(user=make_member(), email=email, verified=True)


def unknown(email):
    pass


WHO = [known, unconfirmed, closed, without_password, added]
DOORS = {
    "/account/signup/": {"email": "?", "password1": "a-different-phrase", "name": "Ada", "time_zone": "Asia/Tokyo"},
    "/account/password/reset/": {"email": "?"},
    "/account/login/": {"login": "?", "password": "a-different-phrase"},
}


def asked(door, email):
    """What an attacker sees, and what it took: status, headers, the page it leads to, hashes, kinds of statement."""
    hashed.clear()
    client = Client()
    sent = {name: email if value == "?" else value for name, value in DOORS[door].items()}
    with CaptureQueriesContext(connection) as statements:
        answer = client.post(door, sent)
    hashes = hashed["times"]
    page = client.get(answer["Location"]) if answer.status_code == 302 else answer
    headers = {name: value for name, value in answer.items() if name not in ("X-Request-ID", "Expires")}
    headers = {name: re.sub(r"nonce-[^']+", "", value) for name, value in headers.items()}
    cookies = sorted((name, cookie["max-age"], len(cookie.value)) for name, cookie in answer.cookies.items())
    return {
        "seen": (answer.status_code, headers, cookies, _plain(page.content.decode())),
        "hashes": hashes,
        "written": Counter(_written(one["sql"]) for one in statements if _written(one["sql"])),
    }


def _plain(page):
    return re.sub(r'(nonce|value|content)="[A-Za-z0-9+/=_-]{16,}"', "", page)


def _written(statement):
    found = re.match(r'(INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', statement)
    return found.groups() if found else None


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("who", WHO, ids=lambda who: who.__name__)
def test_nobody_is_told_who_has_an_account(door, who):
    who("ada@kontor.example")
    asked(door, "carl@kontor.example")
    ada, bob = asked(door, "ada@kontor.example"), asked(door, "bob@kontor.example")
    theirs = str(bob["seen"]).replace("bob@kontor.example", "ada@kontor.example")
    assert str(ada["seen"]) == theirs
    assert (ada["hashes"], ada["written"]) == (bob["hashes"], bob["written"])
    assert ada["hashes"] == {"/account/signup/": 1, "/account/password/reset/": 0, "/account/login/": 2}[door]


@pytest.mark.parametrize("door", ["/account/signup/", "/account/password/reset/"])
@pytest.mark.parametrize("who", [*WHO, unknown], ids=lambda who: who.__name__)
def test_each_is_written_one_mail(door, who):
    who("ada@kontor.example")
    asked(door, "ada@kontor.example")
    assert [one.to for one in Mail.objects.all()] == ["ada@kontor.example"]


@pytest.mark.parametrize("who", WHO, ids=lambda who: who.__name__)
def test_to_sign_up_again_makes_no_second_account(who):
    who("ada@kontor.example")
    before = set(Member.objects.values_list("pk", "name"))
    asked("/account/signup/", "ada@kontor.example")
    assert set(Member.objects.values_list("pk", "name")) == before


@pytest.mark.parametrize("door", ["/account/login/", "/account/password/reset/", "/account/signup/"])
def test_nor_by_how_long_one_must_wait(door):
    known("ada@kontor.example")
    answers = {}
    for email in ("ada@kontor.example", "bob@kontor.example"):
        answers[email] = [asked(door, email)["seen"][0] for _time in range(8)]
    assert answers["ada@kontor.example"] == answers["bob@kontor.example"]
    assert answers["ada@kontor.example"][-1] == 429
