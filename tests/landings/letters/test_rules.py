"""When a letter falls due, what it asks, and who may have its link."""

from calendar import monthrange
from copy import deepcopy
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from landings.letters import rules
from landings.placements.models import Landing
from tests.factories.landings_letters import make_due_letter, sign_letter
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join

DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(0, 120))
@example(date(2028, 2, 29), 12)
@example(date(2027, 8, 31), 6)
@example(date(2027, 12, 31), 2)
def test_a_letter_is_due_on_the_same_day_so_many_months_on_or_on_the_months_last(home, months):
    due = rules.due_on(Landing(ends_on=home), months)

    assert (due.year * 12 + due.month) - (home.year * 12 + home.month) == months
    assert due.day == home.day or (due.day < home.day and due.day == monthrange(due.year, due.month)[1])


@given(DAYS, DAYS, st.integers(0, 24))
def test_the_day_of_the_return_counts_and_not_the_planned_one(planned, home, months):
    returned = datetime(home.year, home.month, home.day, 23, 59, tzinfo=UTC)

    assert rules.due_on(Landing(ends_on=planned, returned_at=returned), months) == rules.due_on(
        Landing(ends_on=home), months
    )


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_a_later_wave_is_never_due_before_an_earlier_one(home, one, other):
    first, last = sorted([one, other])

    assert rules.due_on(Landing(ends_on=home), first) <= rules.due_on(Landing(ends_on=home), last)


JUNK = st.one_of(
    st.none(), st.text(), st.integers(), st.dictionaries(st.sampled_from(["key", "label", "help"]), st.text())
)


@given(st.lists(JUNK))
def test_a_programme_adds_questions_and_never_takes_one_of_the_seven(documented):
    asked = rules.questions_of(documented)

    assert tuple(asked[:7]) == rules.QUESTIONS
    own = {question.key for question in rules.QUESTIONS}
    assert not own & {question.key for question in asked[7:]}
    assert {question.kind for question in asked[7:]} <= {rules.TEXT}


def test_a_question_of_the_programme_has_its_key_for_a_label_where_it_has_none():
    *_seven, named, bare = rules.questions_of([{"key": "a", "label": "How?", "help": "In words"}, {"key": "b"}])

    assert (named.label, named.help) == ("How?", "In words")
    assert (bare.label, bare.help) == ("b", "")


@pytest.mark.parametrize(
    ("party", "title", "may"), [("firm", "Director", True), ("firm", "  ", False), ("host", "Director", False)]
)
def test_the_firm_alone_signs_with_a_title(party, title, may):
    assert rules.may_sign(1, SimpleNamespace(party=party, title=title)) is may


@pytest.fixture(scope="module")
def drawn(module_transaction):
    letter = make_due_letter()
    programme, firm, host = letter.landing.programme, letter.landing.firm, letter.landing.host
    people = {name: make_officer(programme, role=name) for name in ("officer", "finance", "reviewer")}
    people |= {"colleague": make_member(), "host": make_member(), "stranger": make_member()}
    join(firm, people["colleague"])
    join(host, people["host"], role="owner")
    return SimpleNamespace(letter=letter, people=people)


@pytest.fixture
def drawing(drawn, db):
    return deepcopy(drawn)


@pytest.mark.parametrize(
    ("who", "before", "after"),
    [
        ("colleague", True, True),
        ("officer", True, False),
        ("finance", True, False),
        ("reviewer", False, False),
        ("host", False, False),
        ("stranger", False, False),
    ],
)
def test_the_firm_has_the_link_always_and_the_programme_until_it_is_signed(drawing, who, before, after):
    member = drawing.people[who]
    assert rules.may_ask_for_link(member, drawing.letter) is before

    sign_letter(drawing.letter)
    drawing.letter.refresh_from_db()

    assert rules.may_ask_for_link(member, drawing.letter) is after
