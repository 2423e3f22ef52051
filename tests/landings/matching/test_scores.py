from datetime import date, time

import pytest

from landings.matching.queries import scores
from landings.matching.queries.scores import Offering, Place, Request, Stay, assess, shared_hours, stay_for
from network.reasons.rules import total_of, weigh

ROTTERDAM = {"country": "NL", "latitude": 51.9225, "longitude": 4.4792, "time_zone": "Europe/Amsterdam"}


def an_offering(**fields):
    dates = {"starts_on": date(2026, 4, 1), "ends_on": date(2026, 7, 1)}
    return Offering(**{**dates, **ROTTERDAM, **fields})


def a_wish(**fields):
    values = {"starts_on": date(2026, 5, 4), "stay_days": 10, "home_zone": "America/Toronto"}
    return Request(**{**values, **fields})


STAY = Stay(date(2026, 5, 4), date(2026, 5, 14))


def test_services_are_the_share_that_the_site_gives():
    score = scores.services(a_wish(services={"desk", "legal", "visa"}), an_offering(services={"desk", "bank"}), STAY)
    assert score.value == pytest.approx(1 / 3)
    assert score.figures == {"met": ["desk"], "missing": ["legal", "visa"], "wanted": 3}


def test_a_firm_that_asks_for_no_service_misses_none():
    assert scores.services(a_wish(), an_offering(), STAY).value == 1


@pytest.mark.parametrize(
    ("firm", "site", "value"),
    [
        ({"software"}, {"software", "games"}, 1),
        ({"software"}, set(), 0.6),
        ({"software"}, {"fintech"}, 0.4),
        ({"software"}, {"ocean"}, 0),
        (set(), {"ocean"}, 0.6),
    ],
)
def test_sectors_are_the_same_near_or_apart(firm, site, value):
    wish, offering = a_wish(sectors=frozenset(firm)), an_offering(sectors=frozenset(site))
    assert scores.sector(wish, offering, STAY).value == value


def test_place_is_by_geodesic_distance_from_the_nearest_wanted_place():
    hague, paris = Place("The Hague", 52.0705, 4.3007), Place("Paris", 48.8566, 2.3522)
    score = scores.place(a_wish(places=(paris, hague)), an_offering(), STAY)
    assert score.figures == {"near": "The Hague", "km": 21}
    assert score.value == pytest.approx(0.5 ** (20.5 / 200), abs=0.005)
    assert scores.place(a_wish(places=(paris,)), an_offering(), STAY).figures == {"near": "Paris", "km": 373}


@pytest.mark.parametrize(("countries", "value"), [({"NL"}, 1), ({"BE"}, 0), (set(), 1)])
def test_place_without_a_city_is_by_country(countries, value):
    assert scores.place(a_wish(countries=frozenset(countries)), an_offering(), STAY).value == value


def test_shared_hours_follow_the_zones_through_daylight_saving():
    """Toronto changes on 8 March 2026, Amsterdam on 29 March: for three weeks they are five hours apart, not six."""
    offering = an_offering(opens=time(9), closes=time(18))
    before = Stay(date(2026, 3, 2), date(2026, 3, 7))
    between = Stay(date(2026, 3, 9), date(2026, 3, 14))
    after = Stay(date(2026, 3, 30), date(2026, 4, 4))
    hours = [shared_hours("America/Toronto", offering, stay) for stay in (before, between, after)]
    assert hours == [3, 4, 3]


def test_shared_hours_cross_the_date_line():
    auckland = an_offering(time_zone="Pacific/Auckland", opens=time(9), closes=time(17))
    stay = Stay(date(2026, 6, 1), date(2026, 6, 6))
    assert shared_hours("America/Vancouver", auckland, stay) == 3
    assert shared_hours("Pacific/Auckland", auckland, stay) == 8


def test_weekends_do_not_count_unless_the_stay_is_nothing_else():
    long = Stay(date(2026, 5, 1), date(2026, 5, 11))
    weekend = Stay(date(2026, 5, 2), date(2026, 5, 4))
    assert shared_hours("America/Toronto", an_offering(), long) == shared_hours(
        "America/Toronto", an_offering(), weekend
    )


@pytest.mark.parametrize(
    ("levels", "value", "told"),
    [
        ({"en": "C2"}, 1, ("en", "C2")),
        ({"nl": "B1", "en": "B2"}, 0.8, ("en", "B2")),
        ({"fr": "C2"}, 0, ("", "")),
    ],
)
def test_language_is_the_best_level_shared(levels, value, told):
    score = scores.language(a_wish(languages=levels), an_offering(languages=frozenset({"en", "nl"})), STAY)
    assert score.value == pytest.approx(value)
    assert (score.figures["language"], score.figures["level"]) == told


@pytest.mark.parametrize(("hours", "value"), [(0, 0), (5, 0.5), (10, 1), (40, 1)])
def test_mentor_hours_are_full_marks_from_ten(hours, value):
    assert scores.mentors(a_wish(), an_offering(mentor_hours=hours), STAY).value == value


@pytest.mark.parametrize(
    ("starts", "days", "found"),
    [
        (date(2026, 5, 4), 10, Stay(date(2026, 5, 4), date(2026, 5, 14))),
        (date(2026, 3, 1), 10, Stay(date(2026, 4, 1), date(2026, 4, 11))),
        (date(2026, 6, 28), 10, Stay(date(2026, 6, 21), date(2026, 7, 1))),
        (date(2026, 1, 1), 120, Stay(date(2026, 4, 1), date(2026, 5, 31))),
    ],
)
def test_a_stay_is_moved_into_the_offers_dates(starts, days, found):
    assert stay_for(a_wish(starts_on=starts, stay_days=days), an_offering(longest=60)) == found


def test_there_is_no_stay_where_the_shortest_is_too_long():
    short = an_offering(ends_on=date(2026, 4, 5), shortest=7)
    assert stay_for(a_wish(), short) is None
    assert stay_for(a_wish(stay_days=3), an_offering(shortest=7)) is None


def test_dates_tell_how_much_of_the_wish_is_kept():
    score = scores.dates(a_wish(starts_on=date(2026, 6, 25)), an_offering(), Stay(date(2026, 6, 21), date(2026, 7, 1)))
    assert score.value == pytest.approx(0.6)
    assert score.figures == {"kept": 6, "wanted": 10, "shift": -4}


def test_the_weighed_parts_make_a_hundred_at_most():
    wish = a_wish(services={"desk"}, sectors=frozenset({"software"}), languages={"en": "C2"})
    best = an_offering(services={"desk"}, sectors=frozenset({"software"}), languages=frozenset({"en"}), mentor_hours=10)
    unweighed = dict.fromkeys(("place", "hours", "dates"), 0)
    parts = assess(wish, best, STAY, {"services": 1, "sector": 2, "language": 1, "mentors": 1, **unweighed})
    assert [part.reason.name for part in parts] == ["sector", "language", "mentors", "services"]
    assert [part.most for part in parts] == [40, 20, 20, 20]
    assert total_of(parts) == pytest.approx(100)


def test_weights_that_weigh_nothing_leave_no_parts():
    score = scores.mentors(a_wish(), an_offering(), STAY)
    assert weigh([score], {"mentors": 0}) == []
    assert weigh([score], {"unknown": 3}) == []
