"""Where one is signed in: shown, kept without a write at each request, and ended at once."""

import json
import logging
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.logs import JsonLines
from network.safety import actions, tasks
from network.safety.actions import Origin
from network.safety.models import SecurityEvent, SignedIn
from network.safety.queries import browsers, place_of
from realtime.connections.protocol import SESSION_ENDED
from tests.factories.members import make_member
from tests.factories.second_step import code_of, with_an_app
from tests.network.safety.post import link_in, sent
from tests.realtime.conftest import house, pace
from tests.realtime.sockets import Ended, Socket

__all__ = ["house", "pace"]

PASSWORD = "a-long-harbour-phrase"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1"


def member_with_password(email="ada@kontor.example"):
    member = make_member(email=email)
    member.set_password(PASSWORD)
    member.save()
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def browser(member, agent=FIREFOX, zone="Europe/Paris", place="192.0.2.7", code=None):
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=place)
    client.cookies["zone"] = zone
    client.post("/account/login/", {"login": member.email, "password": PASSWORD})
    if code:
        client.post("/account/2fa/authenticate/", {"code": code})
    return client


def is_in(client):
    return client.get("/me/").status_code == 200


def kinds(member):
    return list(SecurityEvent.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def ada(db):
    return member_with_password()


def test_the_page_shows_each_browser_with_its_device_and_place(ada):
    phone, here = browser(ada, PHONE, "Asia/Kolkata"), browser(ada)
    page = here.get("/me/safety/").content.decode()
    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    assert "near Kolkata, by its clock" in page
    assert page.count("This browser") == 1
    assert [row.device for row in browsers(ada, here.session.session_key, timezone.now())] == [
        "Firefox on Linux",
        "Safari on iPhone",
    ]
    assert is_in(phone)
    assert "Sign out everywhere else" in page


def test_where_there_is_one_browser_only_nothing_else_can_be_signed_out(ada):
    page = browser(ada).get("/me/safety/").content.decode()
    assert "Sign out everywhere else" not in page and "Everywhere, here too" in page


@pytest.mark.parametrize("zone", ["Nowhere/Atall", "<script>", "x" * 300, "UTC", ""])
def test_a_zone_that_names_no_place_is_none(ada, zone):
    client = browser(ada, zone=zone)
    assert client.get("/me/safety/").status_code == 200
    assert place_of(SignedIn.objects.get().zone) == ""


def test_one_is_ended_at_once_and_the_others_stay(ada):
    phone, here = browser(ada, PHONE), browser(ada)
    found = SignedIn.objects.get(device="Safari / iPhone")
    assert here.post(f"/me/safety/{found.pk}/end/")["Location"] == "/me/safety/"
    assert (is_in(phone), is_in(here)) == (False, True)
    assert here.post(f"/me/safety/{found.pk}/end/").status_code == 404


def test_nobody_ends_anothers(ada):
    here, bob = browser(ada), browser(member_with_password("bob@kontor.example"))
    found = SignedIn.objects.get(member=ada)
    assert bob.post(f"/me/safety/{found.pk}/end/").status_code == 404
    assert is_in(here)


@pytest.mark.parametrize("here_too", [False, True])
def test_all_are_ended_but_this_one_or_here_too(ada, here_too):
    others, here = [browser(ada, PHONE), browser(ada, PHONE)], browser(ada)
    here.post("/me/safety/end/", {"here": "yes"} if here_too else {})
    assert [is_in(one) for one in (*others, here)] == [False, False, not here_too]
    assert SignedIn.objects.count() == (0 if here_too else 1)


def test_logging_out_is_seen_elsewhere(ada):
    phone, here = browser(ada, PHONE), browser(ada)
    phone.post("/account/logout/")
    assert [one.device for one in SignedIn.objects.all()] == ["Firefox / Linux"]
    assert "iPhone" not in here.get("/me/safety/").content.decode().partition("What happened")[0]


def test_a_new_password_signs_every_other_browser_out(ada):
    phone, here = browser(ada, PHONE), browser(ada)
    changed = {"oldpassword": PASSWORD, "password1": "another-harbour", "password2": "another-harbour"}
    assert here.post("/account/password/change/", changed).status_code == 302
    assert (is_in(phone), is_in(here)) == (False, True)
    assert [one.key for one in SignedIn.objects.all()] == [here.session.session_key]
    ended = SecurityEvent.objects.get(member=ada, kind="sessions_ended")
    assert ended.detail == "1"
    assert "1 browser · Firefox on Linux" in here.get("/me/safety/").content.decode()


def test_a_password_replaced_by_mail_signs_all_out(ada):
    phone, asked = browser(ada, PHONE), Client()
    asked.post("/account/password/reset/", {"email": ada.email})
    page = asked.get(link_in(sent()))["Location"]
    asked.post(page, {"password1": "another-harbour", "password2": "another-harbour"})
    assert not is_in(phone)
    assert SignedIn.objects.count() == 0
    assert "password_reset" in kinds(ada)


def written(client):
    """The tables that one request of a page writes into."""
    with CaptureQueriesContext(connection) as statements:
        assert client.get("/me/settings/").status_code == 200
    found = (re.match(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', one["sql"]) for one in statements)
    return sorted(one.group(1) for one in found if one)


def test_nothing_is_written_while_a_browser_was_seen_a_moment_ago(ada):
    here = browser(ada)
    written(here)  # the first page makes what a member's pages need
    before = SignedIn.objects.get().seen_at
    assert written(here) == []
    session = here.session
    pk, at, key = session["signed_in"]
    session["signed_in"] = [pk, at - 601, key]
    session.save()
    assert written(here) == ["django_session", "network_signedin"]
    assert SignedIn.objects.get().seen_at > before
    assert written(here) == []


def test_a_session_older_than_this_page_is_known_at_its_next_request(ada):
    here = browser(ada)
    SignedIn.objects.all().delete()
    session = here.session
    del session["signed_in"]
    session.save()
    assert is_in(here)
    assert SignedIn.objects.get().key == here.session.session_key


def test_what_is_over_is_not_shown_and_is_tidied_away(ada):
    phone, here = browser(ada, PHONE), browser(ada)
    Session.objects.filter(session_key=phone.session.session_key).delete()
    assert len(browsers(ada, here.session.session_key, timezone.now())) == 1
    tasks.tidy()
    assert SignedIn.objects.get().key == here.session.session_key


def test_events_are_kept_for_ninety_days(ada):
    now = timezone.now()
    for days in (89, 91):
        actions.note(ada.pk, "logged_in", origin=Origin(), now=now - timedelta(days=days))
    tasks.tidy()
    assert SecurityEvent.objects.count() == 1


def test_what_happened_is_not_changed(ada):
    event = actions.note(ada.pk, "logged_in", origin=Origin(), now=timezone.now())
    event.kind = "nothing"
    with pytest.raises(ValueError, match="not changed"):
        event.save()


def test_a_device_that_is_new_is_mailed_and_one_that_is_known_is_not(ada, settings):
    first = browser(ada)
    first.post("/account/logout/")
    assert kinds(ada) == ["logged_in"]
    first.post("/account/login/", {"login": ada.email, "password": PASSWORD})
    assert kinds(ada) == ["logged_in"] * 2
    browser(ada, PHONE, "Asia/Tokyo")
    assert kinds(ada) == ["logged_in", "logged_in", "new_device"]
    letter = sent()
    assert (letter.to, letter.subject, len(mail.outbox)) == ([ada.email], "A new device is logged in", 1)
    assert "Safari on iPhone" in letter.body
    assert "near: Tokyo" in letter.body


def test_where_everybody_logs_in_no_device_is_mailed(ada, settings):
    settings.DEMO = True
    browser(ada)
    browser(ada, PHONE)
    assert kinds(ada) == ["logged_in", "new_device"]
    assert not mail.outbox


def test_the_log_of_a_members_door(ada):
    secret = with_an_app(ada)
    here = browser(ada, code=code_of(secret))
    stranger = Client(REMOTE_ADDR="203.0.113.99")
    for _guess in range(6):
        stranger.post("/account/login/", {"login": ada.email, "password": "guessed"})
    tasks.sweep()
    here.post("/account/email/", {"action_add": "", "email": "mine@kontor.example"})
    here.post("/account/2fa/reauthenticate/", {"code": code_of(secret), "next": "/account/email/"})
    here.post("/account/2fa/totp/deactivate/")
    assert kinds(ada) == ["logged_in", *["failed"] * 5, "waiting", "address_added", "second_step_removed"]
    failed = SecurityEvent.objects.filter(kind="failed").first()
    assert (failed.network, failed.detail) == ("203.0.113.0/24", "")
    page = here.get("/me/safety/").content.decode()
    for words in ("A wrong password or code", "Somebody guesses, and must wait", "A second step was removed"):
        assert words in page
    assert "mine@kontor.example" in page
    told = {letter.subject: letter.to for letter in [sent(), *mail.outbox]}
    assert told["An address was added to your account"] == [ada.email]
    assert told["Wrong passwords at your account"] == [ada.email]


def test_nobody_reads_anothers_log(ada):
    browser(ada, PHONE)
    assert "iPhone" not in browser(member_with_password("bob@kontor.example")).get("/me/safety/").content.decode()


def test_each_event_is_a_line_of_the_json_log_without_address_or_name(ada, caplog):
    with caplog.at_level(logging.INFO, logger="kontor.safety"):
        browser(ada)
        Client(REMOTE_ADDR="2001:db8:1:2:3::4").post("/account/login/", {"login": ada.email, "password": "guessed"})
    lines = [json.loads(JsonLines().format(one)) for one in caplog.records if one.name == "kontor.safety"]
    assert [(one["security"], one.get("member"), one["network"]) for one in lines] == [
        ("logged_in", ada.pk, "192.0.2.0/24"),
        ("failed", None, "2001:db8:1::/48"),
    ]
    assert ada.email not in str(lines)
    assert lines[0]["device"] == "Firefox / Linux"


@pytest.mark.parametrize("way", ["one", "all", "password"])
async def test_its_socket_ends_with_it(house, way):
    ada = await sync_to_async(member_with_password)()
    phone, here = await sync_to_async(browser)(ada, PHONE), await sync_to_async(browser)(ada)
    socket = await Socket(cookie=phone.cookies["sessionid"].value).open()
    await socket.hear("welcome")

    def end():
        found = SignedIn.objects.get(device="Safari / iPhone")
        changed = {"oldpassword": PASSWORD, "password1": "another-harbour", "password2": "another-harbour"}
        door, form = {
            "one": (f"/me/safety/{found.pk}/end/", {}),
            "all": ("/me/safety/end/", {}),
            "password": ("/account/password/change/", changed),
        }[way]
        assert here.post(door, form).status_code == 302

    await sync_to_async(end)()
    with pytest.raises(Ended) as ended:
        await socket.hear("never", within=2)
    assert ended.value.code == SESSION_ENDED
    await socket.leave()
