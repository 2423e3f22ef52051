import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from landings.impact import queries
from tests.factories.landings_letters import make_due_letter, sign_letter
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters():
    """Three landings of one programme, whose letters are due."""
    programme = make_programme()
    dates = {"starts_on": date(2025, 5, 5), "ends_on": date(2025, 5, 15)}
    return [make_due_letter(make_landing(programme=programme, **dates)) for _ in range(3)]


def impact_of(letters):
    return queries.impact_of(letters[0].landing.programme, on=max(letter.due_on for letter in letters))


def test_three_readings_of_each_measure(letters):
    sign_letter(letters[0], revenue=300_00, hires=2)
    sign_letter(letters[1], revenue=0)
    found = impact_of(letters)
    revenue = found.reading("revenue")
    assert (found.landings, found.due, found.received) == (3, 3, 2)
    assert (revenue.total, revenue.lower_bound, revenue.mean, revenue.answered) == (300_00, 100_00, 150_00, 2)
    assert found.reading("hires").total == 2


def test_only_the_newest_version_counts(letters):
    sign_letter(letters[0], revenue=999_00)
    sign_letter(letters[0], revenue=100_00)
    assert impact_of(letters).reading("revenue").total == 100_00


def test_no_letters_no_mean(letters):
    found = impact_of(letters)
    assert found.reading("revenue").mean is None
    assert found.response_rate == 0


def test_small_cells_do_not_tell_on_a_firm(letters):
    programme, on = letters[0].landing.programme, letters[0].due_on
    for letter in letters[:2]:
        sign_letter(letter, revenue=100)
    assert [(c.landings, c.received, c.revenue) for c in queries.by_market(programme, on=on)] == [(3, 2, None)]
    sign_letter(letters[2], revenue=100)
    assert [(c.landings, c.received, c.revenue) for c in queries.by_market(programme, on=on)] == [(3, 3, 300)]


def test_the_command_says_the_same_as_json(letters, capsys):
    sign_letter(letters[0], revenue=300_00)
    slug = letters[0].landing.programme.slug
    call_command("impact", slug, "--json")
    document = json.loads(capsys.readouterr().out)
    assert document["measures"]["revenue"]["claimed_total"] == 300
    assert document["measures"]["revenue"]["lower_bound_per_landing"] == 100
    call_command("impact", slug)
    assert "letters received" in capsys.readouterr().out


def test_an_unknown_programme_is_named():
    with pytest.raises(CommandError, match="no programme called nothing"):
        call_command("impact", "nothing")


def test_the_page_shows_and_costs_the_same(client, letters, count_queries):
    slug = letters[0].landing.programme.slug
    sign_letter(letters[0], revenue=300_00)
    one = count_queries(lambda: client.get(f"/impact/{slug}/"))
    sign_letter(letters[1], revenue=300_00)
    assert count_queries(lambda: client.get(f"/impact/{slug}/")) == one
    assert client.get(f"/impact/{slug}/figures.csv").content.startswith(b"measure,unit")
