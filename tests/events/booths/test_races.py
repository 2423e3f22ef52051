"""No duty is double-booked (guarantee G5)."""

import random
from datetime import timedelta
from itertools import pairwise

import pytest

from events.booths import actions
from events.booths.models import BoothStaff, Duty, DutyCell
from tests.factories import events as made
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)
NOW = made.NOW
QUARTER = timedelta(minutes=15)


def two_booths_of(member):
    hall = made.make_hall(made.make_open_show())
    booths = [made.make_booth(hall) for _ in range(2)]
    for booth in booths:
        BoothStaff.objects.create(booth=booth, member=member, joined_at=NOW)
    return booths


def give(booth, member, start, cells):
    by = made.exhibitor_of(booth)
    starts_at = NOW + start * QUARTER
    hours = {"starts_at": starts_at, "ends_at": starts_at + cells * QUARTER}
    return lambda: actions.give_duty(booth.pk, member_id=member.pk, by=by, now=NOW, **hours).pk


def test_two_booths_want_the_same_member_at_once():
    member = made.make_member()
    here, there = two_booths_of(member)
    results = race(
        give(here, member, 0, 4), give(there, member, 2, 4), give(here, member, 1, 4), give(there, member, 3, 4)
    )
    assert results.count("taken") == 3
    assert Duty.objects.standing().count() == 1
    assert DutyCell.objects.count() == 4


def test_whoever_races_no_cell_is_held_twice_and_none_is_lost():
    member, dice = made.make_member(), random.Random(7)
    booths = two_booths_of(member)
    wishes = [give(dice.choice(booths), member, dice.randrange(12), dice.randint(1, 4)) for _ in range(24)]
    for start in range(0, 24, 6):
        race(*wishes[start : start + 6])
    held = sorted((duty.starts_at, duty.ends_at) for duty in Duty.objects.standing())
    assert all(first[1] <= second[0] for first, second in pairwise(held))
    assert DutyCell.objects.count() == sum((ends - starts) // QUARTER for starts, ends in held)
