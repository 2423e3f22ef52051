"""The statements that are worded once say what the ORM says."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone

from network.forums.models import Post, Thread, ThreadFollow
from realtime import rows
from realtime.receipts import Receipt
from realtime.streams import Event, Stream
from tests.factories.forums import make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def standing(key):
    """One table joined to itself, one that is absent, one behind another."""
    return Post.objects.filter(pk=key).select_related("thread__board__stream", "quoted", "author")


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
    receipt = Receipt(member=1, key="k", digest="d", result=1)
    rows.insert([receipt])
    assert Receipt.objects.get().at == receipt.at is not None


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


class TestPrepared:
    def test_it_finds_what_the_query_finds(self, django_assert_num_queries):
        post = make_thread().posts.get()
        prepared = rows.Prepared(standing, 1)
        for _ in range(2):
            with django_assert_num_queries(1):
                found = prepared.get(post.pk)
                related = [found.thread, found.thread.board, found.thread.board.stream, found.quoted, found.author]
            plain = standing(post.pk).get()
            wanted = [plain.thread, plain.thread.board, plain.thread.board.stream, plain.quoted, plain.author]
            assert values_of(found) == values_of(plain)
            assert [one and values_of(one) for one in related] == [one and values_of(one) for one in wanted]
        found.save(update_fields=["body"])

    def test_it_finds_nothing_where_nothing_is(self):
        assert rows.Prepared(standing, 1).get(7) is None

    def test_it_asks_for_what_it_is_given(self):
        first, second = make_thread(), make_thread()
        prepared = rows.Prepared(lambda key, title: Thread.objects.filter(pk=key, title=title), 0, "")
        assert prepared.get(first.pk, first.title) == first
        assert prepared.get(second.pk, second.title) == second
        assert prepared.get(second.pk, "x' OR 1=1 --") is None

    @pytest.mark.parametrize("examples", [("a", 1), (1, 1)])
    def test_parameters_that_do_not_fit_are_refused(self, examples):
        prepared = rows.Prepared(lambda title, key: Thread.objects.filter(pk=key, kind="x", title=title), *examples)
        with pytest.raises(TypeError):
            prepared.get(*examples)

    @pytest.mark.django_db(transaction=True)
    def test_each_thread_words_it_for_its_own_connection(self):
        thread, found = make_thread(), []
        prepared = rows.Prepared(lambda key: Thread.objects.filter(pk=key).select_for_update(of=("self",)), 1)

        def ask():
            with transaction.atomic():
                found.append(prepared.get(thread.pk))
            connection.close()

        for _ in range(2):
            elsewhere = threading.Thread(target=ask)
            elsewhere.start()
            elsewhere.join()
        with transaction.atomic():
            assert prepared.get(thread.pk) == thread
        assert found == [thread, thread]
