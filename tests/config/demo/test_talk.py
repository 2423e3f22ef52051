from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from config.demo import meetings, people, spoken, talk
from config.demo.story import Story
from network.forums.models import Board, Mention, Post, Reaction, Thread
from network.forums.queries import Search, search
from network.forums.queries.boards import unread_by_board
from network.introductions.models import Introduction, Outcome
from network.members.models import Member
from realtime.streams import Stream, broken_links

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 12, 15, 30, tzinfo=UTC)
LOG_INS = [("founder", "founder@kontor.example", "harbour-demo")]


@pytest.fixture(scope="module")
def twice(django_db_setup, django_db_blocker):
    """Told, forgotten and told again, for all tests here: it takes seconds. Gives what was said each time."""
    with django_db_blocker.unblock(), override_settings(DEMO_LOG_INS=LOG_INS), transaction.atomic():
        with transaction.atomic():
            _tell()
            before = _said()
            transaction.set_rollback(True)
        story = _tell()
        yield story, before, _said()
        transaction.set_rollback(True)


@pytest.fixture
def told(twice):
    return twice[0]


def _tell():
    story = Story(now=NOW)
    people.tell(story)
    talk.tell(story)
    meetings.tell(story)
    return story


def _said():
    rows = Post.objects.order_by("written_at", "pk").values_list(
        "thread__title", "number", "author__name", "body", "written_at"
    )
    given = Reaction.objects.order_by("at", "member__name").values_list("sign", "member__name", "at")
    return list(rows), sorted(given)


def test_the_forums_are_alive_and_whole(told):
    threads = Thread.objects.all()
    assert 7 <= Board.objects.count() <= 8
    assert threads.count() >= 26
    assert Post.objects.count() >= 130
    for thread in threads:
        numbers = list(thread.posts.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, thread.last_number + 1))
    assert {board.post_count for board in Board.objects.all()} == {
        Post.objects.filter(thread__board=board).count() for board in Board.objects.all()
    }
    assert Post.objects.filter(written_at__gt=NOW - timedelta(hours=10)).count() >= 25
    assert not Post.objects.filter(written_at__gt=NOW).exists()
    assert not Reaction.objects.filter(at__gt=NOW).exists()
    streams = Stream.objects.filter(kind__in=["thread", "board", "introduction", "conversation"])
    assert [stream.name for stream in streams if broken_links(stream)] == []


def test_half_ask_and_most_of_these_are_answered(told):
    asked = Thread.objects.filter(kind="question")
    assert asked.count() * 3 > Thread.objects.count()
    assert asked.unanswered().count() >= 4
    assert asked.exclude(accepted_post=None).count() > asked.unanswered().count()
    closed = Board.objects.get(audience="closed")
    assert not Board.objects.visible_to(told.cast["host"]).filter(pk=closed.pk).exists()
    assert Board.objects.visible_to(told.cast["founder"]).filter(pk=closed.pk).exists()


@pytest.mark.parametrize("role", talk.LOOKED)
def test_something_new_waits_for_each_of_the_cast(told, role):
    member = told.cast[role]
    assert sum(unread_by_board(member).values()) > 0
    assert Mention.objects.filter(member=member, post__written_at__gt=NOW - timedelta(hours=10)).exists()


def test_every_name_in_the_files_is_somebody(told):
    names = set(talk.people_of(told))
    for place in spoken.places(settings.BASE_DIR / spoken.FOLDER):
        for thread in place.talks:
            assert thread.posts
            for post in thread.posts:
                assert {post.who, *spoken.people_in(post.body)} <= names
    assert not Post.objects.filter(body__contains="{").exists()


def test_a_founder_sees_boards_and_a_thread(told, log_in):
    client = log_in(Member.objects.get(pk=told.cast["founder"].pk))
    assert "CDMN alumni" in client.get("/forums/").content.decode()
    for thread in Thread.objects.all()[:3]:
        assert client.get(thread.get_absolute_url()).status_code == 200


def test_what_was_said_is_found(told):
    assert search(told.cast["founder"], Search("carnet")).rows


def test_introductions_are_at_every_state(told):
    introductions = list(Introduction.objects.all())
    assert {one.state for one in introductions} == {"asked", "agreed", "closed", "expired", "withdrawn"}
    assert {one.outcome for one in introductions if one.state == "closed"} == set(Outcome.values)
    asked = [sorted(one.sides.values_list("answer", flat=True)) for one in introductions if one.state == "asked"]
    assert {("", ""), ("", "yes"), ("later", "yes")} <= {tuple(answers) for answers in asked}
    founder = told.cast["founder"]
    mine = Introduction.objects.filter(sides__member=founder)
    assert [one.state for one in mine.order_by("proposed_at")] == ["closed", "agreed", "asked"]
    mine = mine.filter(closed_at=None)
    assert mine.get(agreed_at=None).sides.get(member=founder).answer == ""
    lively = mine.exclude(agreed_at=None).get().conversation
    assert lively.messages.filter(at__gt=NOW - timedelta(hours=10)).count() >= 4
    accepted = mine.exclude(agreed_at=None).get().meeting_times.exclude(accepted_at=None).get()
    assert NOW.date() < accepted.starts_at.date() < NOW.date() + timedelta(days=14)


def test_it_is_the_same_each_time(twice):
    _story, before, after = twice
    assert before == after
