"""The statements that are worded once say what the ORM says."""

import pytest
from django.utils import timezone

from ground.tables import rows
from ground.web.idempotency import IdempotencyKey
from network.forums.models import Thread, ThreadFollow
from realtime.streams import Event, Stream
from tests.factories.forums import make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def values_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_rows_are_inserted_as_the_orm_inserts_them():
    made = [
        Event(stream=Stream.objects.create(kind="test"), seq=1, fact="a", at=timezone.now(), payload={"é": [1, None]})
        for _ in range(3)
    ]
    rows.insert(made)
    again = {event.pk: event for event in Event.objects.all()}
    assert len(again) == 3
    for event in made:
        assert values_of(again[event.pk]) == values_of(event)
        event.save(update_fields=["fact"])  # it is known to be there


def test_nothing_is_inserted_of_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        rows.insert([])


def test_what_is_there_already_can_be_left_as_it_is():
    ada = make_member()
    thread = make_thread(by=ada)
    follow = ThreadFollow.objects.get(thread=thread, member=ada)
    rows.insert(
        [ThreadFollow(thread=thread, member=ada, level="mute", since=timezone.now())],
        ignore_conflicts=True,
    )
    assert values_of(ThreadFollow.objects.get()) == values_of(follow)


def test_moments_of_the_row_itself_are_set():
    receipt = IdempotencyKey(member=1, key="k", digest="d", result=1)
    rows.insert([receipt])
    assert IdempotencyKey.objects.get().at == receipt.at is not None


def test_only_the_fields_that_are_named_are_saved():
    thread, now = make_thread(), timezone.now()
    thread.title, thread.last_number, thread.locked_at, thread.locked_by = "Other", 7, now, make_member()
    rows.update(thread, "last_number", "locked_at", "locked_by")
    again = Thread.objects.get()
    assert (again.last_number, again.locked_at, again.locked_by) == (7, now, thread.locked_by)
    assert again.title != "Other"


def test_a_statement_tells_how_many_rows_it_touched():
    make_thread()
    statement = "UPDATE network_thread SET started_at = %s WHERE last_number < %s"
    assert rows.execute(statement, now := timezone.now(), 1) == 0
    assert rows.execute(statement, now, 100) == 1
    assert Thread.objects.get().started_at == now
