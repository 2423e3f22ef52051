"""What silence leaves open: the lower bound never passes the mean of those who answered."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.followups.queries import lower_bound, mean, response_rate


@given(st.integers(0, 10**12), st.integers(1, 1000), st.integers(0, 1000))
def test_silence_counts_as_zero_in_the_bound_and_not_in_the_mean(total, answered, silent):
    bound, average = lower_bound(total, answered + silent), mean(total, answered)

    assert bound <= average
    assert (bound == average) is (silent == 0 or total == 0)
    assert bound * (answered + silent) == average * answered == total


@pytest.mark.parametrize("reading", [lower_bound, mean])
def test_of_nothing_there_is_no_figure(reading):
    assert (reading(None, 5), reading(5, 0), reading(0, 4)) == (None, None, Fraction(0))


def test_the_rate_is_of_those_that_are_due():
    assert (response_rate(45, 100), response_rate(0, 3), response_rate(0, 0)) == (0.45, 0, None)
