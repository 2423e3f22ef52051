"""Applications at any state, made quickly."""

from datetime import UTC, date, datetime

from landings.applications.models import Application, Review
from landings.programmes.models import Officer
from network.organisations.models import Organisation
from realtime.streams import open_stream
from tests.factories.landings_programmes import make_programme
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)


def make_application(programme=None, applicant=None, firm=None, state="submitted", **fields):
    """A whole application to land in Rotterdam for ten days; the applicant owns the firm."""
    programme = programme or make_programme()
    applicant = applicant or make_member()
    firm = firm or Organisation.objects.of(applicant).filter(kind="firm").first()
    firm = firm or make_organisation("firm", staff=[applicant], employees=8, revenue=90_000_000, sector="software")
    submitted = state != "draft"
    values = {
        "target_country": "NL",
        "cities": ["Rotterdam"],
        "starts_on": date(2026, 5, 4),
        "stay_days": 10,
        "objectives": "Meet five buyers.",
        "wanted_services": ["desk", "mentoring"],
        "languages": ["en"],
        "sectors": ["software"],
        "amount": 350_000,
        "currency": programme.currency,
        "already_committed": False,
        "answers": {"country": "CA"},
        "version": programme.current if submitted else None,
        "submitted_at": NOW if submitted else None,
        **fields,
    }
    stream = open_stream("application")
    return Application.objects.create(
        stream=stream, programme=programme, firm=firm, applicant=applicant, state=state, **values
    )


def make_review(application, reviewer=None, **fields):
    """Asked of a reviewer of the programme, which the member is made where they do not work for it yet."""
    reviewer = reviewer or make_member()
    Officer.objects.get_or_create(programme=application.programme, member=reviewer, defaults={"role": "reviewer"})
    return Review.objects.create(application=application, reviewer=reviewer, **{"assigned_at": NOW, **fields})
