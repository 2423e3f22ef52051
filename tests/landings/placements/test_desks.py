from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from landings.placements.actions.desks import pick

FIRST = date(2026, 5, 4)


def days(start, length):
    return [FIRST + timedelta(days=start + n) for n in range(length)]


def test_a_stay_keeps_one_desk_where_it_can():
    taken = {(1, FIRST)}
    assert pick(2, taken, days(0, 2), 1) == [(2, FIRST), (2, FIRST + timedelta(days=1))]


def test_a_stay_moves_between_desks_rather_than_lose_a_place():
    taken = {(1, FIRST), (2, FIRST + timedelta(days=1))}
    assert pick(2, taken, days(0, 2), 1) == [(2, FIRST), (1, FIRST + timedelta(days=1))]


def test_nothing_is_picked_when_one_day_is_full():
    assert pick(1, {(1, FIRST)}, days(0, 2), 1) == []
    assert pick(2, {(1, FIRST)}, days(0, 1), 2) == []


@given(
    st.integers(1, 4),
    st.lists(st.tuples(st.integers(0, 6), st.integers(1, 4), st.integers(1, 3)), max_size=20),
)
def test_desks_are_never_given_twice_and_no_place_is_lost(desks, stays):
    """Model: a stay is possible exactly when each of its days has as many desks free as it wants."""
    taken = set()
    for start, length, wanted in stays:
        span = days(start, length)
        free = min(desks - sum(1 for _desk, day in taken if day == each) for each in span)
        chosen = pick(desks, taken, span, wanted)
        assert bool(chosen) == (free >= wanted)
        assert len(set(chosen)) == len(chosen) == (len(span) * wanted if chosen else 0)
        assert taken.isdisjoint(chosen)
        assert all(1 <= desk <= desks for desk, _day in chosen)
        taken |= set(chosen)
