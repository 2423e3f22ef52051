"""Who reviews, for how long, and who reads what they wrote: conflicts, replacements, and reviewers who leave."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from landings.applications import actions, queries, rules
from landings.applications.models import Application, Review
from landings.programmes import actions as programmes
from realtime.jobs import queue
from realtime.notices import Notice
from realtime.streams import events_after
from tests.factories.desk import on_desk, waiting
from tests.factories.landings_applications import NOW, make_application, make_review
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

SCORES = dict.fromkeys(("market", "plan", "team"), (4, "So."))


@pytest.fixture(scope="module")
def drawn(module_transaction):
    programme = make_programme(reviewers_per_application=2)
    officer = make_officer(programme)
    ada, bo, cy = (make_officer(programme, make_member(name=name), role="reviewer") for name in ("Ada", "Bo", "Cy"))
    application = make_application(programme)
    reviews = [make_review(application, one) for one in (ada, bo)]
    return SimpleNamespace(
        programme=programme, officer=officer, ada=ada, bo=bo, cy=cy, application=application, reviews=reviews
    )


@pytest.fixture
def drawing(drawn, db):
    return deepcopy(drawn)


def submit(review, **words):
    given = {"scores": SCORES, "recommendation": "accept", **words}
    return actions.submit_review(review.pk, by=review.reviewer, now=NOW, **given)


def told(kind):
    queue.run_all()
    rows = Notice.objects.filter(kind=f"applications.{kind}").order_by("recipient")
    return list(rows.values_list("recipient", flat=True))


def asked_of(member):
    """For which firms' reviews the member is waited for, on the desk and in the queue, which are the same."""
    queue.run_all()
    firms = [review.application.firm for review in queries.queue(member)]
    on_it = [row for row in waiting(member, NOW) if row.startswith("Review the application of")]
    assert on_it == [f"Review the application of {firm.name}" for firm in firms]
    return firms


def dismiss(drawing, member):
    programmes.dismiss(drawing.programme.pk, member_id=member.pk, by=drawing.officer, now=NOW)


def test_who_leaves_the_programme_reads_and_scores_nothing_of_it_from_that_moment(drawing, log_in):
    theirs, mine = submit(drawing.reviews[1]), drawing.reviews[0]
    submit(mine)
    assert Application.objects.visible_to(drawing.ada).exists() and rules.sees_reviews(drawing.ada, theirs.application)

    dismiss(drawing, drawing.ada)

    assert not Application.objects.visible_to(drawing.ada).exists()
    assert not rules.sees_reviews(drawing.ada, mine.application)
    client = log_in(drawing.ada)
    doors = [reverse("landings:application", args=[drawing.application.pk]), reverse("landings:review", args=[mine.pk])]
    assert [client.get(door).status_code for door in doors] == [404, 404]
    assert Review.objects.get(pk=mine.pk).scores.count() == 3


def test_what_waited_for_who_left_waits_for_another(drawing):
    dismiss(drawing, drawing.ada)
    with pytest.raises(PermissionDenied):
        submit(drawing.reviews[0])

    assert (asked_of(drawing.ada), asked_of(drawing.cy)) == ([], [drawing.application.firm])
    assert told("to_review") == [drawing.cy.pk]


def test_who_was_taken_on_again_before_anybody_looked_keeps_what_waits(drawing):
    dismiss(drawing, drawing.ada)
    programmes.appoint(drawing.programme.pk, member=drawing.ada, role="reviewer", by=drawing.officer, now=NOW)

    assert asked_of(drawing.ada) == [drawing.application.firm]
    assert submit(drawing.reviews[0]).submitted_at == NOW


def test_the_officers_hear_that_all_are_in_when_the_last_one_steps_back_and_nobody_is_left(drawing):
    submit(drawing.reviews[0])
    step_back = {"by": drawing.bo, "reason": "We once shared a flat.", "now": NOW}
    join(drawing.application.firm, drawing.cy)

    actions.declare_conflict(drawing.reviews[1].pk, **step_back)
    actions.declare_conflict(drawing.reviews[1].pk, **step_back)

    assert told("reviewed") == [drawing.officer.pk]
    assert Notice.objects.get(kind="applications.reviewed").sentence == (
        f"All reviews of {drawing.application.firm.name} are in: decide"
    )


def test_they_do_not_hear_it_while_another_is_asked_nor_when_nobody_said_anything(drawing):
    submit(drawing.reviews[0])
    actions.declare_conflict(drawing.reviews[1].pk, by=drawing.bo, reason="A friend.", now=NOW)
    assert (told("reviewed"), told("to_review")) == ([], [drawing.cy.pk])
    lonely = make_review(make_application(make_programme()))
    actions.declare_conflict(lonely.pk, by=lonely.reviewer, reason="A friend.", now=NOW)
    assert told("reviewed") == []


def test_how_many_are_in_is_told_of_those_that_still_stand(drawing):
    actions.declare_conflict(drawing.reviews[1].pk, by=drawing.bo, reason="A friend.", now=NOW)
    submit(drawing.reviews[0])
    submit(drawing.application.reviews.get(reviewer=drawing.cy))
    said = [e.told for e in events_after(drawing.application.stream_id, 0) if e.fact == "application.reviewed"]
    assert [(one.done, one.of) for one in said] == [(1, 2), (2, 2)]


@pytest.mark.parametrize("advice", ["", "perhaps"])
def test_an_advice_that_does_not_exist_is_no_review(drawing, advice):
    if advice:
        with pytest.raises(ValidationError):
            submit(drawing.reviews[0], recommendation=advice)
        assert Review.objects.get(pk=drawing.reviews[0].pk).submitted_at is None
    else:
        assert submit(drawing.reviews[0], recommendation=advice).recommendation == ""


@pytest.mark.parametrize("who", ["bo", "officer", "applicant"])
def test_nobody_scores_or_steps_back_for_another(drawing, who):
    member = drawing.application.applicant if who == "applicant" else getattr(drawing, who)
    with pytest.raises(PermissionDenied):
        actions.submit_review(drawing.reviews[0].pk, by=member, scores=SCORES, recommendation="accept", now=NOW)
    with pytest.raises(PermissionDenied):
        actions.declare_conflict(drawing.reviews[0].pk, by=member, reason="For her.", now=NOW)


def test_a_conflict_that_arises_later_closes_the_review(drawing, log_in):
    firm_of_a_friend = make_organisation("partner", staff=[drawing.application.applicant])
    assert rules.may_review(drawing.ada, drawing.reviews[0])
    join(firm_of_a_friend, drawing.ada)

    assert not rules.may_review(drawing.ada, drawing.reviews[0])
    with pytest.raises(PermissionDenied):
        submit(drawing.reviews[0])
    page = log_in(drawing.ada).get(reverse("landings:review", args=[drawing.reviews[0].pk]))
    assert drawing.application.objectives not in page.content.decode()


def test_an_officer_in_conflict_neither_decides_nor_asks_nor_reads_the_reviews(drawing):
    submit(drawing.reviews[0])
    assert rules.sees_reviews(drawing.officer, drawing.application)
    make_organisation("host", staff=[drawing.application.applicant, drawing.officer])
    pk, officer = drawing.application.pk, drawing.officer
    for act in (
        lambda: actions.decide(pk, by=officer, outcome="accepted", reasons="Friends.", now=NOW),
        lambda: actions.want_information(pk, by=officer, question="How are you?", now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not rules.sees_reviews(officer, drawing.application)


def test_with_nobody_to_ask_an_application_waits_for_the_officer_alone(db):
    programme = make_programme()
    officer = make_officer(programme)
    draft = make_application(programme, state="draft")
    sent = actions.submit(draft.pk, by=draft.applicant, now=NOW)
    queue.run_all()
    assert sent.reviews.count() == 0
    assert on_desk(officer, NOW) == [f"Decide on the application of {sent.firm.name}"]
