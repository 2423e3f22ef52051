"""When a wave falls due, and when the channel changes."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from network.followups.rules import changes_channel, due_on

DAYS = st.dates(date(1990, 1, 1), date(2200, 12, 31))


@given(DAYS, st.integers(0, 120))
def test_a_wave_falls_due_on_the_same_day_of_the_month_or_on_its_last(over_on, months):
    due = due_on(over_on, months)

    assert (due.year - over_on.year) * 12 + due.month - over_on.month == months
    assert due.day == over_on.day or (due.day < over_on.day and due.day >= 28)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_later_waves_fall_due_later(over_on, one, other):
    assert (due_on(over_on, one) < due_on(over_on, other)) is (one < other)


def test_the_fourth_mail_changes_the_channel_unless_somebody_asked_for_it():
    assert [changes_channel(number, asked=False) for number in range(1, 6)] == [False, False, False, True, False]
    assert not any(changes_channel(number, asked=True) for number in range(1, 6))
