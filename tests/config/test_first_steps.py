"""A new site can begin: its first administrator, and the steps that vanish as they are done."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from config.first_steps import steps_for
from landings.programmes.models import Programme
from network.members.models import Member
from network.papers import actions as papers
from network.papers.models import Paper
from tests.factories.forums import make_board
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-harbour-phrase"


def first_admin(*words):
    out = StringIO()
    call_command("first_admin", *words, stdout=out)
    return out.getvalue()


def test_the_first_administrator_chooses_a_password_and_comes_in(settings):
    settings.SITE_URL = "http://testserver"
    settings.ACCOUNT_RATE_LIMITS = False
    said = first_admin("ada@site.example", "--name", "Ada Site")
    [link] = re.findall(r"http://testserver(/\S+)", said.split("password:")[1])
    browser = Client()
    form = browser.get(link)["Location"]
    assert browser.post(form, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    browser.logout()
    browser.post("/account/login/", {"login": "ada@site.example", "password": PASSWORD})
    page = browser.get("/staff/").content.decode()
    assert "First steps" in page
    assert Member.objects.get().name == "Ada Site"
    assert Client().get(link).status_code == 200, "used once"


def test_a_member_who_has_signed_up_becomes_one_and_keeps_the_password():
    ben = make_member(name="Ben", email="ben@site.example")
    ben.set_password(PASSWORD)
    ben.save()
    assert "password" not in first_admin("BEN@site.example")
    ben.refresh_from_db()
    assert (ben.is_superuser, ben.is_staff, ben.name, ben.check_password(PASSWORD)) == (True, True, "Ben", True)


def test_a_second_one_is_made_only_if_it_is_said():
    first_admin("ada@site.example")
    with pytest.raises(CommandError, match=r"ada@site\.example is an administrator already"):
        first_admin("ben@site.example")
    first_admin("ben@site.example", "--another")
    assert Member.objects.filter(is_superuser=True).count() == 2


@pytest.mark.parametrize("words", [["no address"], ["ada@site.example", "--name", "A" * 121]])
def test_what_is_no_address_or_no_name_is_refused(words):
    with pytest.raises(CommandError):
        first_admin(*words)
    assert not Member.objects.exists()


def titles(member):
    return [step.title for step in steps_for(member)]


def test_each_step_goes_as_it_is_done():
    ada = make_member(is_staff=True, is_superuser=True)
    assert titles(ada) == [
        "Open the first board",
        "Open the page of a trade office",
        "Load the first programme",
        "Write the paper “Terms”",
        "Write the paper “Privacy”",
        "Write the paper “Contact”",
    ]
    make_board()
    make_organisation("agency")
    programme = make_programme(name="Soft Landing")
    assert titles(ada)[:1] == ["Appoint an officer for Soft Landing"]
    make_officer(programme)
    for kind in Paper.Kind:
        papers.write(kind=kind, language="en", body="Words.", by=ada, now=timezone.now())
    assert titles(ada) == []


def test_they_are_shown_to_administrators_alone(log_in):
    shown = [
        "First steps" in log_in(make_member(**trust)).get("/feed/").content.decode()
        for trust in ({}, {"is_staff": True}, {"is_staff": True, "is_superuser": True})
    ]
    assert shown == [False, False, True]


def test_each_step_leads_to_a_page_that_is_there(log_in):
    ada = make_member(is_staff=True, is_superuser=True)
    make_programme()
    browser = log_in(ada)
    urls = [step.url for step in steps_for(ada) if step.url]
    assert len(urls) == 6
    assert {browser.get(url).status_code for url in urls} == {200}


CDMN = "landings/programmes/data/cdmn.json"


def load_programme(*words):
    out, complaints = StringIO(), StringIO()
    call_command("load_programme", CDMN, *words, stdout=out, stderr=complaints)
    return out.getvalue(), complaints.getvalue()


def test_a_programme_is_loaded_with_its_officer_or_takes_nothing():
    ada = make_member(email="ada@office.example")
    _said, complaint = load_programme()
    assert "takes none" in complaint
    said, complaint = load_programme("--officer", "Ada@office.example")
    assert ("version 1" in said, complaint) == (True, "")
    assert list(ada.programme_roles.values_list("programme__slug", "role")) == [("cdmn", "officer")]


def test_with_an_officer_who_is_not_there_nothing_is_loaded():
    with pytest.raises(CommandError, match=r"No member has the address nobody@office\.example"):
        load_programme("--officer", "nobody@office.example")
    assert not Programme.objects.exists()


@pytest.mark.parametrize(("address", "name"), [("admin@site.example", "Keeper"), ("grace@site.example", "grace")])
def test_the_first_administrator_is_not_called_by_a_name_that_is_kept(address, name):
    first_admin(address)
    assert Member.objects.get(email=address).name == name
