"""What came of a meeting waits for the firm, once it is over."""

from datetime import timedelta

import pytest

from landings.itineraries.rules import may_debrief
from landings.placements import actions as placements
from network.desk import actions as desk
from tests.factories.desk import on_desk
from tests.factories.landings_itineraries import make_item
from tests.factories.landings_placements import make_landing

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_meeting_of_a_landing_that_was_called_off_before_it_asks_nothing():
    landing = make_landing()
    item = make_item(landing, now=landing.placed_at)
    firm, after = item.landing.application.applicant, item.ends_at + HOUR
    assert len(on_desk(firm, after)) == 1
    assert may_debrief(firm, item, now=after)
    placements.cancel(landing.pk, by=firm, reason="No visa", now=item.starts_at - HOUR)
    item.landing.refresh_from_db()
    assert on_desk(firm, after) == []
    assert not may_debrief(firm, item, now=after)
    assert not desk.mend(now=after)
