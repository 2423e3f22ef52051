"""A mail server that is dead stops nobody; whoever waits for a link gets a fresh one at every try."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from network.members.models import Member
from realtime.jobs.mail import Mail, send_due
from tests.network.safety.post import link_in, sent

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-harbour-phrase"
FORM = {"email": "ada@kontor.example", "password1": PASSWORD, "name": "Ada", "time_zone": "Asia/Tokyo"}
OTHER = {**FORM, "password1": "a-different-phrase"}


def sign_up(form=FORM, client=None):
    return (client or Client()).post("/account/signup/", form)


def log_in(password=PASSWORD, client=None):
    return (client or Client()).post("/account/login/", {"login": FORM["email"], "password": password})


def is_in(client):
    return client.get("/me/").status_code == 200


class DeadServer:
    def __init__(self, *_args, **_more):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("no mail server")


@pytest.mark.parametrize(
    ("door", "form"),
    [
        ("/account/signup/", FORM),
        ("/account/password/reset/", {"email": FORM["email"]}),
        ("/account/login/", {"login": FORM["email"], "password": PASSWORD}),
    ],
)
def test_a_dead_mail_server_stops_nobody(settings, door, form):
    sign_up()
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    assert Client().post(door, form).status_code == 302
    assert send_due(now=timezone.now()) == 0
    assert Mail.objects.filter(sent_at=None, job__dead_at=None, to=FORM["email"]).exists()


@pytest.mark.parametrize("again", [sign_up, log_in], ids=["sign-up", "log-in"])
def test_every_try_brings_a_fresh_link_that_works(again):
    sign_up()
    sent()
    for tried in range(3):
        assert again().status_code == 302
        link = link_in(sent())
        assert len(mail.outbox) == tried + 2
    Client().post(link)
    browser = Client()
    log_in(client=browser)
    assert is_in(browser)


def test_who_signs_up_again_in_the_same_browser_is_in_when_they_confirm():
    browser = Client()
    sign_up(client=Client())
    sign_up({**FORM, "next": "/me/settings/"}, client=browser)
    assert browser.post(link_in(sent()))["Location"] == "/me/settings/"
    assert is_in(browser)


@pytest.mark.parametrize("first_is_the_owner", [True, False])
def test_two_who_sign_up_with_one_address_and_the_owner_chooses_the_password(first_is_the_owner):
    """A stranger's password does not open the account that the owner of the address confirms."""
    mine, theirs = (FORM, OTHER) if first_is_the_owner else (OTHER, FORM)
    sign_up(FORM)
    sign_up(OTHER)
    choose = Client()
    answer = choose.post(link_in(sent()))
    ada = Member.objects.get()
    assert (bool(ada.confirmed_at), ada.has_usable_password()) == (True, False)
    for given in (mine, theirs):
        assert log_in(given["password1"]).status_code == 422
    page = choose.get(answer["Location"])["Location"]
    chosen = {"password1": "the-one-i-chose", "password2": "the-one-i-chose"}
    assert choose.post(page, chosen).status_code == 302
    browser = Client()
    log_in("the-one-i-chose", client=browser)
    assert is_in(browser)


def test_the_owner_who_confirms_where_they_signed_up_is_asked_to_choose_one():
    sign_up(OTHER)
    browser = Client()
    sign_up(FORM, client=browser)
    assert browser.post(link_in(sent()))["Location"] == "/account/password/set/"


def test_a_confirmed_account_is_not_touched_by_who_signs_up_with_its_address():
    sign_up()
    Client().post(link_in(sent()))
    sign_up(OTHER)
    assert sent().subject == "You already have a Kontor account"
    browser = Client()
    log_in(client=browser)
    assert is_in(browser)


def test_who_asks_too_often_is_told_when_and_not_that_it_was_sent():
    sign_up()
    answers = [log_in() for _time in range(6)]
    assert [one.status_code for one in answers] == [302] * 4 + [429] * 2
    page = answers[-1].content.decode()
    assert "on its way" not in page
    assert "The next mail can be asked for in 1 minute." in page
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert Mail.objects.count() == 5


def test_pages_say_that_it_is_on_its_way_not_that_it_was_sent():
    browser = Client()
    page = browser.post("/account/signup/", FORM, follow=True).content.decode()
    assert "A link is on its way to you." in page
    assert "A link to confirm ada@kontor.example is on its way there." in page
    assert not mail.outbox


def test_two_at_the_same_moment_make_one_account(monkeypatch):
    """The form is checked before the other is saved."""
    from network.safety.forms import NewAccount

    form = NewAccount(FORM)
    assert form.is_valid()
    sign_up(OTHER)
    browser = Client()
    request = browser.get("/account/signup/").wsgi_request
    from allauth.account.adapter import get_adapter
    from allauth.core import context

    request.allauth = None
    with context.request_context(request):
        member, answer = form.try_save(request)
        assert get_adapter(request)
    assert (member, answer.status_code) == (None, 302)
    assert EmailAddress.objects.count() == Member.objects.count() == 1
