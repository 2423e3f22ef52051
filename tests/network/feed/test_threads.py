import pytest
from django.utils import timezone

from network.feed import threads
from network.forums import actions
from realtime.streams import Event
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def lines_for(source, member):
    facts = ("thread.started", "thread.replied", "thread.answer_accepted")
    wanted = [f for f in facts if f in {"boards": (facts[0], facts[2]), "threads": (facts[1],)}[source.name]]
    events = list(Event.objects.filter(stream__in=source.streams_of(member), fact__in=wanted).order_by("id"))
    return [line.text for line in source.lines(events).values()]


def test_followed_boards_tell_of_threads_and_answers():
    me, asker = make_member(), make_member(name="Kim")
    board = make_board(name="Lisbon")
    actions.follow(board, by=me, now=now())
    thread = make_thread(board, by=asker, kind="question", title="How?")
    answer = make_post(thread, by=make_member(name="Rosa"))
    actions.accept(answer.pk, by=asker, now=now())
    make_thread()
    assert lines_for(threads.boards, me) == ["Kim started “How?” on Lisbon", "Rosa has the accepted answer to “How?”"]


def test_watched_threads_tell_of_replies():
    me = make_member()
    thread = make_thread(by=me, title="How?")
    make_post(thread, by=make_member(name="Rosa"))
    gone = make_post(thread)
    actions.delete(gone.pk, by=gone.author, now=now())
    make_post()
    assert lines_for(threads.replies, me) == ["Rosa replied in “How?”"]


def test_what_one_may_no_longer_read_is_not_told():
    me = make_member()
    board = make_board("closed", listed=[me])
    thread = make_thread(board, by=me)
    make_post(thread, by=me)
    board.listings.all().delete()
    assert lines_for(threads.replies, me) == []


def test_lines_ask_as_much_for_three_as_for_one(count_queries):
    me = make_member()
    thread = make_thread(by=me)
    make_post(thread)
    one = count_queries(lambda: lines_for(threads.replies, me))
    make_post(thread), make_post(thread)
    assert count_queries(lambda: lines_for(threads.replies, me)) == one
