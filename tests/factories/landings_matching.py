"""Matches, made quickly."""

from datetime import UTC, datetime, timedelta

from landings.matching.models import Match
from realtime.streams import open_stream
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer

NOW = datetime(2026, 3, 16, 15, 0, tzinfo=UTC)


def make_match(application=None, offer=None, **fields):
    """An offer proposed to an accepted application, for the days it wishes, open for fourteen days."""
    application = application or make_application(state="accepted")
    offer = offer or make_offer()
    values = {
        "starts_on": application.starts_on,
        "ends_on": application.ends_on,
        "desks": application.travellers,
        "score": 80,
        "proposed_at": NOW,
        "expires_at": NOW + timedelta(days=14),
        **fields,
    }
    return Match.objects.create(stream=open_stream("match"), application=application, offer=offer, **values)
