"""The figures of a programme as page, JSON and CSV have them: which letters count, in whose units, and when anew."""

import csv
import io
import json
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from types import SimpleNamespace

import pytest

from landings.impact import actions, queries
from landings.impact.models import Publication
from landings.letters import actions as letters
from landings.letters.actions import Answer
from landings.letters.models import Letter
from landings.placements.models import Landing
from landings.programmes.models import Programme
from network.followups import queries as figures
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_letters import answers, sign_letter
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_programme

DUE = datetime(2026, 5, 15, 12, tzinfo=UTC)
ON = DUE.date()
WEEK = timedelta(days=7)


def due_letters(count, currency="CAD", **fields):
    """So many landings of one programme at one house, home for a year, with their letters."""
    programme = make_programme(currency=currency, follow_up_waves=[3, 12], **fields)
    offer = make_offer(desks=count)
    dates = {"starts_on": date(2025, 5, 5), "ends_on": date(2025, 5, 15)}
    lands = [
        make_landing(make_application(programme, state="accepted"), offer=offer, desk=desk, **dates)
        for desk in range(1, count + 1)
    ]
    letters.raise_due(now=DUE)
    found = [Letter.objects.for_list().get(landing=landing, wave=12) for landing in lands]
    return SimpleNamespace(programme=programme, letters=found, landings=lands)


@pytest.fixture(scope="module")
def drawn(module_transaction):
    return due_letters(4)


@pytest.fixture
def house(drawn, db):
    return deepcopy(drawn)


def impact(house, on=ON):
    return queries.impact_of(house.programme, on=on)


def publish(house, now=DUE):
    return actions.publish_figures(house.programme.pk, now=now)


def sign_all(house, *revenues, now=DUE, **more):
    for letter, revenue in zip(house.letters, revenues, strict=False):
        sign_letter(letter, now=now, revenue=revenue, **more)


# Which letters


def test_a_letter_that_is_due_counts_from_its_day_and_only_that_of_a_year(house):
    """Each landing owes one after three months too, which no figure is of."""
    early = Letter.objects.filter(landing__in=house.landings, wave=3)
    assert early.count() == 4
    for letter in early:
        sign_letter(letter, now=DUE, revenue=999)
    assert publish(house) is None
    assert [(impact(house, ON - timedelta(days=days)).due) for days in (0, 1)] == [4, 0]
    assert (impact(house).received, impact(house).landings) == (0, 4)


def test_a_no_is_due_and_not_received(house):
    letters.decline(house.letters[0].pk, now=DUE)
    sign_all(house, 0)  # the first signs after all
    letters.decline(house.letters[1].pk, now=DUE)
    found = impact(house)
    assert (found.due, found.received, found.response_rate) == (4, 1, 0.25)


def test_what_was_cancelled_counts_nowhere(house):
    sign_all(house, 100, 200, 300, 400)
    Landing.objects.filter(pk=house.landings[3].pk).update(cancelled_at=DUE)
    publish(house)
    found = impact(house)
    assert (found.landings, found.due, found.received, found.reading("revenue").total) == (3, 3, 3, 600)
    assert [(cell.landings, cell.received) for cell in queries.by_host(house.programme, on=ON)] == [(3, 3)]
    assert [place["n"] for place in queries.places(house.programme)] == [3]


@pytest.mark.parametrize(
    ("says", "total", "answered"),
    [("value", 300, 4), ("nothing", 300, 4), ("unknown", 300, 3), ("withheld", 300, 3)],
)
def test_none_is_an_answer_and_what_is_not_known_or_not_said_is_not(house, says, total, answered):
    sign_all(house, 100, 100, 100)
    said = [Answer(key="revenue", said=says, currency="CAD"), *answers()[1:]]
    letters.sign(house.letters[3].pk, answers=said, name="Ada", title="CEO", now=DUE)
    publish(house)
    reading = impact(house).reading("revenue")
    assert (reading.total, reading.answered) == (total, answered)
    assert (reading.lower_bound, reading.mean) == (Fraction(total, 4), Fraction(total, answered))


def test_two_firms_are_too_few_and_three_are_enough(house):
    for count, shown in ((1, None), (2, None), (3, 300)):
        sign_all(house, *[100] * count)
        publish(house, DUE + count * WEEK)
        assert impact(house).reading("revenue").total == shown


def test_a_programmes_questions_in_words_are_in_no_figure(house):
    own = [{"key": "best", "label": "The best contact", "kind": "text"}]
    Programme.objects.filter(pk=house.programme.pk).update(questions=own)
    for letter in house.letters:
        said = [*answers(revenue=100), Answer(key="best", said="value", note="A secret")]
        letters.sign(letter.pk, answers=said, name="Ada", title="CEO", now=DUE)
    publish(house)
    house.programme.refresh_from_db()
    assert "best" not in {reading.question.key for reading in impact(house).readings}
    document = json.dumps(queries.as_json(impact(house), on=ON))
    assert "secret" not in document and "best" not in document


# When anew


def test_what_was_published_stands_until_three_firms_have_said_something_else(house):
    sign_all(house, 100, 100, 100, 100)
    assert publish(house).number == 1
    for at in (1, 2):
        sign_letter(house.letters[at], now=DUE + WEEK, revenue=500)
        assert publish(house, DUE + (at + 1) * WEEK) is None
        assert impact(house).reading("revenue").total == 400
    sign_letter(house.letters[3], now=DUE + WEEK, revenue=500)
    assert publish(house, DUE + 9 * WEEK).number == 2
    assert impact(house).reading("revenue").total == 1_600


@pytest.mark.parametrize(("later", "again"), [(WEEK - timedelta(seconds=1), False), (WEEK, True)])
def test_a_week_lies_between_two_publications(house, later, again):
    sign_all(house, 100, 100, 100)
    publish(house)
    sign_all(house, 200, 200, 200, now=DUE + timedelta(days=1))
    assert (publish(house, DUE + later) is not None) is again


def test_what_can_never_be_shown_is_no_news_every_week(db):
    """Three firms told of hires, then one more: that sum may not be shown beside the first, and is kept back for good.
    Three more had signed meanwhile, so that a second publication was due; a third has nothing new.
    """
    house = due_letters(7)
    for letter in house.letters[:3]:
        sign_letter(letter, now=DUE, revenue=100, hires=1)
    assert publish(house).number == 1
    for at, letter in enumerate(house.letters[3:]):
        said = [
            answer if answer.key != "hires" or at == 0 else Answer(key="hires", said="unknown")
            for answer in answers(revenue=100, hires=1)
        ]
        letters.sign(letter.pk, answers=said, name="Ada", title="CEO", now=DUE)
    assert publish(house, DUE + WEEK).number == 2
    found = impact(house)
    assert (found.reading("revenue").total, found.reading("hires").total) == (700, None)
    assert [publish(house, DUE + weeks * WEEK) for weeks in (2, 3, 4)] == [None, None, None]
    assert Publication.objects.filter(programme=house.programme).count() == 2


def test_a_programme_that_is_not_published_publishes_nothing_by_the_clock(house):
    sign_all(house, 100, 100, 100)
    Programme.objects.filter(pk=house.programme.pk).update(published_at=None)
    assert actions.publish_all(now=DUE) == 0
    Programme.objects.filter(pk=house.programme.pk).update(published_at=DUE)
    assert actions.publish_all(now=DUE) == 1


# Breakdowns


def test_each_cell_is_told_with_its_landings_and_its_sum_only_where_it_was_published(db):
    programme = make_programme(follow_up_waves=[12])
    houses = [make_offer(make_site(country=code), desks=9) for code in ("NL", "DE")]
    made = []
    for offer, count in zip(houses, (4, 2), strict=True):
        for desk in range(1, count + 1):
            ends_on = date(2025, 5, 15) if desk % 2 else date(2024, 5, 15)
            application = make_application(programme, state="accepted")
            dates = {"starts_on": ends_on - timedelta(days=10), "ends_on": ends_on}
            made.append(make_landing(application, offer=offer, desk=desk, **dates))
    letters.raise_due(now=DUE)
    for letter in Letter.objects.filter(landing__in=made):
        sign_letter(letter, now=DUE, revenue=100)
    actions.publish_figures(programme.pk, now=DUE)
    markets = [(cell.label, cell.landings, cell.received, cell.revenue) for cell in queries.by_market(programme, on=ON)]
    hosts = [(cell.label, cell.landings, cell.revenue) for cell in queries.by_host(programme, on=ON)]
    years = [(cell.label, cell.landings, cell.revenue) for cell in queries.by_year(programme, on=ON)]
    assert [market[0:3] for market in markets] == [("NL", 4, 4), ("DE", 2, 2)]
    # Two firms in Germany: neither their sum is shown, nor that of the others, which is the whole less theirs.
    assert [market[3] for market in markets] == [None, None]
    assert [host[1:] for host in hosts] == [(4, None), (2, None)]
    assert [year[:2] for year in years] == [("2024", 3), ("2025", 3)]


# As they are handed out


def read(client, house, ending):
    return client.get(f"/impact/{house.programme.slug}/{ending}")


@pytest.mark.parametrize(
    ("currency", "total", "shown", "lower", "mean"),
    [
        ("CAD", 100_001, 1000.01, 200.00, 250.00),
        ("JPY", 100_001, 100001, 20000, 25000),
        ("KWD", 100_001, 100.001, 20.0, 25.0),
    ],
)
def test_money_is_told_in_the_units_of_its_currency(db, client, currency, total, shown, lower, mean):
    house = due_letters(5, currency)
    for letter, revenue in zip(house.letters, (total, 0, 0, 0), strict=False):
        letters.sign(letter.pk, answers=answers(currency, revenue=revenue), name="A", title="B", now=DUE)
    publish(house)
    document = queries.as_json(impact(house), on=ON)
    assert document["measures"]["revenue"] == {
        "unit": currency,
        "claimed_total": shown,
        "lower_bound_per_landing": lower,
        "mean_of_respondents": mean,
        "respondents": 4,
    }
    assert document["measures"]["hires"]["unit"] == "count"
    assert document["letters"] == {"wave_months": 12, "due": 5, "received": 4, "response_rate": 0.8}


def test_the_table_says_what_the_document_says(house, client):
    sign_all(house, 100_00, 250_50, 0, 0, hires=1)
    publish(house)
    document = read(client, house, "figures.json").json()
    rows = list(csv.reader(io.StringIO(read(client, house, "figures.csv").content.decode())))
    head = ["measure", "unit", "claimed_total", "lower_bound_per_landing", "mean_of_respondents", "respondents"]
    assert rows[0] == head
    table = {row[0]: row[1:] for row in rows[1:]}
    for key, measure in document["measures"].items():
        assert table[key] == [str(measure[column]) for column in head[1:]]
    assert table["revenue"][1] == "350.5" and table["hires"][1:3] == ["4", "1"]
    assert table["landings"][:2] == ["count", "4"] and table["letters received"][:2] == ["count", "4"]


def test_before_anything_is_published_the_documents_say_so(house, client):
    sign_all(house, 777)
    document = read(client, house, "figures.json").json()
    assert (document["figures_of"], document["letters"]["received"]) == (None, 1)
    assert {measure["claimed_total"] for measure in document["measures"].values()} == {None}
    assert {measure["respondents"] for measure in document["measures"].values()} == {0}
    assert "777" not in read(client, house, "figures.csv").content.decode()


@pytest.mark.parametrize("ending", ["", "figures.json", "figures.csv"])
def test_a_programme_that_is_not_published_has_no_figures_for_the_public(house, client, ending):
    assert read(client, house, ending).status_code == 200
    Programme.objects.filter(pk=house.programme.pk).update(published_at=None)
    assert read(client, house, ending).status_code == 404


def test_the_file_is_named_after_the_programme(house, client):
    answer = read(client, house, "figures.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="impact-{house.programme.slug}.csv"'


@pytest.mark.parametrize(
    ("total", "given", "answered", "lower", "mean"),
    [
        (100, 4, 2, 25, 50),
        (0, 4, 2, 0, 0),
        (None, 4, 2, None, None),
        (5, 0, 0, None, None),
        (5, 4, 0, Fraction(5, 4), None),
    ],
)
def test_readings_of_a_sum(total, given, answered, lower, mean):
    assert (figures.lower_bound(total, given), figures.mean(total, answered)) == (lower, mean)
