"""Landings with their desk-days, made quickly."""

from datetime import UTC, datetime

from landings.placements.models import DeskDay, Landing, days_between
from realtime.streams import open_stream
from tests.factories.landings_applications import make_application
from tests.factories.landings_hosts import make_offer
from tests.factories.landings_matching import make_match

NOW = datetime(2026, 3, 20, 15, 0, tzinfo=UTC)


def make_landing(application=None, offer=None, desk=1, **fields):
    """A confirmed placement from 4 to 14 May 2026 in Rotterdam, at the given desk of the offer.

    State by timestamps: `started_at`, `returned_at`, `closed_at`, `cancelled_at`.
    """
    application = application or make_application(state="accepted")
    offer = offer or make_offer()
    match = fields.pop("match", None) or make_match(
        application, offer, firm_confirmed_at=NOW, host_confirmed_at=NOW, placed_at=NOW
    )
    values = {
        "application": application,
        "match": match,
        "programme": application.programme,
        "firm": application.firm,
        "host": offer.site.host,
        "site": offer.site,
        "offer": offer,
        "starts_on": match.starts_on,
        "ends_on": match.ends_on,
        "placed_at": NOW,
        **fields,
    }
    landing = Landing.objects.create(stream=open_stream("landing"), **values)
    if not landing.cancelled_at:
        days = days_between(landing.starts_on, landing.ends_on)
        DeskDay.objects.bulk_create(DeskDay(offer=offer, desk=desk, day=day, landing=landing) for day in days)
    return landing
