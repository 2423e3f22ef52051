"""A statement is worded once, and answers for the values that it is given each time."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Count, F, Min, Q, Value
from django.db.models.functions import Upper
from django.utils import timezone

from ground.tables import wording
from ground.tables.worded import Worded, lists_of_all, rows_of_all
from network.forums.models import Post, Thread
from network.members.models import Member
from network.organisations.models import Membership, Organisation
from realtime.streams import Event
from tests.factories.forums import make_post, make_thread
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db


def standing(key):
    """One table joined to itself, one that is absent, one behind another."""
    return Post.objects.filter(pk=key).select_related("thread__board__stream", "quoted", "author")


def values_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def joined(member, since):
    return Member.objects.filter(pk=member, joined_at__gte=since).order_by("pk")


def test_each_is_answered_for_itself_and_by_what_stands_now():
    ada, bo = make_member(name="Ada"), make_member(name="Bo")
    ago, later = timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1)
    worded = Worded(joined)
    assert [worded.objects(member=one.pk, since=ago) for one in (ada, bo)] == [[ada], [bo]]
    assert worded.objects(member=ada.pk, since=later) == []
    Member.objects.filter(pk=ada.pk).update(name="Ada L.")
    [found] = worded.objects(member=ada.pk, since=ago)
    assert (found.name, found.joined_at) == ("Ada L.", ada.joined_at)
    ada.delete()
    assert worded.objects(member=ada.pk, since=ago) == []


def test_django_words_it_once():
    asked = []

    def build(member):
        asked.append(member)
        return Member.objects.filter(pk=member)

    worded = Worded(build)
    for _ in range(3):
        worded.objects(member=make_member().pk)
    assert len(asked) == len(set(asked)) == 2  # of two stand-ins, which are compared


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 5])
def test_a_list_of_any_length_finds_what_the_queryset_finds(django_assert_num_queries, size):
    members = [make_member() for _ in range(5)]
    worded = Worded(lambda keys: Member.objects.filter(pk__in=keys).order_by("-pk"))
    for _ in range(2):
        with django_assert_num_queries(1 if size else 0):
            assert worded.objects(keys=[one.pk for one in members[:size]]) == members[:size][::-1]


def test_lists_have_few_statements():
    built, keys = [], [make_member().pk for _ in range(8)]

    def build(keys):
        built.append(len(keys))
        return Member.objects.filter(pk__in=keys)

    worded = Worded(build)
    for size in range(9):
        assert len(worded.objects(keys=keys[:size])) == size
    assert sorted(set(built)) == [1, 2, 4, 8]


def test_a_list_may_be_of_tuples():
    thread = make_thread()
    for number in range(3):
        make_post(thread, body=f"post {number}")

    def places(keys):
        wanted = Q()
        for stream, seq in keys:
            wanted |= Q(stream=stream) & Q(seq=seq)
        return Event.objects.filter(wanted).order_by("seq")

    found = Worded(places).objects(keys=[(thread.stream_id, 1), (thread.stream_id, 3), (thread.stream_id + 99, 2)])
    assert [(event.seq, event.told) for event in found] == [
        (event.seq, event.told) for event in Event.objects.filter(stream=thread.stream_id, seq__in=[1, 3])
    ]


def test_a_text_is_a_value():
    first, second = make_thread(), make_thread()
    worded = Worded(lambda key, title: Thread.objects.filter(pk=key, title=title))
    assert worded.first(key=first.pk, title=first.title) == first
    assert worded.first(key=second.pk, title=second.title) == second
    assert worded.first(key=second.pk, title="x' OR 1=1 --") is None


def test_what_is_no_value_shapes_the_statement():
    ada, bo = make_member(name="Ada"), make_member(name="100% Bo")

    def build(key, plain, since):
        found = Member.objects.filter(pk=key, **({} if plain else {"name": "100% Bo"}))
        return found if since is None else found.filter(joined_at__gte=since)

    worded, later = Worded(build), timezone.now() + timedelta(days=1)
    assert worded.first(key=ada.pk, plain=True, since=None) == ada
    assert worded.first(key=ada.pk, plain=False, since=None) is None
    assert worded.first(key=bo.pk, plain=False, since=None) == bo
    assert worded.first(key=bo.pk, plain=False, since=later) is None


def test_nothing_is_found_by_a_number_that_no_column_holds(django_assert_num_queries):
    worded = Worded(lambda key: Member.objects.filter(pk=key))
    with django_assert_num_queries(0):
        assert worded.first(key=2**63) is None


class TestObjects:
    """They are what Django makes of the queryset."""

    def test_they_have_what_is_selected_beside(self, django_assert_num_queries):
        post = make_thread().posts.get()
        worded = Worded(lambda key: standing(key))
        for _ in range(2):
            with django_assert_num_queries(1):
                found = worded.first(key=post.pk)
                related = [found.thread, found.thread.board, found.thread.board.stream, found.quoted, found.author]
            plain = standing(post.pk).get()
            wanted = [plain.thread, plain.thread.board, plain.thread.board.stream, plain.quoted, plain.author]
            assert values_of(found) == values_of(plain)
            assert [one and values_of(one) for one in related] == [one and values_of(one) for one in wanted]
        found.save(update_fields=["body"])

    def test_what_stands_beside_several_is_made_once(self):
        thread = make_thread()
        posts = [make_post(thread, by=thread.author), make_post(thread, by=thread.author)]
        worded = Worded(lambda keys: Post.objects.filter(pk__in=keys).select_related("author").order_by("pk"))
        first, second = worded.objects(keys=[post.pk for post in posts])
        assert (first.author, second.author) == (thread.author, thread.author)
        assert first.author is second.author

    def test_they_have_what_was_annotated_deferred_and_prefetched(self, django_assert_num_queries):
        thread = make_thread()
        make_post(thread)

        def build(key):
            found = Thread.objects.filter(pk=key).only("title", "author__name").select_related("author")
            return found.annotate(posted=Count("posts"), at=Min("posts__written_at")).prefetch_related("posts")

        found, plain = Worded(build).first(key=thread.pk), build(thread.pk).get()
        assert (found.posted, found.at, found.author.name) == (2, plain.at, thread.author.name)
        assert found.get_deferred_fields() == plain.get_deferred_fields()
        with django_assert_num_queries(0):
            assert [post.number for post in found.posts.all()] == [1, 2]

    @pytest.mark.django_db(transaction=True)
    def test_they_are_locked_where_the_queryset_locks(self):
        thread, found = make_thread(), []
        worded = Worded(lambda key: Thread.objects.filter(pk=key).select_for_update(of=("self",)))

        def ask():
            with transaction.atomic():
                found.append(worded.first(key=thread.pk))
            connection.close()

        for _ in range(2):
            elsewhere = threading.Thread(target=ask)
            elsewhere.start()
            elsewhere.join()
        with transaction.atomic():
            assert worded.first(key=thread.pk) == thread
        assert found == [thread, thread]


def test_rows_are_in_django_s_own_forms():
    thread = make_thread()
    worded = Worded(lambda key: Thread.objects.filter(pk=key).values_list("pk", "started_at", "board__translations"))
    assert worded.objects(key=thread.pk) == [(thread.pk, thread.started_at, thread.board.translations)]


def test_constants_that_are_selected_keep_their_type():
    ada = make_member()
    worded = Worded(lambda key: Member.objects.filter(pk=key).values_list(Value(7), Value("100%"), F("pk") + 1))
    assert worded.objects(key=ada.pk) == [(7, "100%", ada.pk + 1)]


@pytest.mark.parametrize("said", ["Ada", "100%s", "O'Hara", ""])
def test_words_are_values_too(said):
    ada = make_member(name="Ada", city=said)
    make_member(name="Bo", city="Oslo")
    assert Worded(lambda city: Member.objects.filter(city=city)).objects(city=said) == [ada]
    assert Worded(lambda of: Member.objects.filter(city__in=of)).objects(of=["x", said, "y"]) == [ada]


def test_it_gives_what_the_queryset_gives(count_queries):
    firm = make_organisation()
    for name in ("Ada", "Bo"):
        join(firm, make_member(name=name))

    def rows(firm):
        found = (
            Membership.objects.filter(organisation=firm).select_related("member").prefetch_related("member__languages")
        )
        return found.annotate(known=Upper("member__name")).order_by("pk")

    worded, plain = Worded(rows).objects(firm=firm.pk), rows(firm)
    assert worded == list(plain) and len(worded) == 2
    assert count_queries(lambda: [(one.member.name, list(one.member.languages.all())) for one in worded]) == 0
    assert [(one.known, one.joined_at, one.member.name) for one in worded] == [
        (one.known, one.joined_at, one.member.name) for one in plain
    ]
    for said in (
        lambda firm: rows(firm).values_list("member__name", "joined_at"),
        lambda firm: rows(firm).values_list("joined_at", flat=True),
        lambda firm: rows(firm).values("member__name", "known"),
        lambda firm: rows(firm).order_by().values("role").annotate(n=Count("pk")),
    ):
        assert Worded(said).objects(firm=firm.pk) == list(said(firm))


def test_a_value_may_stand_in_several_places():
    ada = make_member(name="Ada")
    worded = Worded(lambda key: Member.objects.filter(Q(pk=key) | Q(pk=key, name="Ada")))
    assert worded.objects(key=ada.pk) == [ada]


def test_several_answer_in_one_statement(count_queries):
    ada, bo = make_member(name="Ada"), make_member(name="Bo")
    named = [Worded(lambda keys: Member.objects.filter(pk__in=keys).values_list("pk", "name")) for _ in range(2)]
    asked = [(named[0], {"keys": [ada.pk]}), (named[1], {"keys": [bo.pk, bo.pk]})]
    assert rows_of_all(asked) == [(ada.pk, "Ada"), (bo.pk, "Bo")]
    assert count_queries(lambda: rows_of_all(asked)) == 1
    assert lists_of_all([*asked, (named[0], {"keys": []}), asked[0]]) == [
        [(ada.pk, "Ada")],
        [(bo.pk, "Bo")],
        [],
        [(ada.pk, "Ada")],
    ]


def test_what_has_very_many_parameters_is_asked_in_several(count_queries, monkeypatch):
    members = [make_member() for _ in range(4)]
    worded = Worded(lambda keys: Member.objects.filter(pk__in=keys).values_list("pk"))
    monkeypatch.setattr("ground.tables.worded.MOST", 4)
    asked = [(worded, {"keys": [one.pk, one.pk]}) for one in members]
    assert rows_of_all(asked) == [(one.pk,) for one in members]
    assert count_queries(lambda: rows_of_all(asked)) == 2


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection():
    ada = make_member(name="Ada")
    worded = Worded(lambda member: Member.objects.filter(pk=member))
    assert worded.objects(member=ada.pk) == [ada]

    def elsewhere():
        try:
            return worded.objects(member=ada.pk), rows_of_all([(worded, {"member": ada.pk})])[0][0]
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(elsewhere).result() == ([ada], ada.pk)


@pytest.mark.parametrize(
    "build",
    [
        lambda member: Member.objects.filter(is_staff=member > 0),
        lambda member: Member.objects.filter(pk=member, name=str(member)),
        lambda member: Member.objects.filter(pk=member)[: member % 7],
    ],
)
def test_what_is_decided_before_the_database_is_refused(build):
    with pytest.raises(ValueError, match="member"):
        Worded(build).objects(member=7)


def test_what_may_lack_may_lack():
    ada = make_member()
    worded = Worded(lambda key, me: Member.objects.filter(pk=key), may_lack=["me"])
    assert worded.objects(key=ada.pk, me=7) == [ada]


def test_no_row_is_asked_for_while_it_is_worded():
    worded = Worded(lambda member: Member.objects.filter(pk__in=list(Member.objects.filter(pk=member))))
    with pytest.raises(ValueError, match="stand-in"):
        worded.objects(member=make_member().pk)


def test_a_constant_that_a_stand_in_looks_like_stays():
    ada = make_member()
    first, _second = wording._NUMBERS
    worded = Worded(lambda key: Member.objects.filter(pk=key).exclude(pk=first))
    assert worded.objects(key=ada.pk) == [ada]


def test_a_number_stands_for_what_a_small_column_holds():
    thread = make_thread()
    worded = Worded(lambda key, after: Post.objects.filter(thread=key, number__gt=after))
    assert [len(worded.objects(key=thread.pk, after=after)) for after in (0, 1)] == [1, 0]


def test_days_are_values_too():
    days = [date(2026, 12, 1), date(2026, 12, 2)]
    firms = [make_organisation(founded_on=day) for day in days]
    asked = Worded(lambda until: Organisation.objects.filter(founded_on__lte=until).order_by("founded_on"))
    assert [asked.objects(until=day) for day in days] == [firms[:1], firms]
    assert len(asked._statements) == 1
