from datetime import timedelta

import pytest
from django.utils import timezone

from landings.hosts.actions import change_site
from network.desk import actions
from network.organisations.actions import change_page
from tests.factories.desk import waiting
from tests.factories.introductions import make_agreed_introduction, make_introduction, sides_of
from tests.factories.landings_applications import make_application, make_review
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_letters import make_due_letter
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
LATER = timezone.now() + timedelta(days=600)


def test_a_quiet_desk_counts_nothing_and_says_what_to_do(log_in):
    page = log_in(make_member()).get("/desk/").content.decode()
    assert "Nothing waits for you" in page and "To the forums" in page
    assert "0 things" not in page


def test_each_role_finds_what_waits_for_it():
    programme, founder, reviewer = make_programme(), make_member(), make_member()
    officer = make_officer(programme)
    make_application(programme, applicant=founder, state="draft")
    asked = make_application(programme, state="under_review")
    make_review(asked, reviewer)
    assert waiting(founder) == [f"Finish your application to {programme}"]
    assert waiting(reviewer) == [f"Review the application of {asked.firm}"]
    assert waiting(officer) == [f"Decide on the application of {asked.firm}"]


def test_introductions_and_letters_wait_too():
    letter = make_due_letter()
    founder = letter.landing.application.applicant
    assert any("letter about Rotterdam" in line for line in waiting(founder, LATER))
    introduction = make_introduction()
    first = sides_of(introduction)[0].member
    assert waiting(first) == [f"{introduction.commissioner} asks whether you want to meet somebody"]
    agreed = make_agreed_introduction()
    people = " · ".join(str(side.member) for side in sides_of(agreed))
    assert waiting(agreed.commissioner) == [f"Say what came of the introduction: {people}"]


def test_the_page_costs_the_same_at_one_and_three(log_in, count_queries):
    programme = make_programme()
    client = log_in(make_officer(programme))
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make_application(programme, state="under_review")
            make_landing(make_application(programme, state="accepted"))
        actions.mend(now=timezone.now())
        counts.append(count_queries(lambda: client.get("/desk/")))
    assert counts[0] == counts[1]


def test_the_bar_says_how_much_waits_on_any_page(log_in):
    programme = make_programme()
    client = log_in(make_officer(programme))
    make_application(programme, state="under_review")
    actions.mend(now=timezone.now())
    page = client.get("/notices/").content.decode()
    assert 'data-badge="1"' in page.split('id="desk-badge"')[1].split("</a>")[0]
    assert 'data-badge="1"' in client.get("/desk/badge/").content.decode()


def test_what_is_more_than_a_page_goes_on(log_in, monkeypatch):
    monkeypatch.setattr("network.desk.queries.desk.PAGE", 2)
    programme = make_programme()
    client = log_in(make_officer(programme))
    for _ in range(3):
        make_application(programme, state="under_review")
    actions.mend(now=timezone.now())
    page = client.get("/desk/")
    assert "3 things wait for you" in page.content.decode()
    assert page.content.decode().count("Decide on") == 2
    second = client.get(f"/desk/?after={page.context['next']}").content.decode()
    assert second.count("Decide on") == 1 and "things wait" not in second
    gone = client.get("/desk/?after=99999999999999999~1").content.decode()
    assert "That was all" in gone and "To the top of your desk" in gone
    assert client.get("/desk/?after=x~y").content.decode().count("Decide on") == 2


def test_a_deadline_follows_the_clock_that_it_is_told_by():
    now = timezone.now()
    application = make_application(decision_due_on=(now + timedelta(days=20)).date())
    manager = make_member()
    landing = make_landing(offer=make_offer(make_site(manager=manager)))
    actions.mend(now=now)
    page = {"time_zone": "Pacific/Auckland"}

    change_page(application.firm_id, by=application.applicant, page=page, now=now)
    change_site(landing.site_id, by=manager, page=page, now=now)

    assert not actions.mend(now=now)
