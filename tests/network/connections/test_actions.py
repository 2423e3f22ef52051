from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ground.web.idempotency import KeyReused
from network.connections import actions, rules
from network.connections.actions import circle_of
from network.connections.models import RESTS_FOR, STANDS_FOR, MemberConnection
from tests.factories.connections import WORDS, connect, make_request
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LONG_HERE = NOW - timedelta(days=400)


@pytest.fixture
def ada():
    return make_member(name="Ada", joined_at=LONG_HERE)


@pytest.fixture
def bo():
    return make_member(name="Bo", joined_at=LONG_HERE)


def told(member):
    """What the member's circle holds."""
    return [event.fact.removeprefix("connection.") for event in circle_of(member.pk).stream.events.order_by("seq")]


def refusal(act, *args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        act(*args, **kwargs)
    error = refused.value
    return next(iter(error.error_dict.values()))[0].code if hasattr(error, "error_dict") else error.code


def test_a_yes_connects_the_two_and_both_circles_hold_it(ada, bo):
    found = connect(ada, bo, NOW)
    assert (found.connected_at, found.asked_by, found.low_id < found.high_id) == (NOW, ada, True)
    assert told(ada) == told(bo) == ["requested", "made"]


def test_a_no_is_told_to_who_said_it_alone(ada, bo):
    make_request(ada, bo, NOW)
    for _ in range(2):
        actions.decline(ada.pk, by=bo, now=NOW)
    assert (told(ada), told(bo)) == (["requested"], ["requested", "declined"])
    with pytest.raises(ValidationError):
        actions.accept(ada.pk, by=bo, now=NOW)


def test_who_said_no_and_then_asks_is_connected(ada, bo):
    make_request(ada, bo, NOW)
    actions.decline(ada.pk, by=bo, now=NOW)
    assert make_request(bo, ada, NOW).connected_at == NOW
    assert told(ada) == ["requested", "made"]


def test_two_who_ask_each_other_are_connected(ada, bo):
    first = make_request(ada, bo, NOW)
    assert make_request(bo, ada, NOW, reason="You too?").pk == first.pk
    found = MemberConnection.objects.get()
    assert (found.connected_at, found.asked_by, found.reason) == (NOW, ada, WORDS["reason"])


@pytest.mark.parametrize("what", ["accept", "decline", "withdraw", "disconnect"])
def test_twice_is_once(ada, bo, what):
    make_request(ada, bo, NOW)
    if what == "disconnect":
        actions.accept(ada.pk, by=bo, now=NOW)
    by, other = (ada, bo) if what == "withdraw" else (bo, ada)
    for _ in range(2):
        getattr(actions, what)(other.pk, by=by, now=NOW)
    before = {"disconnect": ["requested", "made", "ended"], "accept": ["requested", "made"]}
    past = {"decline": "declined", "withdraw": "withdrawn"}
    assert told(bo) == before.get(what, ["requested", past.get(what)])


def test_the_same_form_twice_asks_once_and_other_words_are_refused(ada, bo):
    first = make_request(ada, bo, NOW, key="k")
    assert make_request(ada, bo, NOW, key="k") == first
    assert make_request(ada, bo, NOW) == first
    assert told(bo) == ["requested"]
    assert refusal(make_request, ada, bo, NOW, reason="Another reason") == "asked"
    with pytest.raises(KeyReused):
        make_request(ada, bo, NOW, key="k", reason="Another reason")


@pytest.mark.parametrize("ending", ["withdrawn", "declined", "silence"])
def test_who_has_asked_rests_until_a_stated_day(ada, bo, ending):
    make_request(ada, bo, NOW)
    if ending == "withdrawn":
        actions.withdraw(bo.pk, by=ada, now=NOW)
    elif ending == "declined":
        actions.decline(ada.pk, by=bo, now=NOW)
    later = NOW + STANDS_FOR
    assert refusal(make_request, ada, bo, later) == "rests"
    assert make_request(ada, bo, NOW + RESTS_FOR).asked_at == NOW + RESTS_FOR
    assert make_request(bo, ada, NOW + RESTS_FOR).connected_at


def test_after_it_is_ended_either_may_begin_anew(ada, bo):
    connect(ada, bo, NOW)
    actions.disconnect(bo.pk, by=ada, now=NOW)
    found = MemberConnection.objects.get()
    assert (found.connected_at, found.ended_at, found.ended_by) == (None, NOW, ada)
    assert refusal(make_request, bo, ada, NOW) == "rests"
    assert make_request(ada, bo, NOW).ended_at is None
    assert actions.accept(ada.pk, by=bo, now=NOW).connected_at == NOW


@pytest.mark.parametrize(
    ("act", "who"), [("accept", "bo"), ("decline", "bo"), ("withdraw", "ada"), ("disconnect", "ada")]
)
def test_what_is_not_there_is_refused(ada, bo, act, who):
    me, other = (ada, bo) if who == "ada" else (bo, ada)
    assert refusal(getattr(actions, act), other.pk, by=me, now=NOW) == "not_now"
    make_request(me, other, NOW) if who == "bo" else make_request(other, me, NOW)
    assert refusal(getattr(actions, act), other.pk, by=me, now=NOW) == "not_now"
    assert refusal(getattr(actions, act), me.pk, by=me, now=NOW) == "never"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"reason": " "}, "no_reason"),
        ({"reason": "x" * 501}, "too_long"),
        ({"met": "nowhere"}, "met"),
        ({"met": "elsewhere", "met_words": ""}, "where"),
    ],
)
def test_a_request_says_why_and_where_they_met(ada, bo, words, code):
    assert refusal(make_request, ada, bo, NOW, **words) == code


def test_nobody_asks_who_is_not_here_nor_themselves(ada):
    assert refusal(make_request, ada, make_member(is_active=False), NOW) == "never"
    assert refusal(make_request, ada, ada, NOW) == "never"


def test_open_requests_have_a_bound_that_a_quiet_no_does_not_show(ada, monkeypatch):
    monkeypatch.setattr(rules, "OPEN_AT_MOST", 2)
    monkeypatch.setattr(rules, "OPEN_AT_MOST_WHILE_NEW", 1)
    first, second, third = (make_member() for _ in range(3))
    make_request(ada, first, NOW), make_request(ada, second, NOW)
    actions.decline(ada.pk, by=first, now=NOW)
    assert refusal(make_request, ada, third, NOW) == "too_many"
    actions.withdraw(first.pk, by=ada, now=NOW)
    assert make_request(ada, third, NOW)
    new = make_member(joined_at=NOW)
    make_request(new, first, NOW)
    assert refusal(make_request, new, second, NOW) == "too_many"


def test_what_found_no_answer_lapses_once_and_a_no_only_for_who_asked(ada, bo):
    cy = make_member()
    make_request(ada, bo, NOW), make_request(ada, cy, NOW)
    actions.decline(ada.pk, by=cy, now=NOW)
    due = NOW + STANDS_FOR
    assert actions.lapse_due(now=due - timedelta(seconds=1)) == 0
    assert [actions.lapse_due(now=due), actions.lapse_due(now=due)] == [2, 0]
    assert told(ada) == ["requested", "requested", "lapsed", "lapsed"]
    assert (told(bo), told(cy)) == (["requested", "lapsed"], ["requested", "declined"])


@pytest.mark.parametrize("wrong", ["twice", "order", "strangers", "states"])
def test_the_database_keeps_one_row_of_two_in_one_state(ada, bo, wrong):
    connect(ada, bo, NOW)
    found = MemberConnection.objects.get()
    if wrong == "twice":
        found.pk = None
    elif wrong == "order":
        found.low, found.high = found.high, found.low
    elif wrong == "strangers":
        found.asked = make_member()
    else:
        found.withdrawn_at = NOW
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save(force_insert=wrong == "twice")
