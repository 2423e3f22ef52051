from datetime import date

import pytest
from django.utils import translation

from landings.matching.models import Match
from landings.matching.queries import matches_of, ranking, steps_of
from landings.matching.queries.words import SCHEME
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_matching import make_match
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db


def test_the_best_offer_comes_first_and_what_fails_says_why():
    application = make_application(state="accepted", cities=["Rotterdam"])
    near, far = make_offer(), make_offer(make_site(city="Groningen", latitude=53.2194, longitude=6.5665))
    closed = make_offer(paused_at=None, programme=make_application().programme)
    away = make_offer(make_site(country="DE"))
    found = ranking(application)
    assert [one.offer for one in found.fitting] == [near, far]
    assert [one.offer for one in found.failing] == [away]
    assert closed not in [one.offer for one in found.failing]
    assert found.fitting[0].score > found.fitting[1].score


def test_the_firms_own_ranking_goes_before_the_score():
    application = make_application(state="accepted")
    make_offer()
    far = make_offer(make_site(city="Groningen", latitude=53.2194, longitude=6.5665))
    application.preferred.create(offer=far, rank=1)
    assert ranking(application).fitting[0].offer == far


def test_a_full_offer_fails_with_its_figures():
    offer = make_offer(desks=1)
    make_landing(offer=offer)
    application = make_application(state="accepted")
    [full] = ranking(application).failing
    assert [verdict.name for verdict in full.failed] == ["desks"]
    assert full.failed[0].figures == {"free": 0, "wanted": 1}
    later = make_application(state="accepted", starts_on=date(2026, 6, 1))
    assert [one.offer for one in ranking(later).fitting] == [offer]


def test_soft_holds_are_counted_beside_free_desks():
    offer = make_offer(desks=3)
    make_match(offer=offer)
    [candidate] = ranking(make_application(state="accepted")).fitting
    assert (candidate.standing.free, candidate.standing.held) == (3, 1)


def test_ranking_asks_the_same_number_of_queries_for_three_offers(count_queries):
    application = make_application(state="accepted")
    make_landing(offer=make_offer(desks=9), application=make_application(state="accepted"))
    one = count_queries(lambda: ranking(application))
    for _ in range(2):
        make_landing(offer=make_offer(desks=9), application=make_application(state="accepted"))
    assert count_queries(lambda: ranking(application)) == one


def test_a_stored_breakdown_reads_as_a_waterfall():
    parts = [
        {"name": "place", "value": 1, "points": 60.0, "most": 60, "figures": {"near": "Rotterdam", "km": 2}},
        {"name": "mentors", "value": 0.5, "points": 20.0, "most": 40, "figures": {"hours": 5}},
    ]
    rows = steps_of(parts)
    assert [(row["start"], row["value"]) for row in rows] == [(0, 60), (60, 20)]
    assert rows[0]["why"] == "2 km from Rotterdam, as the crow flies."
    assert rows[1]["why"] == "5 hours of mentoring in a stay."


def test_matches_are_seen_by_firm_host_and_programme_only():
    match = make_match()
    programme = match.application.programme
    host, other_host, stranger = make_member(), make_member(), make_member()
    join(match.offer.site.host, host)
    join(make_offer().site.host, other_host)
    seeing = [match.application.applicant, host, make_officer(programme)]
    colleagues = [make_officer(programme, role=role) for role in ("reviewer", "finance")]
    blind = [other_host, stranger, *colleagues, make_match().application.applicant]
    assert [list(Match.objects.visible_to(member)) for member in seeing] == [[match]] * 3
    assert [match in Match.objects.visible_to(member) for member in blind] == [False] * 5


def test_a_list_of_matches_asks_the_same_number_of_queries(count_queries):
    application = make_application(state="accepted")
    make_match(application)

    def read():
        return [(m.offer.site.host.name, m.application.firm.name, m.stream.name) for m in matches_of(application)]

    one = count_queries(read)
    make_match(application), make_match(application)
    assert count_queries(read) == one


def test_hours_in_common_are_told_between_cities_in_the_readers_language():
    figures = {"hours": 3.0, "home": "America/Argentina/Buenos_Aires", "site": "Europe/Paris"}
    with translation.override("en"):
        said = SCHEME.why["hours"](figures)
    assert said == "3.0 hours a day in common between Buenos Aires and Paris, on these dates."
