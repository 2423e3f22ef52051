"""Every action from every state: what becomes of the application, or the sentence that refuses it."""

from copy import deepcopy
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from landings.applications import actions
from landings.applications.models import Application, InformationRequest, Review
from landings.applications.models.states import OPEN, State, may_step
from realtime.streams import events_after
from tests.factories.landings_applications import NOW, make_application, make_review
from tests.factories.landings_programmes import make_officer, make_programme

LATER = NOW + timedelta(days=1)
SCORES = dict.fromkeys(("market", "plan", "team"), (4, "So."))
STATES = [
    "draft",
    "submitted",
    "information_wanted",
    "under_review",
    "waitlisted",
    "accepted",
    "refused",
    "referred",
    "withdrawn",
]
# For each action the state that follows from each of STATES; `=` leaves all as it is, what is in brackets is refused.
BECOMES = {
    "save": "draft (sent) information_wanted (sent) (sent) (sent) (sent) (sent) (sent)",
    "submit": "submitted = = = = (no_draft) (no_draft) (no_draft) (no_draft)",
    "refer": "(no_rule) (no_rule) (no_rule) (no_rule) (no_rule) (no_rule) (no_rule) = (no_rule)",
    "withdraw": "withdrawn withdrawn withdrawn withdrawn withdrawn (step) (step) (step) =",
    "answer": "(no_question) (no_question) under_review (no_question) (no_question) (no_question) (no_question)"
    " (no_question) (no_question)",
    "ask": "(may_not) information_wanted (quicker) information_wanted information_wanted (quicker) (quicker) (quicker)"
    " (quicker)",
    "accept": "(may_not) accepted accepted accepted accepted (quicker) (quicker) (quicker) (quicker)",
    "refuse": "(may_not) refused refused refused refused (quicker) (quicker) (quicker) (quicker)",
    "send_elsewhere": "(may_not) referred referred referred referred (quicker) (quicker) (quicker) (quicker)",
    "waitlist": "(may_not) waitlisted waitlisted waitlisted (quicker) (quicker) (quicker) (quicker) (quicker)",
    "review": "(ended) under_review information_wanted under_review waitlisted (ended) (ended) (ended) (ended)",
}
SENTENCES = {
    "sent": "This application was sent: it can no longer be changed.",
    "no_draft": "This application is no longer a draft.",
    "no_rule": "No rule refers this application elsewhere.",
    "step": "This application is “{state}” now, so it cannot become “Withdrawn”.",
    "no_question": "There is no open question. It may have been answered already.",
    "quicker": "This application is “{state}” now: somebody was quicker. Nothing of yours was kept.",
    "ended": "This application was decided or withdrawn meanwhile.",
}


@pytest.fixture(scope="module")
def drawn(module_transaction):
    programme = make_programme()
    application = make_application(programme)
    reviewer = make_officer(programme, role="reviewer")
    review = make_review(application, reviewer)
    officer = make_officer(programme)
    asked = InformationRequest.objects.create(application=application, question="?", asked_by=officer, asked_at=NOW)
    return SimpleNamespace(application=application, officer=officer, reviewer=reviewer, review=review, asked=asked)


@pytest.fixture
def drawing(drawn, db):
    return deepcopy(drawn)


def put_into(drawing, state):
    fields = {"state": state}
    if state == "draft":
        fields |= {"submitted_at": None, "version": None}
    if state == "information_wanted":
        fields |= {"information_wanted_at": NOW}
    else:
        InformationRequest.objects.filter(pk=drawing.asked.pk).update(answered_at=NOW)
    Application.objects.filter(pk=drawing.application.pk).update(**fields)


def act(name, drawing):
    at, firm = {"now": LATER}, drawing.application.applicant
    decided = {"accept": "accepted", "refuse": "refused", "send_elsewhere": "referred", "waitlist": "waitlisted"}
    if name in decided:
        words = {"reasons": "So.", "referral": "There."}
        return actions.decide(drawing.application.pk, by=drawing.officer, outcome=decided[name], **words, **at)
    by_key = {
        "save": lambda pk: actions.save_step(pk, "plan", by=firm, fields={"objectives": "New"}, **at),
        "submit": lambda pk: actions.submit(pk, by=firm, **at),
        "refer": lambda pk: actions.take_referral(pk, by=firm, **at),
        "withdraw": lambda pk: actions.withdraw(pk, by=firm, **at),
        "answer": lambda pk: actions.give_information(pk, by=firm, answer="Yes.", **at),
        "ask": lambda pk: actions.want_information(pk, by=drawing.officer, question="Why?", **at),
        "review": lambda pk: actions.submit_review(
            drawing.review.pk, by=drawing.reviewer, scores=SCORES, recommendation="accept", **at
        ),
    }
    return by_key[name](drawing.application.pk)


def told_of(application):
    return [event.fact for event in events_after(application.stream_id, 0)]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", BECOMES)
def test_each_action_follows_from_each_state_or_is_refused_in_words(drawing, name, state):
    put_into(drawing, state)
    follows, before = BECOMES[name].split()[STATES.index(state)], told_of(drawing.application)
    if follows == "(may_not)":
        with pytest.raises(PermissionDenied):
            act(name, drawing)
    elif follows.startswith("("):
        with pytest.raises(ValidationError) as refusal:
            act(name, drawing)
        said = SENTENCES[follows.strip("()")].format(state=State(state).label)
        assert refusal.value.messages == [said]
    else:
        act(name, drawing)

    changes = not follows.startswith("(") and follows != "="
    assert Application.objects.get(pk=drawing.application.pk).state == (follows if changes else state)
    assert len(told_of(drawing.application)) - len(before) == (changes and name != "save")


def test_the_table_of_steps_and_that_of_actions_say_the_same():
    ends = {"accept": "accepted", "refuse": "refused", "send_elsewhere": "referred", "waitlist": "waitlisted"}
    for name, to in {**ends, "ask": "information_wanted", "withdraw": "withdrawn"}.items():
        follow = {state for state, then in zip(STATES, BECOMES[name].split(), strict=True) if then == to}
        # From a draft the firm itself goes where it is referred.
        assert follow == {state for state in STATES if may_step(state, to)} - ({"draft"} if name in ends else set())


@pytest.mark.parametrize("state", STATES)
def test_a_reviewer_steps_back_from_whatever_state_and_only_what_is_open_is_given_to_another(drawing, state):
    other = make_officer(drawing.application.programme, role="reviewer")
    put_into(drawing, state)

    actions.declare_conflict(drawing.review.pk, by=drawing.reviewer, reason="My brother's.", now=LATER)

    standing = Review.objects.filter(application=drawing.application, conflict_at=None)
    assert [review.reviewer for review in standing] == ([other] if state in OPEN else [])


def waiting(drawing, days):
    """Asked on the day of sending, and answered so many days later."""
    put_into(drawing, "information_wanted")
    return NOW + timedelta(days=days)


@pytest.mark.parametrize(("hours", "due"), [(0, 16), (1, 17), (24, 17), (25, 18)])
def test_a_day_that_was_begun_is_a_day_that_the_firm_owed_an_answer(drawing, hours, due):
    answered_at = waiting(drawing, 0) + timedelta(hours=hours)
    done = actions.give_information(
        drawing.application.pk, by=drawing.application.applicant, answer="So.", now=answered_at
    )
    # Fourteen days by the programme's business calendar, from Monday the 2nd: Friday the 20th.
    assert done.decision_due_on == date(2026, 3, 20) + timedelta(days={16: 0, 17: 3, 18: 4}[due])


def test_the_time_owed_before_a_waitlisting_is_no_time_of_the_officers(drawing):
    decided_at = waiting(drawing, 3)
    actions.decide(drawing.application.pk, by=drawing.officer, outcome="waitlisted", reasons="Later.", now=decided_at)
    listed = Application.objects.get(pk=drawing.application.pk)
    assert (listed.owed_seconds, listed.decision_due_on) == (3 * 86_400, date(2026, 3, 25))


def test_who_answered_a_question_and_then_withdrew_had_come_as_far_as_the_review(drawing):
    answered_at = waiting(drawing, 1)
    answered = actions.give_information(
        drawing.application.pk, by=drawing.application.applicant, answer="So.", now=answered_at
    )
    assert (answered.state, answered.review_at) == ("under_review", answered_at)


@pytest.mark.parametrize(
    ("taken_out", "missing"),
    [
        ({"starts_on": None, "stay_days": None}, "the first day, the length of the stay"),
        ({"objectives": " "}, "what you want to achieve"),
        ({"stay_days": 91}, "a stay of 1 to 90 days"),
        ({"travellers": 2}, "1 traveller at most"),
    ],
)
def test_what_the_firm_took_out_when_it_was_asked_is_filled_in_before_it_goes_on(drawing, taken_out, missing):
    put_into(drawing, "information_wanted")
    firm, pk = drawing.application.applicant, drawing.application.pk
    actions.save_step(pk, "where", by=firm, fields=taken_out, now=LATER)
    with pytest.raises(ValidationError) as refusal:
        actions.give_information(pk, by=firm, answer="Done.", now=LATER)
    assert refusal.value.messages == [f"First fill in what is missing in the application: {missing}."]
    with pytest.raises(ValidationError) as refusal:
        actions.decide(pk, by=drawing.officer, outcome="accepted", reasons="Yes.", now=LATER)
    assert refusal.value.messages == [f"It cannot be accepted yet, for something is missing in it: {missing}."]
    assert refusal.value.code == "incomplete"

    actions.decide(pk, by=drawing.officer, outcome="refused", reasons="No.", now=LATER)
    assert Application.objects.get(pk=pk).state == "refused"


def test_a_first_day_that_has_come_while_the_officer_asked_does_not_keep_from_answering(drawing):
    put_into(drawing, "information_wanted")
    late = NOW + timedelta(days=100)
    done = actions.give_information(drawing.application.pk, by=drawing.application.applicant, answer="So.", now=late)
    assert (done.starts_on < late.date(), done.state) == (True, "under_review")


@pytest.mark.parametrize(("empty", "words"), [("", "Write an answer."), (" \n", "Write an answer.")])
def test_an_empty_answer_is_none(drawing, empty, words):
    put_into(drawing, "information_wanted")
    with pytest.raises(ValidationError) as refusal:
        actions.give_information(drawing.application.pk, by=drawing.application.applicant, answer=empty, now=LATER)
    assert (refusal.value.messages, refusal.value.code) == ([words], "empty")


def test_a_question_says_something_and_only_one_is_open(drawing):
    put_into(drawing, "submitted")
    pk, officer = drawing.application.pk, drawing.officer
    with pytest.raises(ValidationError, match="Write what you need to know"):
        actions.want_information(pk, by=officer, question="  ", now=LATER)
    actions.want_information(pk, by=officer, question=" Why? ", seen="submitted", now=LATER)
    with pytest.raises(ValidationError) as refusal:
        actions.want_information(pk, by=officer, question="And how?", seen="submitted", now=LATER)
    assert refusal.value.code == "overtaken"
    asked = InformationRequest.objects.filter(answered_at=None)
    assert [(one.question, one.asked_by) for one in asked] == [("Why?", officer)]
