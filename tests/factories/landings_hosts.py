"""Sites and slot offers, made quickly."""

from datetime import UTC, date, datetime
from itertools import count

from landings.hosts.models import Site, SlotOffer
from realtime.streams import open_stream
from tests.factories.organisations import make_organisation

_number = count(1)
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def make_site(host=None, manager=None, **fields):
    """A verified site in Rotterdam; `manager` becomes the owner of its house."""
    n = next(_number)
    if host is None:
        host = make_organisation("host", staff=[manager] if manager else [], country="NL")
    values = {
        "name": f"Site {n}",
        "city": "Rotterdam",
        "country": "NL",
        "latitude": 51.9225,
        "longitude": 4.4792,
        "time_zone": "Europe/Amsterdam",
        "languages": ["en", "nl"],
        "sectors": ["software"],
        "services": [{"key": "desk", "lead_days": 0}, {"key": "mentoring", "lead_days": 5}],
        "mentor_hours": 10,
        "verified_at": NOW,
        "facts_reviewed_on": NOW.date(),
        **fields,
    }
    return Site.objects.create(stream=open_stream("site"), host=host, **values)


def make_offer(site=None, **fields):
    """A published offer of two desks over the second quarter of 2026, priced 20.00 a desk and day."""
    site = site or make_site()
    values = {
        "title": f"Desks at {site.name}",
        "starts_on": date(2026, 4, 1),
        "ends_on": date(2026, 7, 1),
        "desks": 2,
        "shortest_stay": 1,
        "longest_stay": 60,
        "price_per_desk_day": 2_000,
        "currency": "CAD",
        "published_at": NOW,
        **fields,
    }
    return SlotOffer.objects.create(stream=open_stream("offer"), site=site, **values)
