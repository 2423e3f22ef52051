"""A new version of a programme: what it changes for those to come, and what stays as it was for those under way."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from landings.applications import actions as applications
from landings.applications.models import Application
from landings.applications.queries.eligibility import verdicts_of
from landings.applications.queries.scoring import criteria_of, rubric_of
from landings.grants import actions as grants
from landings.programmes import actions
from landings.programmes.models import Criterion, ProgrammeDraft
from landings.programmes.queries import fund_on
from tests.factories.landings_applications import make_application, make_review
from tests.factories.landings_grants import make_grant
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
SMALL = {"key": "size", "field": "employees", "operator": "at_most", "value": 10, "reason": "For small firms."}


@pytest.fixture
def programme():
    programme = make_programme({"rules": [SMALL], "decision": {"days": 10, "calendar": "calendar"}})
    programme.officer = make_officer(programme)
    return programme


def publish(programme, **changes):
    """The next version, from the document in force."""
    programme.refresh_from_db()
    made = actions.load({**programme.current.document, **changes}, now=LATER)
    programme.refresh_from_db()
    return made


def draft(programme, **fields):
    return make_application(programme, state="draft", answers={"country": "CA", "employees": 8}, **fields)


def answers_of(application):
    fresh = Application.objects.select_related("version", "programme__current", "firm").get(pk=application.pk)
    return [(verdict.key, verdict.answer) for verdict in verdicts_of(fresh, LATER)]


def test_what_was_sent_is_judged_by_its_own_version_and_a_draft_by_what_is_in_force(programme):
    sent, waiting = draft(programme), draft(programme)
    applications.submit(sent.pk, by=sent.applicant, now=NOW)

    publish(programme, rules=[{**SMALL, "value": 5}])

    assert (answers_of(sent), answers_of(waiting)) == ([("size", "pass")], [("size", "fail")])
    with pytest.raises(ValidationError) as refusal:
        applications.submit(waiting.pk, by=waiting.applicant, now=LATER)
    assert refusal.value.code == "not_eligible"


def test_what_was_referred_by_the_rules_keeps_the_reason_for_it(programme):
    referred = draft(programme)
    publish(programme, rules=[{**SMALL, "value": 5}])
    applications.take_referral(referred.pk, by=referred.applicant, now=LATER)

    publish(programme, rules=[])

    assert answers_of(referred) == [("size", "fail")]


def test_a_question_answered_later_is_judged_and_timed_by_the_version_that_it_was_sent_under(programme):
    sent = draft(programme)
    applications.submit(sent.pk, by=sent.applicant, now=NOW)
    publish(programme, rules=[], decision={"days": 100, "calendar": "calendar"})

    applications.want_information(sent.pk, by=programme.officer, question="How many?", now=LATER)
    done = applications.give_information(sent.pk, by=sent.applicant, answer="Eight.", now=LATER)

    assert (answers_of(sent), done.decision_due_on) == ([("size", "pass")], date(2026, 3, 12))


def test_the_rubric_of_an_application_keeps_lines_words_and_weights(programme):
    sent = make_application(programme)
    review = make_review(sent)
    before = [(line.key, line.label, line.weight) for line in rubric_of(sent, criteria_of(sent))]

    reworded = [{"key": "market", "label": "Exports", "weight": 9}, {"key": "green", "label": "Green", "weight": 1}]
    publish(programme, rubric=reworded)

    sent.refresh_from_db()
    criteria = criteria_of(sent)
    assert [(line.key, line.label, line.weight) for line in rubric_of(sent, criteria)] == before
    assert [(line.said_label, line.weight) for line in criteria] == [("Market fit", 3), ("Plan", 2), ("Team", 1)]
    whole = dict.fromkeys(("market", "plan", "team"), (4, "So."))
    reviewer = review.reviewer
    applications.submit_review(review.pk, by=reviewer, scores=whole, recommendation="accept", now=LATER)
    assert review.scores.count() == 3
    new = make_application(programme)
    assert [line.label for line in rubric_of(new, criteria_of(new))] == ["Exports", "Green"]


def test_the_words_of_an_old_rubric_are_read_in_the_readers_language(programme):
    publish(programme, translations={"fr": {"Plan": "Projet"}})
    sent = make_application(programme)
    publish(programme, rubric=[{"key": "plan", "label": "Roadmap", "weight": 1}], translations={})

    with translation.override("fr"):
        assert [line.said_label for line in criteria_of(sent)] == ["Market fit", "Projet", "Team"]


def test_a_line_that_comes_back_is_the_same_line(programme):
    before = set(Criterion.objects.filter(programme=programme).values_list("pk", "key"))
    rubric = programme.current.document["rubric"]

    publish(programme, rubric=rubric[:1])
    publish(programme, rubric=rubric)

    assert set(Criterion.objects.filter(programme=programme, retired_at=None).values_list("pk", "key")) == before


def test_a_year_that_a_version_leaves_out_gives_nothing_more_and_what_was_awarded_stays(programme):
    landing, other = (make_landing(make_application(programme, state="accepted")) for _ in range(2))
    grant = make_grant(landing, programme.officer)

    publish(programme, funds=[{"year": 2027, "amount": 10_000_000, "expires_on": "2028-04-01"}])

    year = programme.fund_years.get(year=2026)
    with pytest.raises(ValidationError, match="left"):
        grants.award(other.pk, amount=1, fund_year_id=year.pk, by=programme.officer, now=LATER)
    grant.refresh_from_db()
    assert (grant.amount, grant.fund_year, fund_on(programme, NOW.date()).year) == (300_000, year, 2027)
    publish(programme, funds=[{"year": 2026, "amount": 40_000_000, "expires_on": "2027-04-01"}])
    assert grants.award(other.pk, amount=1, fund_year_id=year.pk, by=programme.officer, now=LATER).amount == 1


def test_an_officers_draft_is_begun_from_what_is_in_force_and_kept_by_whoever_saves_it(programme):
    second = make_officer(programme)
    first_words = {**programme.current.document, "summary": "One."}
    actions.save_draft(programme.pk, by=programme.officer, document=first_words, now=NOW)
    actions.save_draft(programme.pk, by=second, document={**first_words, "summary": "Two."}, now=LATER)

    kept = ProgrammeDraft.objects.get()
    assert (kept.base, kept.saved_by, kept.saved_at) == (programme.current, second, LATER)
    assert kept.document["summary"] == "Two."
    actions.drop_draft(programme.pk, by=second)
    assert not ProgrammeDraft.objects.exists()


def test_a_draft_that_differs_in_nothing_is_not_published(programme):
    actions.save_draft(programme.pk, by=programme.officer, document=programme.current.document, now=NOW)
    with pytest.raises(ValidationError) as refusal:
        actions.publish_draft(programme.pk, by=programme.officer, note="Nothing", now=NOW)
    assert (refusal.value.code, programme.versions.count()) == ("not_now", 1)


@pytest.mark.parametrize("role", ["reviewer", "finance", None])
@pytest.mark.parametrize("act", ["save_draft", "drop_draft", "publish_draft", "close", "reopen", "appoint", "dismiss"])
def test_nobody_but_its_officers_changes_a_programme(programme, act, role):
    member = make_officer(programme, role=role) if role else make_officer(make_programme())
    more = {
        "save_draft": {"document": {}, "now": NOW},
        "drop_draft": {},
        "publish_draft": {"note": "", "now": NOW},
        "appoint": {"member": make_member(), "role": "officer", "now": NOW},
        "dismiss": {"member_id": programme.officer.pk, "now": NOW},
    }.get(act, {"now": NOW})
    with pytest.raises(PermissionDenied):
        getattr(actions, act)(programme.pk, by=member, **more)
