from datetime import timedelta

import pytest
from django.utils import timezone

from landings.desks.queries import desk_of
from tests.factories.introductions import make_agreed_introduction, make_introduction, sides_of
from tests.factories.landings_applications import make_application, make_review
from tests.factories.landings_letters import make_due_letter
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def words(member):
    return [row.what for row in desk_of(member, now=timezone.now() + timedelta(days=600)).waiting]


def test_a_quiet_desk():
    assert words(make_member()) == []


def test_a_quiet_desk_counts_nothing(log_in):
    page = log_in(make_member()).get("/desk/").content.decode()
    assert "Nothing waits for you" in page
    assert "0 things" not in page


def test_each_role_finds_what_waits_for_it():
    programme, founder, reviewer = make_programme(), make_member(), make_member()
    officer = make_officer(programme)
    make_application(programme, applicant=founder, state="draft")
    asked = make_application(programme, state="under_review")
    make_review(asked, reviewer)
    assert words(founder) == [f"Finish your application to {programme}"]
    assert words(reviewer) == [f"Review the application of {asked.firm}"]
    assert words(officer) == [f"Decide on the application of {asked.firm}"]


def test_introductions_and_letters_wait_too():
    letter = make_due_letter()
    founder = letter.landing.application.applicant
    assert any("letter on Rotterdam" in line for line in words(founder))
    introduction = make_introduction()
    first = sides_of(introduction)[0].member
    assert any("meet somebody" in row.what for row in desk_of(first, now=timezone.now()).waiting)
    agreed = make_agreed_introduction()
    assert any("came of the introduction" in line for line in words(agreed.commissioner))


def test_the_page_costs_the_same_at_one_and_three(log_in, count_queries):
    programme = make_programme()
    client = log_in(make_officer(programme))
    make_application(programme, state="under_review")
    one = count_queries(lambda: client.get("/desk/"))
    for _ in range(2):
        make_application(programme, state="under_review")
    assert count_queries(lambda: client.get("/desk/")) == one
