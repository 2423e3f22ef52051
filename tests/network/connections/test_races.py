"""Two do something about each other at the same moment: one of both comes first, and nothing is written twice."""

import pytest
from django.utils import timezone

from network.connections import actions
from network.connections.actions import circle_of
from network.connections.models import MemberConnection
from realtime.streams import broken_links
from tests.factories.connections import make_request
from tests.factories.members import make_member
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()


def told(member):
    stream = circle_of(member.pk).stream
    assert not broken_links(stream)
    return [event.fact.removeprefix("connection.") for event in stream.events.order_by("seq")]


def test_two_who_ask_at_once_are_connected():
    ada, bo = make_member(), make_member()
    race(*(lambda a=a, b=b: make_request(a, b, NOW).pk for a, b in ((ada, bo), (bo, ada), (ada, bo), (bo, ada))))
    assert MemberConnection.objects.get().connected_at == NOW
    assert told(ada) == told(bo) == ["requested", "made"]


def test_of_a_yes_and_a_withdrawal_at_once_one_holds():
    ada, bo = make_member(), make_member()
    make_request(ada, bo, NOW)
    results = race(
        lambda: bool(actions.accept(ada.pk, by=bo, now=NOW)), lambda: bool(actions.withdraw(bo.pk, by=ada, now=NOW))
    )
    found = MemberConnection.objects.get()
    assert sorted(map(str, results)) == ["True", "not_now"]
    assert (found.connected_at is None) == (found.withdrawn_at is not None)
    assert told(ada) == told(bo) == ["requested", "made" if found.connected_at else "withdrawn"]


def test_of_two_answers_and_a_sweep_at_once_one_holds():
    ada, bo = make_member(), make_member()
    late = make_request(ada, bo, NOW).lapses_at
    race(
        lambda: actions.accept(ada.pk, by=bo, now=NOW).pk,
        lambda: actions.decline(ada.pk, by=bo, now=NOW).pk,
        lambda: actions.lapse_due(now=late),
    )
    found = MemberConnection.objects.get()
    assert found.connected_at is None or not (found.declined_at or found.lapsed_at)
    assert told(ada)[0] == "requested"


def test_many_pairs_of_a_triangle_wait_for_nobody_forever():
    """Each act locks two of three: taken in another order than by key, two would wait for each other."""
    ring = [make_member() for _ in range(3)]
    pairs = [(a, b) for a in ring for b in ring if a != b]
    race(*(lambda a=a, b=b: make_request(a, b, NOW).pk for a, b in pairs))
    assert MemberConnection.objects.connected().count() == 3


def test_both_disconnect_at_once():
    ada, bo = make_member(), make_member()
    make_request(ada, bo, NOW), actions.accept(ada.pk, by=bo, now=NOW)
    race(lambda: actions.disconnect(ada.pk, by=bo, now=NOW).pk, lambda: actions.disconnect(bo.pk, by=ada, now=NOW).pk)
    assert told(ada) == told(bo) == ["requested", "made", "ended"]
