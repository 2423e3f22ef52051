import threading

import pytest
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from realtime.jobs import handlers
from realtime.notices.models import Tray
from realtime.streams import (
    Event,
    Stream,
    broken_links,
    events_after,
    heads,
    living,
    open_stream,
    publish,
    publish_all,
)
from tests.ground.tables.round_trips import counted_round_trips
from tests.races import race
from tests.realtime.facts_for_tests import Happened
from tests.realtime.test_queue import note


def happen(stream, what="it", by=None):
    with transaction.atomic():
        return publish(Happened(what=what), to=stream, by=by, at=timezone.now())[0]


@pytest.mark.django_db
def test_a_streams_events_are_numbered_and_chained():
    stream = open_stream("test")
    first, second = happen(stream, "one", by=7), happen(stream, "two")
    assert [first.seq, second.seq] == [1, 2]
    assert [event.told for event in events_after(stream.pk, 0)] == [Happened(what="one"), Happened(what="two")]
    assert heads([stream.pk]) == {stream.pk: (2, stream.epoch)}
    assert broken_links(stream) == []


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"payload": {"what": "else"}}, {"actor": 3}, {"at": timezone.now()}, {"seq": 9}])
def test_a_changed_event_is_found(change):
    stream = open_stream("test")
    for what in ("one", "two", "three"):
        happen(stream, what)
    Event.objects.filter(stream=stream, seq=2).update(**change)
    assert broken_links(stream)


@pytest.mark.django_db
@pytest.mark.parametrize("seq", [1, 3])
def test_a_lost_event_is_found(seq):
    stream = open_stream("test")
    for what in ("one", "two", "three"):
        happen(stream, what)
    Event.objects.get(stream=stream, seq=seq).delete()
    assert broken_links(stream)


@pytest.mark.django_db
def test_several_facts_are_published_in_two_round_trips(django_assert_num_queries):
    one, other = open_stream("test"), open_stream("test")
    assert handlers.handler_named(f"{note.__module__}.note")
    told = [(Happened(what=what), stream) for what, stream in (("a", other), ("b", one), ("c", other))]
    with transaction.atomic(), counted_round_trips() as waited:
        events = publish_all(told, by=7, at=timezone.now())
    assert waited == (["Sync"] * 2 if connection.vendor == "postgresql" else [])
    # On SQLite: the tips, the events, each stream's new tip, the jobs; keys are statements of PostgreSQL alone.
    with transaction.atomic(), django_assert_num_queries(6 if connection.vendor == "postgresql" else 5):
        publish_all(told, by=7, at=timezone.now())
    assert [(event.told.what, event.stream, event.seq) for event in events] == [
        ("a", other, 1),
        ("b", one, 1),
        ("c", other, 2),
    ]
    kept = Event.objects.filter(stream=other).order_by("seq")
    assert [event.pk for event in kept[:2]] == [events[0].pk, events[2].pk]
    assert heads([one.pk, other.pk]) == {one.pk: (2, one.epoch), other.pk: (4, other.epoch)}
    assert broken_links(Stream.objects.get(pk=other.pk)) == broken_links(Stream.objects.get(pk=one.pk)) == []


@pytest.mark.django_db(transaction=True)
def test_publishing_needs_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        publish(Happened(what="x"), to=open_stream("test"), by=None, at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_racing_writers_leave_no_gap_and_no_double():
    stream = open_stream("test")

    def write():
        for number in range(10):
            try:
                with transaction.atomic():
                    publish(Happened(what="x"), to=stream_again(stream), by=None, at=timezone.now())
                    if number % 3 == 0:
                        raise LookupError
            except LookupError:
                pass
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert [event.seq for event in events_after(stream.pk, 0)] == list(range(1, 25))
    stream.refresh_from_db()
    assert broken_links(stream) == []


def stream_again(stream):
    return Stream.objects.get(pk=stream.pk)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_first_need_a_thing_at_once_one_makes_it_and_no_stream_is_left_over():
    made = race(*[lambda: living(Tray, "tray", member=7).stream.pk] * 4)
    assert len(set(made)) == 1 and Tray.objects.count() == Stream.objects.count() == 1
