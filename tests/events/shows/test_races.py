"""No place is given twice and none is lost (guarantee G5)."""

import random

import pytest
from django.core.exceptions import ValidationError

from events.shows import actions
from events.shows.models import Registration
from tests.factories import events as made
from tests.factories.members import make_member
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)
NOW = made.NOW


def enter(show, member):
    return lambda: actions.register(show.pk, door="visible", by=member, now=NOW).pk


def test_two_want_the_last_place():
    show = made.make_show(capacity=1)
    results = race(*(enter(show, make_member()) for _ in range(4)))
    assert results.count("full") == 3
    assert Registration.objects.filter(show=show).count() == 1


def test_a_double_click_takes_one_place():
    show, member = made.make_show(capacity=5), make_member()
    assert len(set(race(*(enter(show, member) for _ in range(3))))) == 1
    assert show.registrations.count() == 1


def test_with_visitors_coming_and_going_it_is_never_over_and_full_at_the_end():
    show = made.make_show(capacity=5)
    seen = []

    def come_and_go(seed):
        dice = random.Random(seed)
        member = make_member()

        def act():
            for _ in range(8):
                try:
                    actions.register(show.pk, door="visible", by=member, now=NOW)
                except ValidationError:
                    continue
                seen.append(Registration.objects.filter(show=show).count())
                if dice.random() < 0.5:
                    actions.unregister(show.pk, by=member, now=NOW)
            return member

        return act

    members = race(*(come_and_go(seed) for seed in range(6)))
    assert max(seen) <= 5
    race(*(enter(show, member) for member in members))
    assert show.registrations.count() == 5
