"""Cheeses are shared out evenly among judges, never to who made them; each tastes by the rubric that holds."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from network.reviews import kinds
from network.reviews.actions.steps import assign_step, check_may_submit, score_step, step_back_step
from network.reviews.rules import has_said, may_review
from tests.network.reviews.tastings import Tasting

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
WHOLE = {"smell": (4, " Hay. "), "taste": (5, "Nuts.")}


def assign(fair, cheese, **how):
    return [tasting.reviewer for tasting in assign_step(fair.kind(), cheese, now=NOW, **how)]


def score(fair, tasting, given):
    score_step(fair.kind(), tasting, tasting.cheese, given, comment=" Good. ", now=NOW)
    tasting.save()


@pytest.mark.parametrize(("cheeses", "wanted"), [(1, 3), (5, 2), (6, 2), (7, 3)])
def test_the_work_is_even(fair, cheeses, wanted):
    for cheese in range(cheeses):
        assert len(set(assign(fair, cheese, wanted=wanted))) == wanted
    loads = Counter(Tasting.objects.values_list("reviewer_id", flat=True))
    shares = [loads[judge.pk] for judge in fair.judges]
    assert sum(shares) == cheeses * wanted
    assert max(shares) - min(shares) <= 1


def test_who_has_finished_is_asked_before_who_has_not_and_then_who_did_least(fair):
    first, second, third, fourth = fair.judges
    for cheese, judge, done in ((1, first, True), (2, first, True), (3, second, True), (4, third, False)):
        Tasting.objects.create(cheese=cheese, reviewer=judge, assigned_at=NOW, submitted_at=NOW if done else None)
    assert assign(fair, 9, wanted=4) == [fourth, second, first, third]


def test_who_made_it_who_left_and_who_was_asked_are_not_asked(fair):
    maker, left, asked, free = fair.judges
    fair.makers[1], left.is_active = maker, False
    left.save()
    Tasting.objects.create(cheese=1, reviewer=asked, assigned_at=NOW, conflict_at=NOW)
    assert assign(fair, 1) == [free]
    assert assign(fair, 1) == []


def test_a_conflict_that_was_declared_ends_the_review_and_weighs_nothing(fair):
    [tasting] = assign_step(fair.kind(), 1, wanted=1, now=NOW)
    judge = tasting.reviewer
    with pytest.raises(ValidationError) as empty:
        step_back_step(tasting, reason="  ", now=NOW)
    assert empty.value.code == "empty"

    assert step_back_step(tasting, reason=" My cousin's. ", now=NOW) is True
    assert step_back_step(tasting, reason="Again", now=NOW) is False

    tasting.refresh_from_db()
    assert tasting.conflict_reason == "My cousin's."
    assert may_review(judge, tasting) is False
    assert assign(fair, 2, wanted=1) == [judge]
    with pytest.raises(PermissionDenied):
        check_may_submit(fair.kind(), tasting, 1, judge)


def test_nobody_steps_back_from_what_they_have_scored(fair):
    [tasting] = assign_step(fair.kind(), 1, wanted=1, now=NOW)
    score(fair, tasting, WHOLE)
    with pytest.raises(ValidationError) as late:
        step_back_step(tasting, reason="Late", now=NOW)
    assert late.value.code == "not_now"


def test_only_the_judge_without_a_conflict_found_since_may_submit(fair):
    [tasting] = assign_step(fair.kind(), 1, wanted=1, now=NOW)
    check_may_submit(fair.kind(), tasting, 1, tasting.reviewer)
    with pytest.raises(PermissionDenied):
        check_may_submit(fair.kind(), tasting, 1, fair.judges[-1])
    fair.makers[1] = tasting.reviewer
    with pytest.raises(PermissionDenied):
        check_may_submit(fair.kind(), tasting, 1, tasting.reviewer)


def test_each_line_of_the_rubric_that_holds_is_scored_in_words(fair):
    [old] = assign_step(fair.kind(), 1, wanted=1, now=NOW)
    [new] = assign_step(fair.kind(), 2, wanted=1, now=NOW)
    fair.version[2] = 2

    score(fair, old, {**WHOLE, "unknown": (1, "No.")})
    score(fair, new, {"rind": (2, "Thin.")})

    assert fair.scores == [("smell", 4, "Hay."), ("taste", 5, "Nuts."), ("rind", 2, "Thin.")]
    assert (old.comment, old.submitted_at) == ("Good.", NOW)


@pytest.mark.parametrize("wrong", [{}, {"taste": (0, "So.")}, {"taste": (6, "So.")}, {"taste": (3, "  ")}])
def test_a_line_without_points_or_words_is_refused(fair, wrong):
    [tasting] = assign_step(fair.kind(), 1, wanted=1, now=NOW)
    with pytest.raises(ValidationError) as refusal:
        score(fair, tasting, {"smell": (4, "Hay."), **wrong})
    assert refusal.value.code == "incomplete"
    assert "Taste" in refusal.value.messages[0]
    assert tasting.submitted_at is None


def test_each_is_blind_until_their_own_is_in(fair):
    mine, theirs = assign_step(fair.kind(), 1, now=NOW)
    of_it = Tasting.objects.filter(cheese=1)
    score(fair, theirs, WHOLE)
    assert [has_said(one.reviewer, of_it) for one in (mine, theirs)] == [False, True]
    score(fair, mine, WHOLE)
    assert has_said(mine.reviewer, of_it) is True
    assert has_said(mine.reviewer, Tasting.objects.filter(cheese=2)) is False


def test_a_kind_is_registered_once(fair):
    kinds.register(fair.kind())
    with pytest.raises(ValueError, match="cheese is reviewed already"):
        kinds.register(fair.kind())
