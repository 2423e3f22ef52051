from datetime import date

import pytest
from django.conf import settings
from django.utils import timezone

from config.demo.journey import fund_of
from landings.programmes.actions import publishing
from landings.programmes.models import Programme
from landings.programmes.rules import documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    raw = (settings.BASE_DIR / "landings/programmes/data/cdmn.json").read_bytes()
    publishing.load(documents.load(raw), note="First", now=timezone.now())
    return Programme.objects.get()


def test_a_year_that_the_document_knows_is_taken_from_it(programme):
    known = programme.fund_years.get(year=2026)
    assert fund_of(programme, 2026) == known
    assert programme.fund_years.count() == 4


def test_the_demo_can_pay_a_grant_in_years_that_the_document_does_not_know(programme):
    later = fund_of(programme, 2031)
    assert (later.year, later.amount, later.expires_on) == (2031, 20_000_000, date(2032, 4, 1))
    assert fund_of(programme, 2031) == later
