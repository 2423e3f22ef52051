"""Parts, sums and order of an invented user's reasons, whatever they are."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.reasons.rules import failed, in_order, is_certified, total_of, weigh
from network.reasons.tellings import stored
from tests.network.reasons.berths import SCHEME, afloat, reasons_for

SHARE = st.floats(0, 1)
REASONS = st.builds(reasons_for, SHARE, SHARE, SHARE)
# As officers give them, and a little beyond: none, small, large, negative.
WEIGHTS = st.dictionaries(
    st.sampled_from(["depth", "shelter", "company", "unknown"]), st.floats(-10, 1000) | st.integers(0, 10)
)


@given(REASONS, WEIGHTS)
def test_the_parts_make_a_hundred_at_most_and_none_is_below_nothing(reasons, weights):
    parts = weigh(reasons, weights)
    assert all(0 <= part.points <= part.most + 1e-9 for part in parts)
    assert sum(part.most for part in parts) == pytest.approx(100 if parts else 0)
    assert 0 <= total_of(parts) <= 100 + 1e-9


@given(REASONS, WEIGHTS, st.integers(0, 2), SHARE)
def test_a_reason_that_grows_never_lowers_the_score(reasons, weights, at, more):
    grown = [*reasons]
    grown[at] = replace(reasons[at], value=max(reasons[at].value, more))
    assert total_of(weigh(grown, weights)) >= total_of(weigh(reasons, weights)) - 1e-9


@given(REASONS, WEIGHTS, st.randoms())
def test_the_parts_stand_in_the_same_order_however_they_come(reasons, weights, chance):
    mixed = chance.sample(reasons, len(reasons))
    assert weigh(mixed, weights) == weigh(reasons, weights)


@given(
    st.lists(st.tuples(st.integers(1, 3), st.sampled_from([0.0, 12.5, 80.0])), max_size=12), st.randoms(), st.booleans()
)
def test_the_order_is_total_and_stable(rows, chance, ranked):
    """Equal ranks and scores are frequent here: the key decides, so that no shuffle changes anything."""
    found = [(key, rank, score) for key, (rank, score) in enumerate(rows)]
    how = {"score": lambda row: row[2], "key": lambda row: row[0], **({"rank": lambda row: row[1]} if ranked else {})}
    ordered = in_order(found, **how)
    assert in_order(chance.sample(found, len(found)), **how) == ordered
    for one, next_one in pairwise(ordered):
        ranks = (one[1], next_one[1]) if ranked else (0, 0)
        assert (ranks[0], -one[2], one[0]) < (ranks[1], -next_one[2], next_one[0])


@given(REASONS, WEIGHTS)
def test_what_is_stored_is_certified_with_its_score_and_with_no_other(reasons, weights):
    parts = weigh(reasons, weights)
    kept, total = stored(parts, SCHEME), round(total_of(parts), 2)
    assert is_certified(kept, total)
    assert not is_certified(kept, total + 0.1)


def test_a_part_that_was_changed_is_not_certified_though_the_sum_is_right():
    kept = stored(weigh(reasons_for(1, 0.5, 0), {"depth": 1, "shelter": 1, "company": 2}), SCHEME)
    assert is_certified(kept, 37.5)
    kept[1]["points"], kept[2]["points"] = kept[2]["points"], kept[1]["points"]
    assert not is_certified(kept, 37.5)


def test_only_the_hurdles_that_do_not_hold_are_failed():
    low, high = afloat(5, 4), afloat(3, 4)
    assert failed([high, low]) == [low]
