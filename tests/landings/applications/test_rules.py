"""Who may do what, and who sees whose reviews."""

import pytest

from landings.applications import rules
from tests.factories.landings_applications import NOW, make_application, make_review
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


def test_a_reviewer_sees_the_others_reviews_after_her_own():
    application = make_application()
    officer = make_officer(application.programme)
    first, second = make_member(), make_member()
    mine = make_review(application, first)
    make_review(application, second, submitted_at=NOW)
    assert not rules.sees_reviews(first, application)
    assert rules.sees_reviews(second, application)
    assert rules.sees_reviews(officer, application)
    assert not rules.sees_reviews(application.applicant, application)
    mine.submitted_at = NOW
    mine.save()
    assert rules.sees_reviews(first, application)


def test_a_conflict_is_known_from_any_organisation_they_share():
    application, member = make_application(), make_member()
    assert not rules.has_known_conflict(member, application)
    make_organisation("partner", staff=[member, application.applicant])
    assert rules.has_known_conflict(member, application)


def test_the_firm_edits_its_draft_and_while_information_is_wanted():
    for state, may in (("draft", True), ("submitted", False), ("information_wanted", True), ("accepted", False)):
        application = make_application(state=state)
        assert rules.may_edit(application.applicant, application) is may
        assert not rules.may_edit(make_member(), application)
