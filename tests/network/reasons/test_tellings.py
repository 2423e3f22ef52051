"""Nobody gets points that are not explained; what keeps something out is said with its figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.reasons.rules import Hurdle, Reason, weigh
from network.reasons.tellings import Scheme, steps_of, stored, why_not
from tests.network.reasons.berths import SCHEME, afloat, reasons_for

SHARE = st.floats(0, 1)
EVEN = {"depth": 1, "shelter": 1, "company": 2}


@given(SHARE, SHARE, SHARE)
def test_every_part_that_brings_points_has_a_reason_in_words(depth, shelter, company):
    rows = steps_of(stored(weigh(reasons_for(depth, shelter, company), EVEN), SCHEME), SCHEME)
    assert all(row["label"] and row["why"] for row in rows)
    assert [row["label"] for row in rows] == ["Company", "Depth", "Shelter"]


def test_a_waterfall_begins_each_step_where_the_one_before_ended():
    rows = steps_of(stored(weigh(reasons_for(1, 0.5, 0.1), EVEN), SCHEME), SCHEME)
    assert [(row["start"], row["value"], row["most"], row["why"]) for row in rows] == [
        (0, 5, 50, "1 ships lie there."),
        (5, 25, 25, "20 metres of water."),
        (30, 12.5, 25, "Open to 4 winds."),
    ]


def test_a_reason_without_words_brings_no_points():
    parts = weigh([Reason("price", 1, {})], {"price": 1})
    with pytest.raises(ValueError, match="price has no words"):
        stored(parts, SCHEME)


def test_a_scheme_has_a_label_and_words_for_each_of_its_reasons():
    with pytest.raises(ValueError, match=r"without label or words: \['depth'\]"):
        Scheme(labels={}, why={"depth": str}, why_not={})


def test_a_reason_that_the_scheme_knows_no_more_keeps_its_name_and_its_points():
    [row] = steps_of([{"name": "price", "value": 1, "points": 7.0, "most": 7.0, "figures": {}}], SCHEME)
    assert (row["label"], row["value"], row["why"]) == ("price", 7, "")


def test_what_keeps_it_out_is_said_with_its_figures():
    assert why_not(afloat(5, 4), SCHEME) == "The ship draws 5 metres, there are 4."
    assert why_not(Hurdle("unknown", False, {}), SCHEME) == "unknown"
