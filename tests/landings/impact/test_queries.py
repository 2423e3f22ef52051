import json
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from landings.impact import actions, queries
from landings.placements.models import Landing
from tests.factories.landings_hosts import make_offer
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


def publish(letters, days=0):
    """What is published so many days after the letters were due."""
    now = max(letter.raised_at for letter in letters) + timedelta(days=days)
    return actions.publish_figures(letters[0].landing.programme_id, now=now)


def test_three_readings_of_each_measure(letters):
    for letter, revenue, hires in zip(letters, (300_00, 0, 0), (2, 0, 0), strict=True):
        sign_letter(letter, revenue=revenue, hires=hires)
    publish(letters)
    found = impact_of(letters)
    revenue = found.reading("revenue")
    assert (found.landings, found.due, found.received) == (3, 3, 3)
    assert (revenue.total, revenue.lower_bound, revenue.mean, revenue.answered) == (300_00, 100_00, 100_00, 3)
    assert found.reading("hires").total == 2


def test_only_the_newest_version_counts(letters):
    for letter in letters:
        sign_letter(letter, revenue=999_00)
        sign_letter(letter, revenue=100_00)
    publish(letters)
    assert impact_of(letters).reading("revenue").total == 300_00


def test_no_letters_no_mean(letters):
    found = impact_of(letters)
    assert (found.reading("revenue").mean, found.reading("revenue").total) == (None, None)
    assert found.response_rate == 0


def test_small_cells_do_not_tell_on_a_firm(letters):
    programme, on = letters[0].landing.programme, letters[0].due_on
    for letter in letters[:2]:
        sign_letter(letter, revenue=100)
    assert publish(letters) is None
    assert [(c.landings, c.received, c.revenue) for c in queries.by_market(programme, on=on)] == [(3, 2, None)]
    sign_letter(letters[2], revenue=100)
    publish(letters)
    assert [(c.landings, c.received, c.revenue) for c in queries.by_market(programme, on=on)] == [(3, 3, 300)]


def test_two_letters_of_one_firm_are_not_two_firms(letters):
    Landing.objects.update(firm=letters[0].landing.firm_id)
    for letter in letters:
        sign_letter(letter, revenue=100)
    assert publish(letters) is None
    assert impact_of(letters).reading("revenue").total is None


def landings_at(programme, *houses):
    """Due letters: so many of each host, all in one market."""
    dates = {"starts_on": date(2025, 5, 5), "ends_on": date(2025, 5, 15)}
    return [
        make_due_letter(make_landing(programme=programme, offer=offer, desk=desk, **dates))
        for offer, count in houses
        for desk in range(1, count + 1)
    ]


def test_a_market_less_its_hosts_is_nobodys_figure():
    """Three letters at one host, one at another: the market less the first host would be the second firm's figure."""
    programme = make_programme()
    large, small = make_offer(desks=9), make_offer(desks=9)
    found = landings_at(programme, (large, 3), (small, 1))
    for letter in found:
        sign_letter(letter, revenue=100)
    publish(found)
    on = found[0].due_on
    assert [cell.revenue for cell in queries.by_market(programme, on=on)] == [400]
    assert [(cell.received, cell.revenue) for cell in queries.by_host(programme, on=on)] == [(3, None), (1, None)]


def test_before_and_after_a_signature_the_figures_are_the_same():
    programme = make_programme()
    found = landings_at(programme, (make_offer(desks=9), 8))
    for letter in found[:3]:
        sign_letter(letter, revenue=100)
    publish(found)
    for at in (3, 4):
        sign_letter(found[at], revenue=777)
        assert publish(found, days=8 * at) is None
        assert impact_of(found).reading("revenue").total == 300
        assert impact_of(found).received == at + 1
    sign_letter(found[5], revenue=100)
    assert publish(found, days=60).number == 2
    assert impact_of(found).reading("revenue").total == 300 + 777 + 777 + 100
    assert [cell.revenue for cell in queries.by_market(programme, on=found[0].due_on)] == [1954]


def test_a_correction_waits_for_others_too(letters):
    for letter in letters:
        sign_letter(letter, revenue=100)
    publish(letters)
    for at, letter in enumerate(letters, start=1):
        sign_letter(letter, now=letter.raised_at + timedelta(hours=at), revenue=200)
        told = publish(letters, days=8 * at)
        assert (told is not None, impact_of(letters).reading("revenue").total) == (
            (True, 600) if at == 3 else (False, 300)
        )


def test_figures_are_published_once_a_week_at_most(letters):
    for letter in letters:
        sign_letter(letter, revenue=100)
    publish(letters)
    for letter in letters:
        sign_letter(letter, now=letter.raised_at + timedelta(hours=1), revenue=200)
    assert publish(letters, days=6) is None
    assert publish(letters, days=7).number == 2


def test_the_clock_publishes_every_programme(letters):
    for letter in letters:
        sign_letter(letter, revenue=100)
    now = letters[0].raised_at
    assert [actions.publish_all(now=now) for _ in range(2)] == [1, 0]


def test_the_page_says_what_is_published_and_what_is_too_few(client, letters):
    address = f"/impact/{letters[0].landing.programme.slug}/"
    sign_letter(letters[0], revenue=777_00)
    page = client.get(address).content.decode()
    assert "777" not in page and "777" not in client.get(f"{address}figures.json").content.decode()
    assert "too few to show" in page and "when three firms or more have answered" in page
    for letter in letters[1:]:
        sign_letter(letter, revenue=111_00)
    publish(letters)
    page = client.get(address).content.decode()
    assert "CA$999" in page and "last on" in page


def test_the_command_says_the_same_as_json(letters, capsys):
    for letter in letters:
        sign_letter(letter, revenue=100_00)
    publish(letters)
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
