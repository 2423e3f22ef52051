"""What an application is: its states, and who may see it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from landings.applications.models import Application
from tests.factories.landings_applications import NOW, make_application, make_review
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def seen_by(member):
    return list(Application.objects.visible_to(member))


def test_a_draft_is_seen_by_the_firm_alone():
    draft = make_application(state="draft")
    officer = make_officer(draft.programme)
    assert seen_by(draft.applicant) == [draft]
    assert seen_by(officer) == []


def test_a_submitted_application_is_seen_by_its_programmes_officers_and_not_by_others():
    application = make_application()
    officer = make_officer(application.programme)
    other = make_officer(make_programme())
    assert seen_by(officer) == [application]
    assert seen_by(other) == []
    assert seen_by(make_member()) == []


def test_a_reviewer_sees_what_is_hers_until_she_declares_a_conflict():
    application = make_application()
    reviewer = make_officer(application.programme, role="reviewer")
    assert seen_by(reviewer) == []
    review = make_review(application, reviewer)
    assert seen_by(reviewer) == [application]
    review.conflict_at = NOW
    review.save()
    assert seen_by(reviewer) == []


def test_a_firm_has_one_draft_for_a_programme():
    draft = make_application(state="draft")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_application(programme=draft.programme, applicant=draft.applicant, state="draft")


def test_steps_follow_or_are_refused():
    application = make_application()
    application.take_under_review(NOW)
    application.want_information(NOW)
    application.receive_information(NOW + timedelta(days=2))
    assert application.owed_seconds == 2 * 24 * 3600
    application.decide("accepted", NOW)
    with pytest.raises(ValidationError) as caught:
        application.withdraw(NOW)
    assert caught.value.code == "not_now"
