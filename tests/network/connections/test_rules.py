"""What each of the two sees in each state, and what they may do about it: all of it, as one table."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from network.connections import rules
from network.connections.models import RESTS_FOR, STANDS_FOR, MemberConnection
from network.connections.rules import Tie
from network.members.models import Member

NOW = timezone.now()
ASKER, ASKED, OTHER = (Member(pk=pk, name=name, confirmed_at=NOW) for pk, name in ((1, "Ada"), (2, "Bo"), (3, "Cy")))
SOON, LATE = NOW + timedelta(days=1), NOW + STANDS_FOR


def made(**moments):
    found = MemberConnection(low=ASKER, high=ASKED)
    found.ask(ASKER.pk, ASKED.pk, "Because.", "show", "", NOW)
    for name, value in moments.items():
        setattr(found, name, value)
    return found


STATES = {
    "nothing": None,
    "asked": made(),
    "declined": made(declined_at=NOW),
    "withdrawn": made(withdrawn_at=NOW),
    "lapsed": made(lapsed_at=NOW),
    "connected": made(connected_at=NOW),
    "ended": made(ended_at=NOW, ended_by=ASKER),
}
# state: (who asked sees, may ask, answer, withdraw, disconnect; who was asked the same)
TABLE = {
    "nothing": (("none", 1, 0, 0, 0), ("none", 1, 0, 0, 0)),
    "asked": (("asked", 0, 0, 1, 0), ("asks", 1, 1, 0, 0)),
    "declined": (("asked", 0, 0, 1, 0), ("none", 1, 0, 0, 0)),
    "withdrawn": (("none", 1, 0, 0, 0), ("none", 1, 0, 0, 0)),
    "lapsed": (("none", 1, 0, 0, 0), ("none", 1, 0, 0, 0)),
    "connected": (("connected", 0, 0, 0, 1), ("connected", 0, 0, 0, 1)),
    "ended": (("none", 1, 0, 0, 0), ("none", 1, 0, 0, 0)),
}


def seen(me, other, found, now):
    return (
        rules.tie_of(found, me.pk, now=now).value,
        rules.may_ask(me, other, found, now=now),
        rules.may_answer(me, found, now=now),
        rules.may_withdraw(me, found, now=now),
        rules.may_disconnect(me, found, now=now),
    )


@pytest.mark.parametrize("state", TABLE)
def test_what_each_of_the_two_sees_and_may(state):
    found = STATES[state]
    assert (seen(ASKER, ASKED, found, SOON), seen(ASKED, ASKER, found, SOON)) == TABLE[state]


@pytest.mark.parametrize("state", ["asked", "declined"])
def test_on_its_day_a_request_lapses_for_both_whether_or_not_the_sweep_has_come(state):
    found = STATES[state]
    assert rules.tie_of(found, ASKER.pk, now=LATE - timedelta(seconds=1)) == Tie.ASKED
    assert [rules.tie_of(found, one.pk, now=LATE) for one in (ASKER, ASKED)] == [Tie.NONE, Tie.NONE]


@pytest.mark.parametrize("state", ["declined", "withdrawn", "lapsed", "asked"])
def test_a_no_silence_and_a_withdrawal_rest_alike(state):
    """Else the day would tell who asked what became of it."""
    found, again_at = STATES[state], NOW + RESTS_FOR
    assert rules.asks_again_at(found, ASKER.pk, now=LATE) == again_at
    assert rules.asks_again_at(found, ASKER.pk, now=again_at) is None
    assert rules.asks_again_at(found, ASKED.pk, now=LATE) is None


def test_who_ended_it_may_ask_at_once_and_the_other_rests():
    found = STATES["ended"]
    assert rules.asks_again_at(found, ASKER.pk, now=SOON) is None
    assert rules.asks_again_at(found, ASKED.pk, now=SOON) == NOW + RESTS_FOR


@pytest.mark.parametrize(
    ("state", "by_asked"), [("asked", True), ("declined", True), ("withdrawn", False), ("connected", False)]
)
def test_asking_back_is_a_yes_while_the_request_stands(state, by_asked):
    found = STATES[state]
    assert rules.crosses(found, ASKED.pk, now=SOON) is by_asked
    assert rules.crosses(found, ASKER.pk, now=SOON) is False
    assert rules.crosses(found, ASKED.pk, now=LATE) is False


@pytest.mark.parametrize("gone", [{"is_active": False}, {"confirmed_at": None}])
def test_nobody_asks_themselves_nor_who_is_not_here(gone):
    away = Member(pk=9, **{"confirmed_at": datetime.now(tz=NOW.tzinfo), **gone})
    assert not rules.may_ask(ASKER, ASKER, None, now=NOW)
    assert not rules.may_ask(ASKER, away, None, now=NOW)


def test_new_accounts_have_fewer_requests_open():
    assert rules.most_open(is_new=True) < rules.most_open(is_new=False)
