from datetime import UTC, datetime

import pytest
from django.utils import timezone

from network.introductions import actions
from network.introductions.models import Introduction
from tests.factories.introductions import make_agreed_introduction, make_introduction, sides_of
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation
from tests.factories.typed import sent_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def commissioner():
    member = make_member(name="Coretta Shaw")
    join(make_organisation("agency"), member)
    return member


def agency_of(commissioner):
    return commissioner.organisations.get(kind="agency")


def proposal(commissioner, **changes):
    founder = make_member()
    firm = make_organisation("firm", staff=[founder])
    said = {
        "agency": agency_of(commissioner).pk,
        "founder": firm.memberships.get().pk,
        "contact": make_member().email,
        "blurb": "Meet.",
    }
    return {**said, **changes}


def test_a_commissioner_proposes(log_in, commissioner):
    answer = log_in(commissioner).post("/introductions/new/", proposal(commissioner))
    assert answer.status_code == 302
    assert Introduction.objects.get().commissioner == commissioner


@pytest.mark.parametrize("contact", ["nobody@kontor.example", "no address", ""])
def test_an_unknown_contact_is_refused_and_what_was_typed_stays(log_in, commissioner, contact):
    answer = log_in(commissioner).post("/introductions/new/", proposal(commissioner, contact=contact))
    assert answer.status_code == 422
    assert "Meet." in answer.content.decode()
    assert not Introduction.objects.exists()


def test_another_offices_agency_cannot_be_used(log_in, commissioner):
    other = make_organisation("agency")
    answer = log_in(commissioner).post("/introductions/new/", proposal(commissioner, agency=other.pk))
    assert answer.status_code == 422


def test_the_desk_shows_all_of_hers_and_their_state(log_in, commissioner, count_queries):
    agency = agency_of(commissioner)
    client = log_in(commissioner)
    make_introduction(commissioner=commissioner, agency=agency)
    one = count_queries(lambda: client.get("/introductions/"))
    make_agreed_introduction(commissioner=commissioner, agency=agency)
    make_introduction(commissioner=commissioner, agency=agency)
    assert count_queries(lambda: client.get("/introductions/")) == one
    assert len(client.get("/introductions/").context["introductions"]) == 3
    assert len(client.get("/introductions/?state=agreed").context["introductions"]) == 1


def test_a_side_sees_the_question_but_never_the_others_answer(log_in):
    introduction = make_introduction()
    first, other = sides_of(introduction)
    actions.answer(other.pk, answer="no", now=timezone.now())
    page = log_in(first.member).get(f"/introductions/{introduction.pk}/").content.decode()
    assert introduction.blurb in page
    assert "said no" not in page


def test_an_answer_that_comes_too_late_is_told_kindly(log_in):
    introduction = make_introduction()
    side = sides_of(introduction)[0]
    actions.withdraw(introduction.pk, by=introduction.commissioner, now=timezone.now())
    answer = log_in(side.member).post(f"/introductions/sides/{side.pk}/answer/", {"answer": "yes"}, follow=True)
    assert answer.status_code == 200
    assert "no longer open" in answer.content.decode()


def test_times_are_read_in_the_members_zone(log_in):
    introduction = make_agreed_introduction()
    side = sides_of(introduction)[0]
    side.member.time_zone = "Asia/Tokyo"
    side.member.save()
    client = log_in(side.member)
    address = f"/introductions/{introduction.pk}/times/"
    assert client.post(address, {"starts_at": "2030-03-01T10:00", "minutes": "30"}).status_code == 302
    assert introduction.meeting_times.get().starts_at.isoformat() == "2030-03-01T01:00:00+00:00"
    refused = client.post(address, {"starts_at": "2020-03-01T10:00", "minutes": "30"})
    assert refused.status_code == 422
    assert "2020-03-01T10:00" in refused.content.decode()


def test_the_address_that_is_left_by_a_refusal_is_a_page_and_the_panel_a_piece(log_in):
    introduction = make_agreed_introduction()
    client, address = log_in(sides_of(introduction)[0].member), f"/introductions/{introduction.pk}/times/"
    page = client.get(address, headers={"sec-fetch-dest": "document"}).content.decode()
    piece = client.get(address, headers={"sec-fetch-dest": "empty"}).content.decode()
    assert "<title>" in page and 'name="starts_at"' in page
    assert "<title>" not in piece and 'name="starts_at"' in piece


def test_an_unknown_link_is_absent(client):
    assert client.get("/introductions/answer/nothing/").status_code == 404


def test_the_link_of_who_was_put_out_opens_nothing(client):
    side = sides_of(make_introduction())[0]
    address = f"/introductions/answer/{side.token}/"
    assert client.get(address).status_code == 200
    side.member.is_active = False
    side.member.save()
    assert [client.get(address).status_code, client.post(address, {"answer": "yes"}).status_code] == [404, 404]
    side.refresh_from_db()
    assert side.answered_at is None


@pytest.fixture
def in_amsterdam(log_in):
    introduction = make_agreed_introduction(founder=make_member(time_zone="Europe/Amsterdam"))
    return introduction, log_in(sides_of(introduction)[0].member), f"/introductions/{introduction.pk}/times/"


def test_a_time_that_never_comes_is_refused_with_the_two_nearest(in_amsterdam):
    introduction, client, address = in_amsterdam
    answer = client.post(address, {"starts_at": "2027-03-28T02:30", "minutes": "30"})
    page = answer.content.decode().replace("\u202f", " ")
    assert answer.status_code == 422
    assert "The nearest are 1:59 AM and 3:00 AM." in page
    assert 'value="2027-03-28T02:30"' in page
    assert not introduction.meeting_times.exists()


@pytest.mark.parametrize(("which", "hour"), [("0", 0), ("1", 1)])
def test_a_time_that_comes_twice_is_asked_for(in_amsterdam, which, hour):
    introduction, client, address = in_amsterdam
    asked = client.post(address, {"starts_at": "2027-10-31T02:30", "minutes": "30"})
    typed = sent_from(asked.content.decode(), having="starts_at")
    assert (asked.status_code, typed["starts_at_which"]) == (422, "")
    assert client.post(address, {**typed, "starts_at_which": which}).status_code == 302
    assert introduction.meeting_times.get().starts_at == datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
    shown = client.get(address).content.decode().replace("\u202f", " ")
    assert f"2:30 AM {['CEST', 'CET'][hour]}" in shown


@pytest.mark.parametrize("typed", ["soon", "", "9999-12-31T23:30", "0001-01-01T00:30", "2027-03-01T10:00+05:00"])
def test_what_is_no_time_is_refused_at_its_field(in_amsterdam, typed):
    _introduction, client, address = in_amsterdam
    answer = client.post(address, {"starts_at": typed, "minutes": "30"})
    assert answer.status_code == 422
    assert 'id="id_starts_at_error"' in answer.content.decode()
