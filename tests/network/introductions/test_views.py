import pytest
from django.utils import timezone

from network.introductions import actions
from network.introductions.models import Introduction
from tests.factories.introductions import make_agreed_introduction, make_introduction, sides_of
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def commissioner():
    member = make_member(name="Commissioner")
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


def test_an_unknown_link_is_absent(client):
    assert client.get("/introductions/answer/nothing/").status_code == 404
