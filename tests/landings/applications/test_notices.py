"""Who is told of what, once each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from landings.applications import actions
from landings.programmes import actions as programmes
from realtime.jobs import queue
from realtime.notices import Notice
from tests.factories.landings_applications import make_application
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db
NOW = timezone.now() - timedelta(minutes=5)
SCORES = dict.fromkeys(("market", "plan", "team"), (4, "Because."))


def told():
    """(recipient, kind without its feature), in order."""
    queue.run_all()
    rows = Notice.objects.order_by("pk").values_list("recipient", "kind")
    return [(who, kind.removeprefix("applications.")) for who, kind in rows]


def sent(**fields):
    programme = make_programme(**fields)
    start = timezone.localdate() + timedelta(days=90)
    application = make_application(programme, state="draft", starts_on=start, answers={"country": "CA"})
    return application, make_officer(programme), make_officer(programme, role="reviewer")


def test_sending_tells_officers_and_asks_a_reviewer():
    application, officer, reviewer = sent()
    stranger = make_officer(make_programme())
    actions.submit(application.pk, by=application.applicant, now=NOW)
    assert told() == [(officer.pk, "sent"), (reviewer.pk, "to_review")]
    assert stranger.pk not in [who for who, _kind in told()]
    assert Notice.objects.first().sentence == f"{application.firm.name} applied to {application.programme.name}"


def test_the_last_review_tells_the_officers():
    application, officer, reviewer = sent()
    actions.submit(application.pk, by=application.applicant, now=NOW)
    review = application.reviews.get()
    actions.submit_review(review.pk, by=reviewer, scores=SCORES, recommendation="accept", now=NOW)
    assert told()[-1] == (officer.pk, "reviewed")


def test_the_firms_managers_and_the_applicant_hear_the_decision():
    application, officer, _reviewer = sent()
    manager, helper = make_member(), make_member()
    join(application.firm, manager, role="manager")
    join(application.firm, helper, role="staff")
    actions.submit(application.pk, by=application.applicant, now=NOW)
    actions.decide(application.pk, by=officer, outcome="accepted", reasons="Yes.", now=NOW)
    assert sorted(who for who, kind in told() if kind == "decided") == sorted([application.applicant_id, manager.pk])
    notice = Notice.objects.filter(kind="applications.decided").first()
    assert notice.path == f"/landings/applications/{application.pk}/"
    assert notice.sentence.endswith("has decided on your application: Accepted")


def test_question_and_answer_go_to_the_firm_and_back():
    application, officer, _reviewer = sent()
    other = make_officer(application.programme)
    actions.submit(application.pk, by=application.applicant, now=NOW)
    actions.want_information(application.pk, by=officer, question="Which?", now=NOW)
    actions.give_information(application.pk, by=application.applicant, answer="That one.", now=NOW)
    assert told()[-2:] == [(application.applicant_id, "information_wanted"), (officer.pk, "information_given")]
    assert (other.pk, "information_given") not in told()


def test_withdrawing_frees_the_reviewer():
    application, officer, reviewer = sent()
    actions.submit(application.pk, by=application.applicant, now=NOW)
    actions.withdraw(application.pk, by=application.applicant, now=NOW)
    assert sorted(who for who, kind in told() if kind == "withdrawn") == sorted([officer.pk, reviewer.pk])


def test_a_withdrawn_draft_tells_nobody():
    application, _officer, _reviewer = sent()
    actions.withdraw(application.pk, by=application.applicant, now=NOW)
    assert told() == []


def waiting(kind):
    queue.run_all()
    return sorted(Notice.objects.unread().filter(kind=f"applications.{kind}").values_list("recipient", flat=True))


def test_what_is_asked_waits_until_it_is_done():
    application, officer, reviewer = sent()
    other = make_officer(application.programme)
    actions.submit(application.pk, by=application.applicant, now=NOW)
    assert waiting("to_review") == [reviewer.pk]
    review = application.reviews.get()
    actions.submit_review(review.pk, by=reviewer, scores=SCORES, recommendation="accept", now=NOW)
    assert (waiting("to_review"), waiting("reviewed")) == ([], sorted([officer.pk, other.pk]))
    actions.want_information(application.pk, by=officer, question="Which?", now=NOW)
    assert waiting("information_wanted") == [application.applicant_id]
    actions.give_information(application.pk, by=application.applicant, answer="That one.", now=NOW)
    assert waiting("information_wanted") == []
    actions.decide(application.pk, by=officer, outcome="accepted", reasons="Yes.", now=NOW)
    assert waiting("reviewed") == []


def test_who_is_asked_instead_hears_it_and_who_left_is_asked_no_more():
    application, officer, reviewer = sent()
    actions.submit(application.pk, by=application.applicant, now=NOW)
    assert waiting("to_review") == [reviewer.pk]
    other = make_officer(application.programme, role="reviewer")
    programmes.dismiss(application.programme_id, member_id=reviewer.pk, by=officer, now=NOW)
    assert (waiting("to_review"), waiting("unreviewed")) == ([other.pk], [])


def test_where_nobody_is_free_the_officers_must_know():
    application, officer, reviewer = sent()
    actions.submit(application.pk, by=application.applicant, now=NOW)
    programmes.dismiss(application.programme_id, member_id=reviewer.pk, by=officer, now=NOW)
    assert (waiting("to_review"), waiting("unreviewed")) == ([], [officer.pk])
    actions.decide(application.pk, by=officer, outcome="accepted", reasons="Yes.", now=NOW)
    assert waiting("unreviewed") == []
