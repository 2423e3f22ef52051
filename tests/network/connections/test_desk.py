"""A request waits for who was asked; what the facts keep is the truth after each step."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.connections import actions
from network.connections.models import RESTS_FOR, STANDS_FOR
from network.desk import actions as desk
from network.desk.queries import desk_of
from network.members import actions as members
from tests.factories.connections import make_request
from tests.factories.desk import on_desk
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WAITS = ["Ada asks to connect with you"]


@pytest.fixture
def ada():
    return make_member(name="Ada")


@pytest.fixture
def bo():
    return make_member(name="Bo")


def is_kept(now=NOW):
    return not desk.mend(now=now)


def test_it_waits_at_the_page_of_who_asked_until_it_lapses(ada, bo):
    make_request(ada, bo, NOW)
    assert (on_desk(bo), on_desk(ada)) == (WAITS, [])
    (row,) = desk_of(bo.pk, now=NOW).rows
    assert row.url == f"/members/{ada.pk}/"
    assert on_desk(bo, NOW + STANDS_FOR - timedelta(hours=1)) == WAITS
    assert on_desk(bo, NOW + STANDS_FOR) == [] and is_kept()


@pytest.mark.parametrize("ending", ["accept", "decline", "withdraw", "lapse", "cross"])
def test_whatever_ends_it_takes_it_away(ada, bo, ending):
    make_request(ada, bo, NOW)
    if ending == "lapse":
        actions.lapse_due(now=NOW + STANDS_FOR)
    elif ending == "cross":
        make_request(bo, ada, NOW)
    elif ending == "withdraw":
        actions.withdraw(bo.pk, by=ada, now=NOW)
    else:
        getattr(actions, ending)(ada.pk, by=bo, now=NOW)
    assert on_desk(bo) == on_desk(ada) == [] and is_kept()


def test_what_is_asked_again_waits_again(ada, bo):
    make_request(ada, bo, NOW)
    actions.withdraw(bo.pk, by=ada, now=NOW)
    later = NOW + RESTS_FOR
    make_request(ada, bo, later)
    assert on_desk(bo, later) == WAITS and is_kept(later)


def test_who_is_blocked_asks_nobody_any_longer(ada, bo):
    staff = make_member(is_staff=True, is_superuser=True)
    make_request(ada, bo, NOW)
    members.stand(ada.pk, by=staff, standing={"is_active": False}, now=NOW)
    assert on_desk(bo) == [] and is_kept()
