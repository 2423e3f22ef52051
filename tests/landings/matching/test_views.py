import re

import pytest
from django.utils import timezone

from landings.matching.models import Match
from landings.placements.models import Landing
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_matching import make_match
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db
SOON = {"expires_at": timezone.now().replace(year=2096)}


@pytest.fixture
def application():
    return make_application(state="accepted", cities=["Rotterdam"])


@pytest.fixture
def officer(application):
    return make_officer(application.programme)


def host_of(match):
    host = make_member()
    join(match.offer.site.host, host, role="manager")
    return host


def test_an_officer_compares_and_proposes(log_in, application, officer):
    offer, away = make_offer(), make_offer(make_site(country="DE"))
    client, url = log_in(officer), f"/landings/applications/{application.pk}/offers/"
    page = client.get(url).content.decode()
    assert offer.title in page and "Working hours shared with home" in page
    assert away.title in page and "The site is in Germany" in page
    answer = client.post(url, {"offers": [offer.pk], "note": "They know your market."})
    assert answer["Location"] == f"/landings/applications/{application.pk}/matches/"
    assert Match.objects.get().note == "They know your market."
    assert "Waits for both" in client.get(answer["Location"]).content.decode()


def test_a_firm_that_has_its_place_is_led_to_it_and_offered_no_other(log_in):
    landing = make_landing()
    client = log_in(make_officer(landing.programme))
    base = f"/landings/applications/{landing.application_id}"
    panel = client.get(f"{base}/matches/panel/").content.decode()
    assert f'href="/landings/{landing.pk}/"' in panel
    assert "Compare offers" not in panel
    assert client.get(f"{base}/offers/")["Location"] == f"{base}/matches/"


def test_a_reviewer_is_not_shown_what_was_proposed(log_in):
    match = make_match()
    client = log_in(make_officer(match.application.programme, role="reviewer"))
    answer = client.get(f"/landings/applications/{match.application_id}/matches/")
    assert f"match-row-{match.pk}" not in answer.content.decode()


@pytest.mark.parametrize("offers", [[], ["x"], [0]])
def test_proposing_nothing_or_nonsense_is_refused_at_the_form(log_in, application, officer, offers):
    make_offer()
    answer = log_in(officer).post(
        f"/landings/applications/{application.pk}/offers/", {"offers": offers, "note": "Kept words"}
    )
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()
    assert Match.objects.count() == 0


def test_an_offer_that_filled_up_meanwhile_is_refused_with_the_reason(log_in, application, officer):
    offer = make_offer(desks=1)
    client = log_in(officer)
    client.get(f"/landings/applications/{application.pk}/offers/")
    make_landing(offer=offer)
    answer = client.post(f"/landings/applications/{application.pk}/offers/", {"offers": [offer.pk]})
    assert answer.status_code == 422
    assert "Desks free on every day of the stay: 0" in answer.content.decode()


def test_both_sides_confirm_in_the_browser_and_land(log_in, application):
    match = make_match(application, **SOON)
    firm, host = log_in(application.applicant), log_in(host_of(match))
    url = f"/landings/matches/{match.pk}/confirm/"
    assert firm.post(url)["Location"] == f"/landings/matches/{match.pk}/"
    assert "You said yes." in firm.get(f"/landings/matches/{match.pk}/").content.decode()
    answer = host.post(url)
    landing = Landing.objects.get()
    assert answer["Location"] == f"/landings/{landing.pk}/"
    assert host.post(url)["Location"] == f"/landings/{landing.pk}/"
    assert f"/landings/{landing.pk}/" in firm.get(f"/landings/matches/{match.pk}/").content.decode()


def test_the_loser_of_a_race_is_told_in_plain_words(log_in):
    offer = make_offer(desks=1)
    won, lost = (make_match(offer=offer, firm_confirmed_at=timezone.now(), **SOON) for _ in range(2))
    host = log_in(host_of(won))
    assert host.post(f"/landings/matches/{won.pk}/confirm/").status_code == 302
    answer = host.post(f"/landings/matches/{lost.pk}/confirm/")
    assert answer.status_code == 409
    assert "The last desk for these days was taken a moment ago." in answer.content.decode()
    assert (
        "went to another firm"
        in log_in(lost.application.applicant).get(f"/landings/matches/{lost.pk}/").content.decode()
    )


def test_declining_asks_why_and_keeps_what_was_typed(log_in, application):
    match = make_match(application, **SOON)
    firm = log_in(application.applicant)
    url = f"/landings/matches/{match.pk}/decline/"
    assert firm.post(url, {"reason": ""}).status_code == 422
    long = firm.post(url, {"reason": "w" * 601})
    assert long.status_code == 422 and "w" * 601 in long.content.decode()
    assert firm.post(url, {"reason": "A <b>fair</b> clashes"}).status_code == 302
    page = firm.get(f"/landings/matches/{match.pk}/").content.decode()
    assert "A &lt;b&gt;fair&lt;/b&gt; clashes" in page


def test_a_second_tab_is_told_what_has_become_of_it(log_in, application):
    match = make_match(application, **SOON)
    firm, host = log_in(application.applicant), log_in(host_of(match))
    firm.post(f"/landings/matches/{match.pk}/decline/", {"reason": "No"})
    answer = host.post(f"/landings/matches/{match.pk}/confirm/")
    assert answer.status_code == 409
    assert "was declined, so it cannot be answered" in answer.content.decode()


def test_staff_of_the_house_look_on_without_buttons(log_in, application):
    match = make_match(application, **SOON)
    staff = make_member()
    join(match.offer.site.host, staff, role="staff")
    page = log_in(staff).get(f"/landings/matches/{match.pk}/")
    assert page.status_code == 200
    assert "confirm/" not in page.content.decode()
    assert log_in(staff).post(f"/landings/matches/{match.pk}/confirm/").status_code == 403


def test_my_proposals_are_paged_by_key(log_in, application, officer, count_queries):
    first = make_match(application)
    client = log_in(officer)
    one = count_queries(lambda: client.get("/landings/matches/"))
    for _ in range(2):
        make_match(make_application(application.programme, state="accepted"))
    assert count_queries(lambda: client.get("/landings/matches/")) == one
    for _ in range(29):
        make_match(make_application(application.programme, state="accepted"))
    page = client.get("/landings/matches/").content.decode()
    assert f"/landings/matches/{first.pk}/" not in page
    older = client.get(f"/landings/matches/?before={first.pk + 2}").content.decode()
    assert f'href="/landings/matches/{first.pk}/"' in older
    assert client.get("/landings/matches/?before=../x").status_code == 200


def test_a_page_of_a_match_asks_the_same_number_of_queries(log_in, application, count_queries):
    match = make_match(application)
    client = log_in(application.applicant)
    one = count_queries(lambda: client.get(f"/landings/matches/{match.pk}/"))
    make_match(application), make_match(application)
    assert count_queries(lambda: client.get(f"/landings/matches/{match.pk}/")) == one


def test_odd_names_are_shown_whole_and_safe(log_in):
    firm = "שלום " + "W" * 150
    application = make_application(state="accepted")
    application.firm.name = firm
    application.firm.save()
    match = make_match(application, note="<script>alert(1)</script> 🚀")
    page = log_in(application.applicant).get(f"/landings/matches/{match.pk}/").content.decode()
    assert firm in page
    assert "<script>alert" not in page


def test_an_open_match_says_when_its_answer_is_due(log_in):
    match = make_match(**SOON)
    client = log_in(make_officer(match.application.programme))
    page = client.get(f"/landings/applications/{match.application_id}/matches/").content.decode()
    assert re.search(r"<span>\s*answer due\s+<time ", page)
