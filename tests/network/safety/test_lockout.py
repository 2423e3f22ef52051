"""Who guesses waits, where they guess and only there; the owner is told, and can end it."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from ground.web.throttles import network_of
from ground.words.devices import device_of, shortened
from network.safety import actions, tasks
from network.safety.models import Tries
from network.safety.rules import CODE, LINK, LOG_IN, NET, PATIENCE
from tests.factories.members import make_member
from tests.factories.second_step import code_of, with_an_app
from tests.network.safety.post import link_in, sent

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-harbour-phrase"
HERE, ELSEWHERE = "192.0.2.7", "198.51.100.9"


@pytest.fixture
def ada():
    member = make_member(email="ada@kontor.example")
    member.set_password(PASSWORD)
    member.save()
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def log_in(password, email="ada@kontor.example", place=HERE, client=None):
    return (client or Client()).post("/account/login/", {"login": email, "password": password}, REMOTE_ADDR=place)


def guess(times, **more):
    return [log_in("guessed", **more).status_code for _time in range(times)]


def test_after_a_few_wrong_passwords_the_next_waits_there_alone(ada):
    assert guess(7) == [422] * 5 + [429] * 2
    assert log_in(PASSWORD).status_code == 429
    assert log_in(PASSWORD, place=ELSEWHERE).status_code == 302
    assert log_in(PASSWORD, email="bob@kontor.example").status_code == 422


def test_an_address_is_the_same_however_it_is_typed(ada):
    typed = [
        "ADA@kontor.example",
        " ada@kontor.example",
        "Ada@Kontor.example",
        "ada@kontor.example",
        "ADA@KONTOR.EXAMPLE",
    ]
    assert [guess(1, email=one) for one in typed] == [[422]] * 5
    assert guess(1) == [429]


def test_who_must_wait_is_told_how_long_and_keeps_what_they_typed(ada):
    guess(5)
    answer = log_in(PASSWORD)
    page = answer.content.decode()
    assert 0 < int(answer["Retry-After"]) <= 30
    assert "Too many wrong passwords from here. Try again in " in page
    assert ada.email in page


def test_the_right_password_makes_good_what_was_wrong_before(ada):
    for _round in range(3):
        assert guess(4) == [422] * 4
        assert log_in(PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("kind", "waits"),
    [
        (LOG_IN, [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]),
        (CODE, [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]),
        (LINK, [0, 0, 0, 0, 60, 120, 240, 480, 960, 1920, 3600, 3600]),
        (NET, [0] * 99 + [30, 60, 120, 240, 300, 300]),
    ],
)
def test_the_wait_grows(kind, waits):
    assert [PATIENCE[kind].wait_after(n + 1) for n in range(len(waits))] == [timedelta(seconds=one) for one in waits]


def test_many_at_once_count_as_many(ada):
    """A try is counted before it is made: it is not its end that counts."""
    now = timezone.now()
    waits = [actions.take(LOG_IN, ada.email, HERE, now=now) for _try in range(7)]
    assert waits == [timedelta(0)] * 5 + [timedelta(seconds=30)] * 2


@given(st.lists(st.tuples(st.sampled_from([HERE, ELSEWHERE, "203.0.113.4"]), st.booleans()), max_size=30))
def test_whatever_others_try_only_ones_own_wrong_passwords_make_one_wait(tries):
    address, now, wrong = f"{uuid4().hex}@kontor.example", timezone.now(), Counter()
    for place, right in tries:
        waits = bool(actions.take(LOG_IN, address, place, now=now))
        assert waits == (wrong[place] >= 5)
        if waits:
            continue
        (actions.forgive if right else actions.fail)(LOG_IN, address, place)
        wrong[place] = 0 if right else wrong[place] + 1


def test_a_day_later_most_is_forgotten():
    now = timezone.now()
    for _try in range(5):
        actions.take(LOG_IN, "ada@kontor.example", HERE, now=now)
    later = now + timedelta(days=1)
    assert [actions.take(LOG_IN, "ada@kontor.example", HERE, now=later) for _try in range(5)] == [
        timedelta(0),
        timedelta(0),
        timedelta(0),
        timedelta(0),
        timedelta(seconds=30),
    ]


def test_the_sweep_forgets_what_nobody_tried_again():
    now = timezone.now()
    actions.take(LOG_IN, "ada@kontor.example", HERE, now=now)
    actions.forget(now=now + timedelta(hours=23))
    assert Tries.objects.count() == 1
    actions.forget(now=now + timedelta(hours=25))
    assert Tries.objects.count() == 0


def test_one_place_that_guesses_at_many_addresses_waits_too(ada):
    now = timezone.now()
    for _try in range(100):
        actions.take(NET, "", HERE, now=now)
    assert log_in(PASSWORD).status_code == 429
    assert log_in(PASSWORD, place=ELSEWHERE).status_code == 302


def test_the_owner_is_told_by_mail_with_a_link_that_ends_it(ada, client):
    guess(6)
    tasks.sweep()
    letter = sent()
    assert (letter.to, letter.subject) == ([ada.email], "Wrong passwords at your account")
    link = link_in(letter)
    assert client.get(link).status_code == 200
    assert log_in(PASSWORD).status_code == 429
    assert "You can try again at once" in client.post(link).content.decode()
    assert log_in(PASSWORD).status_code == 302


def test_the_owner_is_told_once_however_many_guess(ada):
    for place in (HERE, ELSEWHERE, "203.0.113.4"):
        guess(7, place=place)
        tasks.sweep()
    sent()
    assert [letter.to for letter in mail.outbox] == [[ada.email]]


def test_who_chooses_a_new_password_by_mail_does_not_wait(ada, client):
    guess(6)
    client.post("/account/password/reset/", {"email": ada.email})
    page = client.get(link_in(sent()))["Location"]
    client.post(page, {"password1": "another-harbour", "password2": "another-harbour"})
    assert log_in("another-harbour").status_code == 302


def test_nobody_is_told_where_nobody_has_the_address(ada):
    guess(9, email="nobody@kontor.example")
    tasks.sweep()
    assert mail.outbox == []


@pytest.mark.parametrize("token", ["nonsense", "MQ:1abc:zzz"])
def test_a_link_that_is_not_ours_leads_nowhere(client, token):
    assert client.get(f"/waiting/{token}/").status_code == 404
    assert client.post(f"/waiting/{token}/").status_code == 404


def test_the_link_is_not_written_into_logs():
    from config.logs import redacted

    assert redacted("GET /waiting/MQ:1abc:zzz/ 404") == "GET /waiting/…/ 404"


def test_codes_are_guessed_no_faster_than_passwords(ada):
    secret = with_an_app(ada)
    client = Client()
    log_in(PASSWORD, client=client)
    page = "/account/2fa/authenticate/"
    assert [client.post(page, {"code": "000000"}).status_code for _try in range(6)] == [422] * 5 + [429]
    assert client.post(page, {"code": code_of(secret)}).status_code == 429
    tasks.sweep()
    letter = sent()
    assert letter.subject == "Too many wrong codes at your account"
    Client().post(link_in(letter.__class__(body=letter.body[letter.body.index("Was it you") :])))
    assert client.post(page, {"code": code_of(secret)}).status_code == 302


@pytest.mark.parametrize("door", ["/account/login/", "/account/reauthenticate/"])
def test_the_password_asked_for_once_more_counts_with_the_others(ada, door):
    client = Client()
    log_in(PASSWORD, client=client)
    sent_there = {"login": ada.email, "password": "guessed"}
    browser = Client() if door.endswith("login/") else client
    answers = [browser.post(door, sent_there, REMOTE_ADDR=HERE).status_code for _try in range(6)]
    assert answers == [422] * 5 + [429]


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox / Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Edg/130.0",
            "Edge / Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1",
            "Safari / iPhone",
        ),
        (
            "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1 CriOS/130.0 Mobile Safari/604.1",
            "Chrome / iPad",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 SamsungBrowser/27.0 Chrome/125.0 Mobile",
            "Samsung Internet / Android",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 Version/18.1 Safari/605.1",
            "Safari / macOS",
        ),
        ("curl/8.5.0", ""),
        ("", ""),
        ("Firefox/" * 100_000, "Firefox"),
    ],
)
def test_a_device_is_told_from_what_it_says(agent, device):
    assert device_of(agent) == device


@pytest.mark.parametrize(
    ("address", "together", "short"),
    [
        ("192.0.2.7", "192.0.2.7", "192.0.2.0/24"),
        ("::ffff:192.0.2.7", "192.0.2.7", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::", "2001:db8:1::/48"),
        ("", "", ""),
        ("not an address", "", ""),
    ],
)
def test_places_on_the_network(address, together, short):
    assert (network_of(address), shortened(address)) == (together, short)
