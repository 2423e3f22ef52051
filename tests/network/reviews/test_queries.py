"""What a rubric makes of points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.reviews.kinds import RubricLine
from network.reviews.queries import weighted_score

RUBRIC = [RubricLine("smell", "Smell", 1), RubricLine("taste", "Taste", 3)]
POINTS = st.lists(st.integers(1, 5), max_size=4)


@pytest.mark.parametrize(
    ("points", "score"),
    [
        ({"smell": [4, 2], "taste": [5]}, (3 + 3 * 5) / 4),
        ({"smell": [4]}, 4),
        ({"smell": [4], "unknown": [1]}, 4),
        ({"taste": []}, None),
        ({}, None),
    ],
)
def test_averages_are_weighed_and_a_line_that_nobody_scored_weighs_nothing(points, score):
    assert weighted_score(RUBRIC, points) == score


@given(POINTS, POINTS)
def test_it_lies_between_the_least_and_the_most_that_was_given(smell, taste):
    score = weighted_score(RUBRIC, {"smell": smell, "taste": taste})
    given_ = [*smell, *taste]
    assert (score is None) is (not given_)
    if score is not None:
        assert min(given_) - 1e-9 <= score <= max(given_) + 1e-9
