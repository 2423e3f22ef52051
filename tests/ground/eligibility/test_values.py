"""Values as people type them: what is shown for a value is read as that value again."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from ground.eligibility.values import text_of, value_from
from ground.money.typed import MOST_COUNTED
from tests.ground.eligibility.loans import LOANS, gold

COUNTS = st.integers(0, MOST_COUNTED)
MONEY = st.builds(gold, COUNTS, st.sampled_from(["CAD", "JPY", "KWD"]))
SAID = (
    st.tuples(st.just("crew"), st.just("at_least"), COUNTS)
    | st.tuples(st.just("crew"), st.just("between"), st.tuples(COUNTS, COUNTS).map(sorted))
    | st.tuples(st.just("cargo_worth"), st.just("below"), MONEY)
    | st.tuples(st.just("flag"), st.just("one_of"), st.lists(st.sampled_from(["CA", "NL"]), min_size=1, unique=True))
    | st.tuples(st.just("goods"), st.just("any_of"), st.lists(st.sampled_from(["tea", "tin"]), min_size=1, unique=True))
    | st.tuples(st.just("insured"), st.just("is"), st.booleans())
)


@given(SAID, st.sampled_from(["CAD", "JPY"]))
def test_what_is_shown_is_read_again(said, currency):
    field, operator, value = said
    assert value_from(text_of(value), field, operator, currency, words=LOANS) == value


@pytest.mark.parametrize(
    ("field", "operator", "text"),
    [
        ("crew", "at_least", "many"),
        ("crew", "between", "9 to 1"),
        ("crew", "between", "9"),
        ("flag", "one_of", "Canada"),
        ("goods", "any_of", " , "),
        ("insured", "is", "perhaps"),
        ("cargo_worth", "below", "a lot"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(field, operator, text):
    with pytest.raises(ValidationError) as refused:
        value_from(text, field, operator, "CAD", words=LOANS)
    assert " ".join(refused.value.messages)


@pytest.mark.parametrize(("field", "operator"), [("sails", "at_least"), ("crew", "over"), ("crew", "any_of")])
def test_of_what_is_no_word_or_cannot_be_said_of_it_the_text_is_kept(field, operator):
    assert value_from("12", field, operator, "CAD", words=LOANS) == "12"
