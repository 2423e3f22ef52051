"""Programmes with their officers, made quickly."""

from datetime import UTC, date, datetime
from itertools import count

from landings.programmes.actions.publishing import COLUMNS
from landings.programmes.models import Criterion, FundYear, Officer, Programme, ProgrammeVersion
from landings.programmes.rules.documents import DEFAULTS
from landings.programmes.rules.schema import FORMAT
from realtime.streams import open_stream
from tests.factories.members import make_member

_number = count(1)
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
RUBRIC = [("market", "Market fit", 3), ("plan", "Plan", 2), ("team", "Team", 1)]


def make_programme(document=None, **fields):
    """A published programme with three criteria, one version and a fund of 400,000.00 for 2026."""
    n = next(_number)
    values = {
        "slug": f"programme-{n}",
        "name": f"Programme {n}",
        "funder": "A funder",
        "currency": "CAD",
        "ceiling": 400_000,
        "home_countries": ["CA"],
        "target_countries": [],
        "longest_stay": 90,
        "follow_up_waves": [12],
        "payment_plan": [{"trigger": "signature", "percent": 50}, {"trigger": "final_claim", "percent": 50}],
        "cost_categories": ["travel", "lodging", "desk", "mentoring"],
        "published_at": NOW,
        **fields,
    }
    programme = Programme.objects.create(stream=open_stream("programme"), **values)
    for position, (key, label, weight) in enumerate(RUBRIC):
        Criterion.objects.create(programme=programme, key=key, label=label, weight=weight, position=position)
    FundYear.objects.create(programme=programme, year=2026, amount=40_000_000, expires_on=date(2027, 4, 1))
    programme.current = make_version(programme, document=document)
    programme.save()
    return programme


def make_version(programme, number=1, document=None):
    """A version whose document says what the programme's columns say, and what `document` adds."""
    whole = {**_document(programme), **(document or {})}
    return ProgrammeVersion.objects.create(programme=programme, number=number, document=whole, published_at=NOW)


def _document(programme):
    said = {name: getattr(programme, name) for name in COLUMNS}
    return {
        **DEFAULTS,
        **said,
        "format": FORMAT,
        "slug": programme.slug,
        "decision": {"days": programme.decision_days, "calendar": programme.decision_calendar},
        "funds": [{"year": 2026, "amount": 40_000_000, "expires_on": "2027-04-01"}],
        "rubric": [{"key": key, "label": label, "weight": weight} for key, label, weight in RUBRIC],
        "rules": [],
    }


def make_officer(programme, member=None, role="officer"):
    """The member, now working for the programme."""
    member = member or make_member()
    Officer.objects.create(programme=programme, member=member, role=role)
    return member
