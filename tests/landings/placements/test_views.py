from datetime import date

import pytest

from landings.matching.facts import MatchConfirmed
from landings.placements.facts import LandingPlaced, LandingStarted
from landings.placements.models import Landing
from landings.placements.queries import occupancy
from realtime.kinds import pieces
from realtime.streams import publish
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_placements import NOW, make_landing
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join, make_staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def landing():
    return make_landing()


def host_of(landing, role="manager"):
    host = make_member()
    join(landing.host, host, role=role)
    return host


def test_each_party_sees_the_landing_with_its_own_next_steps(log_in, landing):
    officer, commissioner = make_officer(landing.programme), make_staff_of("agency")
    Landing.objects.update(commissioner=commissioner)
    seen = {
        landing.application.applicant: "Hand in costs with receipts",
        host_of(landing): "Prepare the desk",
        officer: "Name a trade commissioner",
        commissioner: "Introduce the firm",
    }
    for member, words in seen.items():
        page = log_in(member).get(f"/landings/{landing.pk}/").content.decode()
        assert words in page
        assert all(other not in page for other in seen.values() if other not in (words, "Name a trade commissioner"))
    assert log_in(make_member()).get(f"/landings/{landing.pk}/").status_code == 404


def test_the_timeline_tells_the_story_of_this_match_only(log_in, landing):
    application = landing.application
    for match_id in (landing.match_id, landing.match_id + 1):
        publish(MatchConfirmed(match_id=match_id, side="firm"), to=application.stream, by=None, at=NOW)
    publish(LandingPlaced(landing_id=landing.pk), to=landing.stream, by=application.applicant_id, at=NOW)
    page = log_in(application.applicant).get(f"/landings/{landing.pk}/").content.decode()
    assert page.count("The firm said yes") == 1
    assert page.count("The desk was booked") == 1


def test_a_fact_arrives_as_the_row_that_the_page_shows(log_in, landing):
    [event] = publish(LandingStarted(landing_id=landing.pk), to=landing.stream, by=None, at=NOW)
    changed = pieces.pieces_of(event, "landing")
    row = next(piece for piece in changed if piece.do == "append")
    page = log_in(landing.application.applicant).get(f"/landings/{landing.pk}/").content.decode()
    assert row.to == "landing-timeline"
    assert f'id="{row.id}"' in page and "The stay began" in row.html
    assert [piece.id for piece in changed if piece.do == "refresh"] == [f"landing-top-{landing.pk}"]


def test_cancelling_asks_why(log_in, landing):
    founder = log_in(landing.application.applicant)
    url = f"/landings/{landing.pk}/cancel/"
    assert founder.post(url, {"reason": " "}).status_code == 422
    assert founder.post(url, {"reason": "Visa refused"}).status_code == 302
    page = founder.get(f"/landings/{landing.pk}/").content.decode()
    assert "Visa refused" in page and "cancel/" not in page
    assert founder.post(url, {"reason": "Twice"}).status_code == 302


def test_a_stale_page_cannot_cancel_a_stay_that_has_begun(log_in, landing):
    Landing.objects.update(started_at=NOW)
    answer = log_in(landing.application.applicant).post(f"/landings/{landing.pk}/cancel/", {"reason": "Late"})
    assert answer.status_code == 409
    assert "The stay has begun" in answer.content.decode()


def test_naming_a_commissioner(log_in, landing):
    officer, commissioner = log_in(make_officer(landing.programme)), make_staff_of("agency")
    url = f"/landings/{landing.pk}/commissioner/"
    assert officer.post(url, {"commissioner": make_member().pk}).status_code == 422
    assert officer.post(url, {"commissioner": commissioner.pk}).status_code == 302
    assert log_in(commissioner).get(f"/landings/{landing.pk}/").status_code == 200
    assert log_in(landing.application.applicant).post(url, {"commissioner": commissioner.pk}).status_code == 403


def test_the_list_asks_the_same_number_of_queries(log_in, landing, count_queries):
    officer = log_in(make_officer(landing.programme))
    one = count_queries(lambda: officer.get("/landings/mine/"))
    for _ in range(2):
        make_landing(make_application(landing.programme, state="accepted"))
    assert count_queries(lambda: officer.get("/landings/mine/")) == one


def test_the_page_asks_the_same_number_of_queries_for_a_longer_story(log_in, landing, count_queries):
    founder = log_in(landing.application.applicant)
    publish(LandingPlaced(landing_id=landing.pk), to=landing.stream, by=None, at=NOW)
    one = count_queries(lambda: founder.get(f"/landings/{landing.pk}/"))
    for _ in range(2):
        publish(LandingStarted(landing_id=landing.pk), to=landing.stream, by=None, at=NOW)
    assert count_queries(lambda: founder.get(f"/landings/{landing.pk}/")) == one


def test_the_calendar_of_occupancy_counts_desks_by_day():
    site = make_site()
    site.closures.create(day=date(2026, 5, 5))
    offer = make_offer(site, desks=2)
    make_landing(offer=offer, desk=1)
    make_landing(offer=offer, desk=2)
    cells = {cell.on: cell for cell in occupancy(site, first=date(2026, 5, 1), today=date(2026, 5, 20))}
    assert len(cells) == 35 and min(cells) == date(2026, 4, 27)
    assert [(cells[date(2026, 5, day)].kind, cells[date(2026, 5, day)].taken) for day in (3, 4, 5, 13, 14, 20)] == [
        ("free", 0),
        ("full", 2),
        ("closed", 2),
        ("full", 2),
        ("free", 0),
        ("today free", 0),
    ]


def test_the_house_sees_its_calendar_and_nobody_else(log_in, landing):
    host, url = log_in(host_of(landing)), f"/landings/sites/{landing.site_id}/occupancy/"
    page = host.get(f"{url}?month=2026-05").content.decode()
    assert landing.firm.name in page and "1 of 2" in page
    for odd in ("", "2026-13", "x", "0001-01", "99999-01"):
        assert host.get(f"{url}?month={odd}").status_code == 200
    assert log_in(landing.application.applicant).get(url).status_code == 404


def test_the_calendar_asks_the_same_number_of_queries(log_in, landing, count_queries):
    host = log_in(host_of(landing))
    url = f"/landings/sites/{landing.site_id}/occupancy/?month=2026-05"
    one = count_queries(lambda: host.get(url))
    make_landing(offer=landing.offer, desk=2)
    make_landing(offer=make_offer(landing.site, desks=3))
    assert count_queries(lambda: host.get(url)) == one


def test_finance_sees_who_landed_and_the_money_but_not_the_days_and_the_letters(log_in):
    landing = make_landing()
    finance = log_in(make_officer(landing.programme, role="finance"))
    page = finance.get(f"/landings/{landing.pk}/").content.decode()
    assert f"grant-of-{landing.pk}" in page and "Pay what is approved" in page
    assert f"itinerary-of-{landing.pk}" not in page and f"letters-of-{landing.pk}" not in page
    assert "Why this place was proposed" not in page
    for address in (f"/landings/{landing.pk}/itinerary/", f"/landings/{landing.pk}/letters/panel/"):
        assert finance.get(address).status_code == 404
