"""A better offer never scores lower, whatever is better about it; hurdles and reasons say their figures."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ground.words.sectors import NAMES as SECTORS
from landings.hosts.models.services import SERVICE_NAMES
from landings.matching.queries import scores
from landings.matching.queries.filters import Standing, hurdles
from landings.matching.queries.scores import DEFAULT_WEIGHTS, Place, assess, stay_for
from landings.matching.queries.words import SCHEME
from network.reasons.rules import failed, in_order, total_of
from network.reasons.tellings import stored, why_not
from tests.landings.matching.test_scores import STAY, a_wish, an_offering

FIRST = date(2026, 4, 1)
services = st.frozensets(st.sampled_from(sorted(SERVICE_NAMES)), max_size=4)
sectors = st.frozensets(st.sampled_from(sorted(SECTORS)), max_size=3)
tongues = st.dictionaries(st.sampled_from(["en", "fr", "nl"]), st.sampled_from(scores.LEVELS), max_size=3)
days = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
weights = st.none() | st.dictionaries(st.sampled_from(sorted(scores.SCORES)), st.integers(0, 100), max_size=7)
zones = st.sampled_from(["America/Vancouver", "America/Toronto", "UTC", "Europe/Amsterdam", "Pacific/Auckland"])
hours = st.integers(6, 12).map(time)
wishes = st.builds(
    a_wish,
    starts_on=days,
    stay_days=st.integers(1, 30),
    home_zone=zones,
    services=services,
    sectors=sectors,
    languages=tongues,
    places=st.sampled_from(
        [(), (Place("Delft", 52.0, 4.36),), (Place("Oslo", 59.9, 10.7), Place("Delft", 52.0, 4.36))]
    ),
)
offerings = st.builds(
    an_offering,
    starts_on=days,
    ends_on=st.integers(61, 120).map(lambda n: FIRST + timedelta(days=n)),
    time_zone=zones,
    opens=hours,
    closes=st.integers(13, 22).map(time),
    shortest=st.integers(1, 5),
    longest=st.integers(5, 60),
    services=services,
    sectors=sectors,
    languages=st.frozensets(st.sampled_from(["en", "fr", "nl"])),
    mentor_hours=st.integers(0, 12),
)
FEW = settings(max_examples=60)


def value(name, wish, offering, stay=STAY):
    return scores.SCORES[name](wish, offering, stay).value


@FEW
@given(wishes, offerings, weights)
def test_a_score_is_between_nothing_and_a_hundred_and_each_part_within_its_most(wish, offering, given_weights):
    stay = stay_for(wish, offering)
    assume(stay is not None)
    parts = assess(wish, offering, stay, given_weights)
    assert all(0 <= part.points <= part.most + 1e-9 and 0 <= part.reason.value <= 1 for part in parts)
    assert 0 <= total_of(parts) <= 100 + 1e-9
    heavy = {**DEFAULT_WEIGHTS, **(given_weights or {})}
    assert {part.reason.name for part in parts} == {name for name, weight in heavy.items() if weight}
    assert sum(part.most for part in parts) == pytest.approx(100 if parts else 0)


@FEW
@given(wishes, offerings, services, st.integers(0, 5), weights)
def test_more_services_and_more_mentors_never_score_lower(wish, offering, more, hours_more, given_weights):
    better = replace(offering, services=offering.services | more, mentor_hours=offering.mentor_hours + hours_more)
    assert total_of(assess(wish, better, STAY, given_weights)) >= (
        total_of(assess(wish, offering, STAY, given_weights)) - 1e-9
    )


@FEW
@given(wishes, offerings, sectors.filter(bool), sectors)
def test_a_sector_more_never_scores_lower_where_the_site_names_some(wish, offering, named, more):
    known = replace(offering, sectors=named)
    assert value("sector", wish, replace(known, sectors=named | more)) >= value("sector", wish, known)


@FEW
@given(wishes, offerings, st.sampled_from(["en", "fr", "nl"]))
def test_a_language_more_never_scores_lower(wish, offering, tongue):
    better = replace(offering, languages=offering.languages | {tongue})
    assert value("language", wish, better) >= value("language", wish, offering)


@FEW
@given(wishes, offerings, st.integers(0, 3))
def test_longer_opening_hours_never_share_less_of_the_day(wish, offering, more):
    better = replace(
        offering, opens=time(offering.opens.hour - more), closes=time(min(23, offering.closes.hour + more))
    )
    assert value("hours", wish, better) >= value("hours", wish, offering) - 1e-9


@FEW
@given(wishes, offerings, st.integers(0, 9), st.integers(0, 9), st.integers(0, 30))
def test_more_days_never_keep_fewer_of_those_wished_for(wish, offering, before, after, longer):
    better = replace(
        offering,
        starts_on=offering.starts_on - timedelta(days=before),
        ends_on=offering.ends_on + timedelta(days=after),
        longest=offering.longest + longer,
    )
    less, more = stay_for(wish, offering), stay_for(wish, better)
    assume(less is not None)
    assert value("dates", wish, better, more) >= value("dates", wish, offering, less)


@FEW
@given(wishes, offerings)
def test_a_stay_lies_in_the_offer_and_is_as_long_as_both_can(wish, offering):
    stay = stay_for(wish, offering)
    room = (offering.ends_on - offering.starts_on).days
    longest = min(wish.stay_days, offering.longest, room)
    if longest < offering.shortest:
        assert stay is None
        return
    assert offering.starts_on <= stay.starts_on < stay.ends_on <= offering.ends_on
    assert stay.days == longest


@given(st.floats(-60, 60), st.floats(0, 30), st.floats(0, 30))
@FEW
def test_nearer_never_scores_lower(latitude, near, far):
    wish = a_wish(places=(Place("There", latitude, 0.0),))
    closer, further = sorted([near, far])
    of = [value("place", wish, an_offering(latitude=latitude, longitude=apart)) for apart in (closer, further)]
    assert of[0] >= of[1]
    # So near that both are the place itself, they are told apart no more.
    assert of[0] <= 1


GOOD = Standing(published=True, verified=True, wanted=2, free=2)
WISH = a_wish(services={"desk"}, sectors=frozenset({"software"}), languages={"en": "B1"}, countries=frozenset({"NL"}))
SITE = an_offering(sectors=frozenset({"software"}), languages=frozenset({"en"}))


@pytest.mark.parametrize(
    ("wish", "site", "standing", "fails", "words"),
    [
        ({}, {}, {}, [], ""),
        ({}, {}, {"published": False}, ["published"], "The offer is not open: it is a draft, paused or withdrawn."),
        ({}, {}, {"verified": False}, ["verified"], "The site has not been verified yet."),
        ({}, {}, {"conflict": "same_house"}, ["conflict"], "The firm and the host are the same organisation."),
        ({}, {}, {"conflict": "same_people"}, ["conflict"], "Somebody belongs to the firm and to the host."),
        ({}, {"country": "JP"}, {}, ["country"], "The site is in Japan, which is not where the firm wants to land."),
        ({"countries": frozenset()}, {"country": "JP"}, {}, [], ""),
        ({}, {}, {"free": 1}, ["desks"], "Desks free on every day of the stay: 1; wanted: 2."),
        (
            {"languages": {"en": "A2"}},
            {},
            {},
            ["language"],
            "No language in common at level B1 or better. The site works in: English.",
        ),
        (
            {"languages": {"fr": "C2"}},
            {"languages": frozenset()},
            {},
            ["language"],
            "No language in common at level B1 or better. The site works in: –.",
        ),
        ({}, {"sectors": frozenset({"ocean"})}, {}, ["sector"], "The site works with other sectors: Ocean and marine."),
        ({}, {"sectors": frozenset({"fintech"})}, {}, [], ""),
        ({}, {"ends_on": date(2026, 5, 9)}, {}, [], ""),
        (
            {},
            {"ends_on": date(2026, 5, 8), "starts_on": date(2026, 5, 4)},
            {},
            ["dates"],
            "Only 4 of the 10 days wished for fit into the offer.",
        ),
        ({}, {"ends_on": date(2026, 5, 9), "starts_on": date(2026, 5, 4)}, {}, [], ""),
        ({}, {"shortest": 11}, {}, ["dates"], "The offer has no room for the dates: its shortest stay is 11 days."),
        ({}, {"shortest": 10}, {}, [], ""),
        ({"stay_days": 10}, {"longest": 5}, {}, [], ""),
        ({"stay_days": 10}, {"longest": 4}, {}, ["dates"], "Only 4 of the 10 days wished for fit into the offer."),
    ],
)
def test_each_hurdle_is_as_high_as_it_says(wish, site, standing, fails, words):
    wish, site, standing = replace(WISH, **wish), replace(SITE, **site), replace(GOOD, **standing)
    found = failed(hurdles(wish, site, stay_for(wish, site), standing))
    assert [hurdle.name for hurdle in found] == fails
    assert [why_not(hurdle, SCHEME) for hurdle in found] == ([words] if words else [])


@pytest.mark.parametrize(
    ("name", "wish", "site", "words"),
    [
        ("services", {"services": set()}, {}, "You asked for none, so nothing is missing."),
        ("services", {}, {"services": {"desk"}}, "All 1 of those asked for."),
        (
            "services",
            {"services": {"desk", "tax"}},
            {"services": {"desk"}},
            "1 of the 2 asked for; not there: Tax and accounting advice.",
        ),
        ("sector", {}, {}, "Both are in Software and cloud."),
        ("sector", {}, {"sectors": frozenset()}, "The site is open to every sector."),
        ("place", {}, {}, "In Netherlands, as wished."),
        ("place", {"countries": frozenset()}, {}, "No place was asked for."),
        ("place", {"places": (Place("Rotterdam", 51.9225, 4.4792),)}, {}, "In Rotterdam itself."),
        ("dates", {}, {}, "All 10 days wished for."),
        ("dates", {"starts_on": date(2026, 3, 31)}, {}, "9 of the 10 days wished for; moved by 1 day."),
        ("dates", {"starts_on": date(2026, 6, 23)}, {}, "8 of the 10 days wished for; moved by 2 days."),
        ("language", {}, {}, "English at level B1."),
        ("language", {"languages": {}}, {}, "No language in common."),
        ("mentors", {}, {"mentor_hours": 1}, "1 hour of mentoring in a stay."),
    ],
)
def test_each_reason_says_its_figures(name, wish, site, words):
    wish, site = replace(WISH, **wish), replace(SITE, **site)
    [part] = stored([p for p in assess(wish, site, stay_for(wish, site)) if p.reason.name == name], SCHEME)
    assert SCHEME.why[name](part["figures"]) == words


def test_a_firms_ranks_go_first_and_equals_stand_in_order_of_their_keys():
    rows = [(3, 0, 50.0), (1, 0, 50.0), (2, 2, 99.0), (4, 1, 10.0)]
    ordered = in_order(rows, rank=lambda row: row[1] or 9, score=lambda row: row[2], key=lambda row: row[0])
    assert [row[0] for row in ordered] == [4, 2, 1, 3]
