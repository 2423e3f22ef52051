"""Consents: added and never changed; the newest about a thing stands."""

from datetime import time

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from events.shows.actions import visits
from network.consents import actions, queries
from network.consents.models import Consent
from network.members.models import Member
from network.notices import actions as notices
from network.papers import actions as papers
from realtime.notices import Way, all_kinds
from tests.factories.events import make_show
from tests.factories.members import make_member
from tests.factories.tokens import program_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def told(member):
    return list(Consent.objects.of(member.pk).order_by("pk").values_list("kind", "about", "choice", "is_given"))


def record(member, choice, kind="mail", about="thing", **more):
    return actions.record_step(member.pk, kind, about=about, choice=choice, is_given=True, now=NOW, **more)


def test_the_same_choice_is_written_once_and_the_newest_stands():
    ada = make_member()
    record(ada, "yes"), record(ada, "yes"), record(ada, "no"), record(ada, "yes", about="other")
    assert [one.choice for one in queries.standing(ada)] == ["yes", "no"]
    assert Consent.objects.count() == 3


def test_the_database_lets_none_be_changed_or_taken_away():
    kept = record(make_member(), "yes")
    for change in (lambda rows: rows.update(choice="no"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Consent.objects.filter(pk=kept.pk))


def test_who_signs_up_agrees_to_the_words_that_were_there(client):
    papers.write(kind="terms", language="en", body="Be kind.", by=None, now=NOW)
    page = client.get("/account/signup/").content.decode()
    assert "By signing up you agree to" in page and "/terms/" in page
    said = {"email": "zoe@kontor.example", "name": "Zoe", "password1": "a-long-harbour-phrase"}
    assert client.post("/account/signup/", said).status_code == 302
    zoe = Member.objects.get(email="zoe@kontor.example")
    (row,) = Consent.objects.of(zoe.pk)
    assert (row.kind, row.about, row.choice, len(row.version)) == ("terms", "en", "agreed", 16)
    papers.write(kind="terms", language="en", body="Be kind and brief.", by=None, now=NOW)
    actions.agree_to_papers(zoe, language="en", now=NOW)
    assert Consent.objects.of(zoe.pk).count() == 2, "other words are agreed to anew"


def test_mails_that_are_chosen_or_stopped_are_written_down():
    ada, kind = make_member(), next(one.name for one in all_kinds() if one.mail)
    notices.choose(by=ada, ways={kind: Way.DIGEST}, quiet=(time(22), time(7)), now=NOW)
    notices.choose(by=ada, ways={kind: Way.DIGEST}, quiet=None, now=NOW)
    notices.stop_mails(member=ada.pk, kinds=[kind], now=NOW)
    notices.stop_mails(member=ada.pk, kinds=[kind], now=NOW)
    assert told(ada) == [("mail", kind, "digest", True), ("mail", kind, "tray", False)]


def test_who_may_see_one_at_a_show_is_written_down_until_the_place_is_given_back():
    ada, show = make_member(), make_show()
    visits.register(show.pk, door="visible", by=ada, now=NOW)
    visits.register(show.pk, door="private", by=ada, now=NOW)
    visits.unregister(show.pk, by=ada, now=NOW)
    visits.unregister(show.pk, by=ada, now=NOW)
    assert [row[2:] for row in told(ada)] == [("visible", True), ("private", False), ("given_back", False)]


def test_the_page_says_it_in_words_and_leads_to_where_it_is_changed(log_in, count_queries):
    ada, kind = make_member(), next(one.name for one in all_kinds() if one.mail)
    browser = log_in(ada)
    assert "You have chosen nothing yet" in browser.get("/me/consents/").content.decode()
    record(ada, "tray", about=kind)
    one = count_queries(lambda: browser.get("/me/consents/"))
    record(ada, "visible", kind="show", about="a-show"), record(ada, "odd", kind="gone", about="")
    assert count_queries(lambda: browser.get("/me/consents/")) == one
    page = browser.get("/me/consents/").content.decode()
    assert "/notices/preferences/" in page and "/shows/a-show/" in page and "Everyone in the show" in page
    record(make_member(), "yes", about="anothers")
    assert "anothers" not in browser.get("/me/consents/").content.decode()


def test_programs_read_their_own(log_in):
    ada = make_member()
    record(ada, "yes"), record(make_member(), "no")
    told_them = program_of(ada, "mydata:read").get("/api/v1/me/consents").json()
    assert [one["choice"] for one in told_them["items"]] == ["yes"]
