"""The laws of the operators, whatever the figures and codes are."""

from hypothesis import given
from hypothesis import strategies as st

from ground.eligibility.operators import OPERATORS, operators_of, shape_of, wanted_shape
from ground.eligibility.vocabulary import MOST
from tests.ground.eligibility.loans import LOANS

COUNTS = st.integers(0, MOST)
CODES = st.lists(st.sampled_from("abcdef"), min_size=1, unique=True)
COUNTRIES = st.sampled_from(["CA", "US", "NL", "JP"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2 * MOST) | st.floats() | st.text(max_size=4) | st.just(["CA"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["amount", "currency"]), inner),
    max_leaves=5,
)


def holds(name, fact, value):
    return OPERATORS[name].holds(fact, value)


@given(COUNTS, COUNTS)
def test_of_two_figures_each_pair_of_opposites_says_one_thing(fact, value):
    assert holds("at_least", fact, value) is not holds("below", fact, value)
    assert holds("at_most", fact, value) is not holds("above", fact, value)
    assert (holds("at_least", fact, value) and holds("at_most", fact, value)) is (fact == value)


@given(COUNTS, COUNTS, COUNTS)
def test_what_a_figure_reaches_every_larger_one_reaches(fact, more, value):
    if holds("at_least", fact, value):
        assert holds("at_least", fact + more, value)
    if holds("below", fact + more, value):
        assert holds("below", fact, value)


@given(COUNTS, COUNTS, COUNTS)
def test_between_holds_both_ends(fact, one, other):
    ends = sorted([one, other])
    assert holds("between", fact, ends) is (holds("at_least", fact, ends[0]) and holds("at_most", fact, ends[1]))


@given(CODES, CODES)
def test_codes(fact, value):
    assert holds("none_of", fact, value) is not holds("any_of", fact, value)
    if holds("all_of", fact, value):
        assert holds("any_of", fact, value)
    assert holds("all_of", fact + value, value)


@given(COUNTRIES, st.lists(COUNTRIES, min_size=1))
def test_a_country_is_one_of_them_or_none_of_them(fact, value):
    assert holds("one_of", fact, value) is not holds("none_of", fact, value)


@given(st.booleans(), st.booleans())
def test_yes_is_yes_and_no_is_no(fact, value):
    assert holds("is", fact, value) is (fact == value)


@given(st.sampled_from(sorted(LOANS)), st.data(), ANYTHING)
def test_a_value_has_its_shape_or_is_told_the_shape_that_it_should_have(name, data, value):
    """Whatever stands in a document; and what is taken can be compared with any fact of the word."""
    word = LOANS[name]
    operator = OPERATORS[data.draw(st.sampled_from(operators_of(word)))]
    facts = {"number": 3, "money": 3, "country": "CA", "codes": ["tea"], "yes_no": True}
    wanted = wanted_shape(operator, word, value)

    if wanted:
        assert wanted in {"count", "range"} or " " in wanted
    else:
        plain = value["amount"] if shape_of(operator, word) == "money" else value
        assert operator.holds(facts[word.kind], plain) in (True, False)
