"""Guarantee G19: no firm's figure can be had from the sums that were ever published."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from landings.impact.rules import Known, has_enough, publishable
from tests.sizes import BROAD

MANY = settings(max_examples=500 if BROAD else 80, deadline=None)


def answers(names):
    """One letter of each firm: a is firm 1, b firm 2…"""
    return {(ord(name), 0) for name in names}


FIRMS = {answer: answer[0] for answer in answers("abcdefghij")}


def may(*candidates, firms=FIRMS):
    return publishable([answers(names) for names in candidates], Known(firms))[0]


def nothing_is_given_away(sums, firms):
    """By brute force, in fractions: no combination of the sums is of the answers of two firms alone."""
    columns = sorted(firms)
    rows = [[Fraction(column in one) for column in columns] for one in sums]
    people = sorted(set(firms.values()))
    for pair in [*combinations(people, 2), *((one, one) for one in people)]:
        others = [at for at, column in enumerate(columns) if firms[column] not in pair]
        # A combination that leaves nothing of the others, yet something: without these firms the rank is less.
        if rank([[row[at] for at in others] for row in rows]) < rank(rows):
            return False
    return True


def rank(rows):
    left, found = [row for row in rows if any(row)], 0
    while left:
        row = left.pop()
        pivot = next((at for at, value in enumerate(row) if value), None)
        if pivot is None:
            continue
        found += 1
        left = [[x - y * other[pivot] / row[pivot] for x, y in zip(other, row, strict=True)] for other in left]
    return found


@pytest.mark.parametrize(
    ("candidates", "shown"),
    [
        (["abc"], [True]),
        (["ab"], [False]),
        ([""], [False]),
        # A market less its hosts.
        (["abcdefg", "abc", "def"], [True, True, False]),
        (["abcdefg", "abcd", "efg"], [True, True, True]),
        # Between tables: a market and a year that overlap in all but one.
        (["abcdefghij", "abcd", "abce"], [True, True, False]),
        (["abcdefghij", "abcd", "defg"], [True, True, True]),
        # One of two firms would know the other's.
        (["abcde", "abc"], [True, False]),
        # Between two days: with d, and before.
        (["abc", "abcd"], [True, False]),
        (["abc", "abcde"], [True, False]),
        (["abc", "abcdef"], [True, True]),
        # By three sums: (abcd + efgh) − abcdefg is h.
        (["abcdefg", "abcd", "efgh"], [True, True, False]),
    ],
)
def test_what_may_be_published_together(candidates, shown):
    assert may(*candidates) == shown


def test_two_letters_of_one_firm_are_one_firm():
    twice = {(1, 0): 1, (2, 0): 1, (3, 0): 2, (4, 0): 3, (5, 0): 4, (6, 0): 5, (7, 0): 6}
    assert not has_enough([(1, 0), (2, 0), (3, 0)], twice)
    assert publishable([list(twice), [(4, 0), (5, 0), (6, 0), (7, 0)]], Known(twice))[0] == [True, False]


def test_a_figure_that_was_corrected_is_another_unknown():
    corrected = {**FIRMS, (ord("a"), 1): ord("a")}
    before, after = answers("abcd"), answers("bcd") | {(ord("a"), 1)}
    assert publishable([before, after], Known(corrected))[0] == [True, False]


@st.composite
def publications(draw):
    """Letters of firms in markets, hosts and years, signed and corrected in turns; what would be shown each time."""
    count = draw(st.integers(3, 9))
    firms, cells, current, candidates = {}, {}, {}, []
    for turn in range(draw(st.integers(1, 3))):
        for letter in range(count):
            if draw(st.booleans()):
                answer = (letter, turn)
                firms[answer] = draw(st.integers(0, 6)) if letter not in cells else cells[letter][0]
                cells.setdefault(letter, (firms[answer], *(draw(st.integers(0, 2)) for _ in range(3))))
                current[letter] = answer
        candidates.append(list(current.values()))
        for table in (1, 2, 3):
            for cell in range(3):
                candidates.append([answer for letter, answer in current.items() if cells[letter][table] == cell])
    return firms, [one for one in candidates if one]


@MANY
@given(publications())
def test_nothing_is_given_away_whatever_is_signed_corrected_and_published(story):
    firms, candidates = story
    shown, _known = publishable(candidates, Known(firms))
    published = [one for one, sound in zip(candidates, shown, strict=True) if sound]
    assert nothing_is_given_away(published, firms)


@MANY
@given(publications())
def test_nothing_is_kept_back_that_could_be_shown(story):
    """What is refused would give something away beside what was shown before it."""
    firms, candidates = story
    shown, _known = publishable(candidates, Known(firms))
    before = []
    for one, sound in zip(candidates, shown, strict=True):
        if sound:
            before.append(one)
        elif has_enough(one, firms):
            assert not nothing_is_given_away([*before, one], firms)
