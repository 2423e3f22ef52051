"""An application is begun, written, sent, reviewed, decided; each refusal says why."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from landings.applications import actions
from landings.applications.models import Application, Decision, Review
from landings.applications.models.states import State
from landings.programmes import actions as programmes
from landings.programmes.models import Officer
from network.members import actions as members
from realtime.jobs import queue
from realtime.streams import timeline
from tests.factories.landings_applications import make_application, make_review
from tests.factories.landings_hosts import make_offer
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
DECISION = {"days": 10, "calendar": "business", "holidays_of": ""}
SMALL = {
    "key": "revenue",
    "field": "revenue",
    "operator": "below",
    "value": {"amount": 500_000_000, "currency": "CAD"},
    "reason": "For small firms.",
    "referral": "Ask the trade commissioners.",
}
SCORES = dict.fromkeys(("market", "plan", "team"), (4, "Because I say so."))


def programme_with(*rules, **fields):
    programme = make_programme({"rules": list(rules), "decision": DECISION}, **fields)
    make_officer(programme)
    return programme


def draft(programme=None, **fields):
    programme = programme or programme_with(SMALL)
    answers = {"country": "CA", "employees": 8, "revenue": {"amount": 90_000_000, "currency": "CAD"}}
    return make_application(programme, state="draft", **{"answers": answers, **fields})


def code_of(caught):
    return caught.value.code


def facts_in(application):
    return [event.fact.removeprefix("application.") for event in reversed(timeline(application.stream))]


def test_beginning_fills_in_what_the_firms_page_says():
    founder = make_member()
    firm = make_organisation(
        "firm", staff=[founder], employees=8, revenue=90_000_000, sector="software", founded_on=date(2020, 1, 1)
    )
    firm.languages.create(language="fr")
    firm.markets.create(country="NL", relation="sought")
    begun = actions.begin(programme_with().pk, firm.pk, by=founder, now=NOW)
    assert begun.answers["revenue"] == {"amount": 90_000_000, "currency": "CAD"}
    assert (begun.answers["employees"], begun.answers["founded_on"]) == (8, "2020-01-01")
    assert (begun.sectors, begun.languages, begun.target_country.code) == (["software"], ["fr"], "NL")


def test_beginning_twice_gives_the_same_draft():
    founder, programme = make_member(), programme_with()
    firm = make_organisation("firm", staff=[founder])
    first = actions.begin(programme.pk, firm.pk, by=founder, now=NOW)
    assert actions.begin(programme.pk, firm.pk, by=founder, now=LATER) == first
    assert facts_in(first) == ["begun"]


def test_only_a_firms_own_people_begin_and_only_while_the_programme_is_open():
    programme, founder = programme_with(), make_member()
    firm = make_organisation("firm", staff=[founder])
    house = make_organisation("host", staff=[founder])
    with pytest.raises(PermissionDenied):
        actions.begin(programme.pk, firm.pk, by=make_member(), now=NOW)
    with pytest.raises(PermissionDenied):
        actions.begin(programme.pk, house.pk, by=founder, now=NOW)
    programme.closed_at = NOW
    programme.save()
    with pytest.raises(ValidationError) as caught:
        actions.begin(programme.pk, firm.pk, by=founder, now=NOW)
    assert code_of(caught) == "closed"


def test_saving_keeps_what_was_typed_even_what_does_not_fit():
    application = draft()
    kept = actions.save_step(
        application.pk,
        "where",
        by=application.applicant,
        fields={"stay_days": None},
        typed={"stay_days": "a fortnight"},
        revision=1,
        now=NOW,
    )
    assert (kept.stay_days, kept.typed, kept.revision) == (None, {"where": {"stay_days": "a fortnight"}}, 2)
    kept = actions.save_step(application.pk, "where", by=application.applicant, fields={"stay_days": 14}, now=NOW)
    assert (kept.stay_days, kept.typed) == (14, {})


def test_two_tabs_do_not_overwrite_each_other_unseen():
    application = draft()
    actions.save_step(
        application.pk, "plan", by=application.applicant, fields={"objectives": "One"}, revision=1, now=NOW
    )
    with pytest.raises(actions.Overtaken) as caught:
        actions.save_step(
            application.pk, "plan", by=application.applicant, fields={"objectives": "Two"}, revision=1, now=NOW
        )
    assert caught.value.application.objectives == "One"


def test_budget_and_offers_are_kept_in_order_and_what_is_closed_is_left_out():
    application = draft()
    best, paused, good = make_offer(), make_offer(paused_at=NOW), make_offer()
    actions.save_step(
        application.pk,
        "offers",
        by=application.applicant,
        fields={},
        budget=[{"category": "travel", "amount": 90_000}, {"category": "lodging", "amount": 60_000}],
        offers=[good.pk, paused.pk, best.pk, good.pk, 999_999],
        now=NOW,
    )
    assert [line.category for line in application.budget.all()] == ["travel", "lodging"]
    assert [row.offer for row in application.preferred.all()] == [good, best]


def test_a_stranger_saves_nothing():
    with pytest.raises(PermissionDenied):
        actions.save_step(draft().pk, "plan", by=make_member(), fields={"objectives": "Mine"}, now=NOW)


def test_submitting_freezes_version_and_facts_and_starts_the_clock():
    application = draft()
    sent = actions.submit(application.pk, by=application.applicant, now=NOW)
    assert (sent.state, sent.version) == (State.SUBMITTED, application.programme.current)
    assert sent.facts["revenue"] == {"amount": 90_000_000, "currency": "CAD"}
    assert sent.facts["lead_time_days"] == 63
    assert sent.decision_due_on == date(2026, 3, 16)
    assert facts_in(sent) == ["submitted"]


def test_submitting_twice_submits_once():
    application = draft()
    actions.submit(application.pk, by=application.applicant, now=NOW)
    actions.submit(application.pk, by=application.applicant, now=LATER)
    assert facts_in(application) == ["submitted"]


def test_the_last_evening_at_the_firm_counts():
    application = draft(starts_on=date(2026, 3, 3))
    application.firm.time_zone = "America/Vancouver"
    application.firm.save()
    sent = actions.submit(application.pk, by=application.applicant, now=datetime(2026, 3, 3, 6, 0, tzinfo=UTC))
    assert sent.facts["lead_time_days"] == 1


@pytest.mark.parametrize(
    ("fields", "step", "field"),
    [
        ({"objectives": "  "}, "plan", "objectives"),
        ({"amount": None}, "budget", "amount"),
        ({"already_committed": None}, "plan", "already_committed"),
        ({"starts_on": date(2026, 3, 2)}, "where", "starts_on"),
        ({"typed": {"where": {"stay_days": "two weeks"}}}, "where", "stay_days"),
    ],
)
def test_what_is_missing_is_named_with_its_step(fields, step, field):
    application = draft(**fields)
    with pytest.raises(ValidationError) as caught:
        actions.submit(application.pk, by=application.applicant, now=NOW)
    assert code_of(caught) == "incomplete"
    assert [(lack.step, lack.field) for lack in caught.value.params["lacks"]] == [(step, field)]


def test_a_rule_that_fails_refuses_and_the_referral_can_be_taken_instead():
    large = {"country": "CA", "revenue": {"amount": 900_000_000, "currency": "CAD"}}
    application = draft(answers=large)
    with pytest.raises(ValidationError) as caught:
        actions.submit(application.pk, by=application.applicant, now=NOW)
    assert code_of(caught) == "not_eligible"
    assert caught.value.params["verdicts"][0].referral == "Ask the trade commissioners."
    taken = actions.take_referral(application.pk, by=application.applicant, now=NOW)
    assert (taken.state, facts_in(taken)) == (State.REFERRED, ["referred"])


def test_no_referral_without_a_failing_rule():
    application = draft()
    with pytest.raises(ValidationError):
        actions.take_referral(application.pk, by=application.applicant, now=NOW)


def test_what_is_unknown_does_not_keep_from_submitting():
    application = draft(answers={"country": "CA"})
    assert actions.submit(application.pk, by=application.applicant, now=NOW).state == State.SUBMITTED


def test_reviewers_are_asked_evenly():
    programme = programme_with(reviewers_per_application=2)
    reviewers = [make_officer(programme, role="reviewer") for _ in range(3)]
    for _ in range(3):
        application = draft(programme)
        actions.submit(application.pk, by=application.applicant, now=NOW)
    assert [Review.objects.filter(reviewer=one).count() for one in reviewers] == [2, 2, 2]


def test_a_reviewer_of_the_same_organisation_is_not_asked():
    programme = programme_with()
    application = draft(programme)
    close, free = make_officer(programme, role="reviewer"), make_officer(programme, role="reviewer")
    make_organisation("partner", staff=[close, application.applicant])
    actions.submit(application.pk, by=application.applicant, now=NOW)
    assert [review.reviewer for review in application.reviews.all()] == [free]


def test_who_declares_a_conflict_is_replaced():
    programme = programme_with()
    first, second = make_officer(programme, role="reviewer"), make_officer(programme, role="reviewer")
    application = draft(programme)
    actions.submit(application.pk, by=application.applicant, now=NOW)
    review = application.reviews.get()
    actions.declare_conflict(review.pk, by=first, reason="My cousin works there.", now=LATER)
    actions.declare_conflict(review.pk, by=first, reason="My cousin works there.", now=LATER)
    assert [row.reviewer for row in application.reviews.filter(conflict_at=None)] == [second]
    with pytest.raises(PermissionDenied):
        actions.submit_review(review.pk, by=first, scores=SCORES, recommendation="accept", now=LATER)


def leaves(programme, reviewer):
    """Their officer takes them off, and the worker does what follows."""
    officer = Officer.objects.filter(programme=programme, role="officer").first()
    programmes.dismiss(programme.pk, member_id=reviewer.pk, by=officer.member, now=LATER)
    queue.run_all()


def is_blocked(programme, reviewer):
    members.stand(reviewer.pk, by=make_member(is_staff=True), standing={"is_active": False}, now=LATER)


@pytest.mark.parametrize("goes", [leaves, is_blocked])
def test_who_goes_hands_their_reviews_back_and_they_are_shared_out_evenly(goes):
    programme = programme_with()
    first = make_officer(programme, role="reviewer")
    applications = [draft(programme) for _ in range(4)]
    for application in applications:
        actions.submit(application.pk, by=application.applicant, now=NOW)
    said = Review.objects.get(application=applications[0])
    actions.submit_review(said.pk, by=first, scores=SCORES, recommendation="accept", now=NOW)
    second, third = make_officer(programme, role="reviewer"), make_officer(programme, role="reviewer")
    make_review(make_application(programme, state="waitlisted"), second)
    elsewhere = make_review(make_application(programme_with()), first, submitted_at=NOW)
    goes(programme, first)
    open_ones = Review.objects.filter(submitted_at=None, application__in=applications)
    assert sorted(open_ones.values_list("reviewer", flat=True)) == sorted([second.pk, third.pk, third.pk])
    assert set(Review.objects.filter(reviewer=first)) == {said, elsewhere}
    assert facts_in(applications[1])[-2:] == ["reviewer_assigned", "review_handed_back"]
    with pytest.raises(Review.DoesNotExist):
        actions.submit_review(said.pk + 1, by=first, scores=SCORES, recommendation="accept", now=LATER)


def test_a_programme_takes_back_its_own_reviews_alone():
    programme, other = programme_with(), programme_with()
    reviewer = make_officer(programme, role="reviewer")
    make_officer(other, member=reviewer, role="reviewer")
    make_review(make_application(programme), reviewer)
    kept = make_review(make_application(other), reviewer)
    leaves(programme, reviewer)
    assert list(Review.objects.all()) == [kept]


def test_who_is_taken_off_and_appointed_anew_before_it_is_noticed_keeps_their_reviews():
    programme = programme_with()
    reviewer = make_officer(programme, role="reviewer")
    review = make_review(make_application(programme), reviewer)
    programmes.dismiss(programme.pk, member_id=reviewer.pk, by=None, now=LATER)
    programmes.appoint(programme.pk, member=reviewer, role="reviewer", by=None, now=LATER)
    queue.run_all()
    assert list(Review.objects.all()) == [review]


def test_reviews_of_what_is_decided_stay_as_they_are():
    programme = programme_with()
    reviewer = make_officer(programme, role="reviewer")
    review = make_review(make_application(programme, state="accepted"), reviewer)
    leaves(programme, reviewer)
    assert list(Review.objects.all()) == [review]


def test_the_first_review_puts_the_application_under_review():
    programme = programme_with()
    reviewer = make_officer(programme, role="reviewer")
    application = draft(programme)
    actions.submit(application.pk, by=application.applicant, now=NOW)
    review = application.reviews.get()
    actions.submit_review(review.pk, by=reviewer, scores=SCORES, recommendation="accept", now=LATER)
    actions.submit_review(review.pk, by=reviewer, scores=SCORES, recommendation="refuse", now=LATER)
    application.refresh_from_db()
    review.refresh_from_db()
    assert (application.state, review.recommendation, review.scores.count()) == (State.UNDER_REVIEW, "accept", 3)
    assert facts_in(application) == ["submitted", "reviewer_assigned", "reviewed"]


@pytest.mark.parametrize("wrong", [{"plan": (0, "x")}, {"plan": (6, "x")}, {"plan": (3, "  ")}])
def test_every_criterion_needs_points_and_words(wrong):
    application = make_application(programme_with())
    reviewer = make_officer(application.programme, role="reviewer")
    review = make_review(application, reviewer)
    with pytest.raises(ValidationError) as caught:
        actions.submit_review(review.pk, by=reviewer, scores={**SCORES, **wrong}, recommendation="accept", now=NOW)
    assert code_of(caught) == "incomplete"
    assert review.scores.count() == 0


def test_an_officer_accepts_and_the_second_officer_is_told():
    application = make_application(programme_with())
    first, second = make_officer(application.programme), make_officer(application.programme)
    actions.decide(application.pk, by=first, outcome="accepted", reasons="Good plan.", seen="submitted", now=NOW)
    with pytest.raises(ValidationError) as caught:
        actions.decide(application.pk, by=second, outcome="refused", reasons="Weak.", seen="submitted", now=LATER)
    assert code_of(caught) == "overtaken"
    assert first.name in caught.value.messages[0]
    assert [(row.by, row.outcome) for row in Decision.objects.all()] == [(first, "accepted")]


def test_a_waitlisted_application_is_decided_later_but_not_from_a_stale_page():
    application = make_application(programme_with())
    officer = make_officer(application.programme)
    actions.decide(
        application.pk, by=officer, outcome="waitlisted", reasons="Fund is short.", seen="submitted", now=NOW
    )
    with pytest.raises(ValidationError) as caught:
        actions.decide(application.pk, by=officer, outcome="accepted", reasons="Yes.", seen="submitted", now=LATER)
    assert code_of(caught) == "overtaken"
    actions.decide(application.pk, by=officer, outcome="accepted", reasons="Yes.", seen="waitlisted", now=LATER)
    assert facts_in(application) == ["decided", "decided"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"outcome": "refused", "reasons": " "}, "empty"),
        ({"outcome": "referred", "reasons": "Too large."}, "no_referral"),
        ({"outcome": "draft", "reasons": "Back."}, "overtaken"),
    ],
)
def test_a_decision_without_its_words_is_refused(words, code):
    application = make_application(programme_with())
    officer = make_officer(application.programme)
    with pytest.raises(ValidationError) as caught:
        actions.decide(application.pk, by=officer, now=NOW, **words)
    assert code_of(caught) == code
    assert not Decision.objects.exists()


def test_reviewers_strangers_other_officers_and_officers_of_the_firm_do_not_decide():
    application = make_application(programme_with())
    own_officer = make_officer(application.programme)
    join(application.firm, own_officer)
    others = [
        make_officer(application.programme, role="reviewer"),
        make_officer(make_programme()),
        make_member(),
        application.applicant,
        own_officer,
    ]
    for member in others:
        with pytest.raises(PermissionDenied):
            actions.decide(application.pk, by=member, outcome="accepted", reasons="Yes.", now=NOW)


def test_information_goes_round_and_the_clock_stops_meanwhile():
    application = draft(answers={"country": "CA"})
    founder, officer = application.applicant, make_officer(application.programme)
    actions.submit(application.pk, by=founder, now=NOW)
    actions.want_information(application.pk, by=officer, question="What was the revenue?", now=NOW)
    answers = {"revenue": {"amount": 90_000_000, "currency": "CAD"}}
    actions.save_step(application.pk, "firm", by=founder, fields={}, answers=answers, now=LATER)
    answered = actions.give_information(
        application.pk, by=founder, answer="We forgot; it is filled in.", now=NOW + timedelta(days=2)
    )
    assert (answered.state, answered.decision_due_on) == (State.UNDER_REVIEW, date(2026, 3, 18))
    assert answered.facts["revenue"] == {"amount": 90_000_000, "currency": "CAD"}
    assert answered.facts["lead_time_days"] == 63
    with pytest.raises(ValidationError):
        actions.give_information(application.pk, by=founder, answer="Again", now=NOW)
    assert facts_in(application) == ["submitted", "information_wanted", "information_given"]


def test_a_sent_application_is_no_longer_changed():
    application = make_application(programme_with())
    with pytest.raises(ValidationError) as caught:
        actions.save_step(application.pk, "plan", by=application.applicant, fields={"objectives": "More"}, now=NOW)
    assert code_of(caught) == "not_now"


def test_withdrawing_ends_it_until_it_is_decided():
    application = make_application(programme_with())
    actions.withdraw(application.pk, by=application.applicant, now=NOW)
    actions.withdraw(application.pk, by=application.applicant, now=LATER)
    assert facts_in(application) == ["withdrawn"]
    decided = make_application(programme_with(), state="accepted")
    with pytest.raises(ValidationError) as caught:
        actions.withdraw(decided.pk, by=decided.applicant, now=NOW)
    assert code_of(caught) == "not_now"
    assert Application.objects.get(pk=decided.pk).state == State.ACCEPTED
