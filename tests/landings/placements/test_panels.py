"""The landing's page fetches the panels of the features above it: each shows what its feature knows."""

import pytest

from landings.itineraries.facts import ItemAdded
from landings.letters.facts import LetterSigned
from landings.placements import tellings as history
from landings.placements.queries import steps
from realtime.kinds import pieces
from realtime.streams import publish
from tests.factories.landings_itineraries import make_item
from tests.factories.landings_letters import make_due_letter
from tests.factories.landings_placements import NOW, make_landing
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def landing():
    return make_landing()


def test_the_page_names_the_panels_it_fetches(log_in, landing):
    page = log_in(landing.application.applicant).get(f"/landings/{landing.pk}/").content.decode()
    for panel in ("grant-of", "itinerary-of", "letters-of"):
        assert f'id="{panel}-{landing.pk}"' in page


def test_the_panel_of_days_shows_what_comes(log_in, landing, count_queries):
    founder, url = log_in(landing.application.applicant), f"/landings/{landing.pk}/itinerary/panel/"
    assert "Plan the days" in founder.get(url).content.decode()
    make_item(landing, title="Port authority")
    assert "All of it is over." in founder.get(url).content.decode()
    landing.items.update(ends_at=NOW.replace(year=2096))
    one = count_queries(lambda: founder.get(url))
    assert "Port authority" in founder.get(url).content.decode()
    for day in (7, 8):
        make_item(landing, day=day)
    landing.items.update(ends_at=NOW.replace(year=2096))
    assert count_queries(lambda: founder.get(url)) == one
    assert log_in(make_member()).get(url).status_code == 404


def test_the_panel_of_letters(log_in, landing):
    founder, url = log_in(landing.application.applicant), f"/landings/{landing.pk}/letters/panel/"
    assert "silence counts as nothing" in founder.get(url).content.decode()
    make_due_letter(landing)
    assert "After 12 months" in founder.get(url).content.decode()
    assert log_in(make_member()).get(url).status_code == 404


def test_facts_of_higher_features_do_their_steps(landing):
    publish(ItemAdded(item_id=1), to=landing.stream, by=None, at=NOW)
    publish(LetterSigned(letter_id=1, version=1, seal="x"), to=landing.stream, by=None, at=NOW)
    events = history.events_of(landing)
    states = {step["label"]: step["state"] for step in steps(landing, events)}
    assert (states["Itinerary"], states["Letter"], states["Grant"]) == ("done", "done", "now")
    assert [row.text for row in history.rows(events)] == ["The firm signed its outcome letter"]


def test_an_item_refreshes_the_page_and_the_panel(landing):
    item = make_item(landing)
    [event] = publish(ItemAdded(item_id=item.pk), to=landing.stream, by=None, at=NOW)
    ids = {piece.id for piece in pieces.pieces_of(event, "landing")}
    assert {f"itinerary-{landing.pk}", f"itinerary-of-{landing.pk}", f"landing-top-{landing.pk}"} == ids
