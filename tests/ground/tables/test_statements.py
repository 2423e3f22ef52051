"""The contract with Django and the drivers, past their public face. Where one of these fails after an upgrade, mend
`ground/tables/statements.py`: nothing else knows how statements are said.
"""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ground.tables import rows, statements
from ground.web.idempotency import IdempotencyKey
from realtime.streams import Stream
from tests.ground.tables.round_trips import counted_round_trips

pytestmark = pytest.mark.django_db

KEEP = "INSERT INTO ground_idempotencykey (member, key, digest, result, at) VALUES (%s, %s, '100%%', %s, %s)"
READ = "SELECT member, key, digest, result FROM ground_idempotencykey WHERE member = %s ORDER BY result"
IN_THE_PROCESS = connection.vendor == "sqlite"


def keep(key="k", result=1, member=1):
    rows.send(KEEP, member, key, result, timezone.now())


def test_what_is_said_is_there_and_reads_as_it_was_said():
    keep("ключ %s ?", 2**40)
    assert statements.say(READ, [1]).rows() == [(1, "ключ %s ?", "100%", 2**40)]


def test_it_is_said_alike_while_somebody_counts_the_statements():
    with CaptureQueriesContext(connection) as counted:
        keep()
        assert statements.say(READ, [1]).rows() == [(1, "k", "100%", 1)]
    assert len(counted) == 2


def test_answers_of_a_trip_are_there_inside_it_and_after_it():
    with statements.trip():
        keep("a", 1)
        first = statements.say(READ, [1])
        keep("b", 2)
        second = statements.say(READ, [1])
        assert len(first.rows()) == 1
    assert len(second.rows()) == 2


@pytest.mark.parametrize("counted", [False, True])
def test_a_refusal_of_the_database_is_djangos_error_and_leaves_the_outer_transaction_whole(counted):
    connection.force_debug_cursor = counted
    try:
        keep()
        with pytest.raises(IntegrityError), transaction.atomic(), statements.trip():
            keep()
            keep("later")
        with pytest.raises(IntegrityError), transaction.atomic():
            keep()
    finally:
        connection.force_debug_cursor = False
    assert not statements.in_trip()
    keep("other", 2)
    assert list(IdempotencyKey.objects.order_by("pk").values_list("key", flat=True)) == ["k", "other"]


def test_an_error_of_our_own_leaves_the_trip_and_its_transaction():
    with pytest.raises(ZeroDivisionError), transaction.atomic(), statements.trip():
        keep()
        raise ZeroDivisionError
    assert not statements.in_trip()
    assert not IdempotencyKey.objects.exists()


def test_djangos_own_statements_are_refused_in_a_trip():
    """In a pipeline `save()` cannot see that its update touched a row, and would insert another."""
    kept = Stream.objects.create(kind="test")
    for do in (kept.save, Stream.objects.count, lambda: Stream.objects.filter(pk=kept.pk).update(kind="x")):
        refused = pytest.raises(transaction.TransactionManagementError, match="before the trip")
        with refused, transaction.atomic(), statements.trip():
            do()
    kept.save()
    assert Stream.objects.values_list("kind").annotate(Count("pk")).get() == ("test", 1)


def test_how_many_rows_were_touched_is_not_known_in_a_trip():
    with statements.trip(), pytest.raises(transaction.TransactionManagementError, match="after the trip"):
        rows.execute("UPDATE realtime_stream SET kind = %s", "x")


def test_another_thread_has_its_own_trips():
    found = []
    with statements.trip():
        elsewhere = threading.Thread(target=lambda: found.append(statements.in_trip()))
        elsewhere.start()
        elsewhere.join()
    assert found == [False]


def test_keys_are_taken_before_the_rows_or_with_them():
    keys = rows.Keys(Stream, Stream)
    with statements.trip():
        asked = keys.ask()
    made = [Stream(pk=pk, kind="test") for pk in asked()]
    rows.insert(made)
    after = Stream.objects.create(kind="test")
    assert sorted(Stream.objects.values_list("pk", flat=True)) == [made[0].pk, made[1].pk, after.pk]


def test_a_trip_waits_once():
    keep("the first begins the transaction")
    with counted_round_trips() as waited, statements.trip(), statements.trip():
        for number in range(5):
            keep(str(number), number)
        answer = statements.say(READ, [1])
    assert waited == ([] if IN_THE_PROCESS else ["Sync"])
    assert len(answer.rows()) == 6


def test_a_statement_is_prepared_once_for_numbers_of_any_size():
    for number in (1, 40_000, 2**40):
        keep(str(number), number)
    assert [row[3] for row in statements.say(READ, [1]).rows()] == [1, 40_000, 2**40]
    assert prepared("%100\\%%") == (0 if IN_THE_PROCESS else 1)


def test_nothing_is_prepared_where_the_settings_say_so(monkeypatch):
    """Behind a pooler that gives each transaction another connection: `"prepare_threshold": None`."""
    if not IN_THE_PROCESS:
        monkeypatch.setattr(connection.connection, "prepare_threshold", None)
    assert statements.say(f"{READ} -- unprepared", [1]).rows() == []
    assert prepared("%unprepared") == 0


def prepared(like):
    """How many statements like this the server keeps; SQLite has no server."""
    if IN_THE_PROCESS:
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [like])
        return cursor.fetchone()[0]
