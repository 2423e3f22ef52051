"""From a visitor to a member who is seen: sign-up, the link in the mail, log-in, a forgotten password."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import translation
from django.utils.translation import gettext

from network.members.models import Member
from tests.factories.members import make_member
from tests.network.safety.post import link_in, sent

pytestmark = pytest.mark.django_db
FORM = {"email": "ada@kontor.example", "password1": "a-long-harbour-phrase", "name": "Ada Ŋ", "time_zone": "Asia/Tokyo"}


def test_the_link_in_the_mail_makes_a_visitor_a_member(client):
    answer = client.post("/account/signup/?next=/me/settings/", {**FORM, "next": "/me/settings/"})
    assert answer.status_code == 302
    ada = Member.objects.get()
    assert (ada.name, ada.time_zone, ada.confirmed_at) == ("Ada Ŋ", "Asia/Tokyo", None)
    assert client.get("/me/").status_code == 302
    assert list(Member.objects.visible_to(make_member())) == [Member.objects.last()]

    link = link_in(sent())
    assert client.get(link).status_code == 200
    assert Member.objects.get(pk=ada.pk).confirmed_at is None
    answer = client.post(link)
    assert answer["Location"] == "/me/settings/"
    assert Member.objects.get(pk=ada.pk).confirmed_at
    assert client.get("/me/").status_code == 200


def test_without_somewhere_to_go_a_new_member_starts_with_the_profile(client):
    client.post("/account/signup/", FORM)
    assert client.post(link_in(sent()))["Location"] == "/me/"


def test_a_known_address_learns_nothing_on_screen(client):
    make_member(email=FORM["email"])
    known = client.post("/account/signup/", FORM)
    fresh = client.post("/account/signup/", {**FORM, "email": "other@kontor.example"})
    assert (known.status_code, known["Location"]) == (fresh.status_code, fresh["Location"])
    assert Member.objects.filter(email=FORM["email"]).count() == 1


@pytest.mark.parametrize("name", ["w" * 300, "", "Ada\u202e"])
def test_a_name_that_is_none_is_refused(client, name):
    answer = client.post("/account/signup/", {**FORM, "name": name})
    assert FORM["email"] in answer.content.decode()
    assert Member.objects.count() == 0


def test_log_in_and_a_forgotten_password(client):
    client.post("/account/signup/", FORM)
    client.post(link_in(sent()))
    client.post("/account/logout/")
    wrong = client.post("/account/login/", {"login": FORM["email"], "password": "not this"})
    assert client.get("/me/").status_code == 302
    assert FORM["email"] in wrong.content.decode()

    client.post("/account/password/reset/", {"email": FORM["email"]})
    link = link_in(sent())
    form = client.get(link)["Location"]
    assert client.post(form, {"password1": "another-harbour", "password2": "another-harbour"}).status_code == 302
    assert client.post("/account/login/", {"login": FORM["email"], "password": "another-harbour"}).status_code == 302
    assert client.get("/me/").status_code == 200


def log_in(client, email, password):
    return client.post("/account/login/", {"login": email, "password": password})


def test_a_wrong_password_is_refused_and_what_was_typed_stays(client):
    make_member(email=FORM["email"])
    answer = log_in(client, FORM["email"], "guessed")
    assert answer.status_code == 422
    assert FORM["email"] in answer.content.decode()


def test_a_mail_is_in_the_language_of_whom_it_is_for(client):
    make_member(email="ada@kontor.example", language="es")
    asked = {"email": "ada@kontor.example"}
    client.post("/account/password/reset/", asked, headers={"Accept-Language": "fr"})
    spanish = sent().subject
    Member.objects.update(language="fr")
    client.post("/account/password/reset/", asked, headers={"Accept-Language": "es"})
    assert [spanish, sent().subject] == [_subject("es"), _subject("fr")]


def _subject(language):
    with translation.override(language):
        return gettext("Choose a new password for Kontor")


def test_who_changes_the_password_is_told_by_mail(client):
    ada = make_member(email="ada@kontor.example")
    ada.set_password("a-long-harbour-phrase")
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    client.post("/account/login/", {"login": ada.email, "password": "a-long-harbour-phrase"})
    changed = {
        "oldpassword": "a-long-harbour-phrase",
        "password1": "another-long-phrase",
        "password2": "another-long-phrase",
    }
    assert client.post("/account/password/change/", changed).status_code == 302
    assert sent().to == [ada.email]
