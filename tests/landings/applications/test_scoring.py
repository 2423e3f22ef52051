"""Scores are weighed by the rubric of the application's own version."""

import pytest

from landings.applications.models import Score
from landings.applications.queries.scoring import reviews_of, scored_lines, weighted_score
from tests.factories.landings_applications import NOW, make_application, make_review

pytestmark = pytest.mark.django_db


def score(review, points):
    for line, given in zip(review.application.programme.criteria.all(), points, strict=True):
        Score.objects.create(review=review, criterion=line, points=given, justification="So.")


def weighed(application):
    return weighted_score(application, scored_lines(application, reviews_of(application)))


def test_averages_are_weighed():
    application = make_application()
    assert weighed(application) is None
    # Weights are 3, 2, 1: (4*3 + 2*2 + 3*1) / 6.
    for points in ([5, 2, 3], [3, 2, 3]):
        score(make_review(application, submitted_at=NOW), points)
    assert weighed(application) == pytest.approx(19 / 6)


def test_unfinished_reviews_do_not_count():
    application = make_application()
    score(make_review(application), [1, 1, 1])
    assert weighed(application) is None


def test_a_retired_line_still_counts_for_who_was_submitted_under_it():
    application = make_application()
    score(make_review(application, submitted_at=NOW), [5, 5, 5])
    application.programme.criteria.update(retired_at=NOW, weight=1)
    assert weighed(application) == 5
