"""How much one hears of a board: of everything, of first posts, of no more than elsewhere, or of nothing."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from network.feed.queries import page as feed
from network.following import actions as following
from network.forums import actions, queries
from network.forums.models import BoardFollow, BoardLevel, BoardMute
from realtime.jobs.queue import run_all
from realtime.notices import Notice
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.factories.tokens import program_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def me():
    return make_member(name="Ada")


@pytest.fixture
def board():
    return make_board(name="Rates")


def choose(board, me, level):
    actions.set_board_level(board, by=me, level=level, now=timezone.now())


def told(me):
    run_all()
    return list(Notice.objects.of(me.pk).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("level", "kinds"),
    [
        ("watch", ["forums.started", "forums.reply", "forums.mention"]),
        ("first", ["forums.started", "forums.mention"]),
        ("normal", ["forums.mention"]),
        ("mute", []),
    ],
)
def test_what_each_level_tells(me, board, level, kinds):
    choose(board, me, level)
    thread = make_thread(board)
    make_post(thread)
    make_post(thread, body="What does @Ada say?")
    assert told(me) == kinds and queries.level_of_board(board, me) == level


def test_what_is_chosen_for_a_thread_goes_before_its_board(me, board):
    quiet, calls = make_thread(board), make_thread(board)
    run_all()
    choose(board, me, "watch")
    actions.set_level(quiet, by=me, level="mentions", now=NOW)
    actions.set_level(calls, by=me, level="mute", now=NOW)
    make_post(quiet), make_post(calls)
    assert told(me) == []


def test_a_muted_board_is_silent_about_threads_that_one_watches(me, board):
    thread = make_thread(board, by=me)
    choose(board, me, "mute")
    make_post(thread)
    assert told(me) == []


def test_of_a_muted_board_nothing_is_in_ones_lists(me, board):
    thread = make_thread(board, by=me, kind="question")
    make_post(thread)
    elsewhere = make_thread(kind="question")
    choose(board, me, "mute")
    for show in queries.FILTERS:
        assert thread not in [row.thread for row in queries.threads(me, show=show).rows]
    assert [row.thread for row in queries.threads(me, board=board).rows] == [thread]
    assert queries.questions_waiting(me) == [elsewhere]
    assert [row.board for row in queries.followed_boards(me)] == []
    assert [row.thread for row in queries.threads(make_member()).rows] == [elsewhere, thread]


def test_of_a_muted_board_nothing_is_in_ones_feed(me, board):
    said = make_member()
    following.follow_member(said, by=me, now=NOW)
    make_thread(board, by=said)
    make_post(make_thread(board, by=me))
    assert len(feed(me).items) >= 2
    choose(board, me, "mute")
    assert feed(me).items == []


def test_following_and_leaving_mean_what_they_did(me, board, log_in):
    client = log_in(me)
    choose(board, me, "mute")
    client.post(f"/forums/boards/{board.slug}/follow/")
    assert (queries.level_of_board(board, me), BoardMute.objects.count()) == ("first", 0)
    choose(board, me, "watch")
    client.post(f"/forums/boards/{board.slug}/follow/")
    assert queries.level_of_board(board, me) == "watch"
    client.post(f"/forums/boards/{board.slug}/unfollow/")
    assert queries.level_of_board(board, me) == "normal"
    choose(board, me, "mute")
    client.post(f"/forums/boards/{board.slug}/caught-up/")
    assert queries.level_of_board(board, me) == "mute" and not BoardFollow.objects.exists()


def test_the_page_of_a_board_sets_its_level(me, board, log_in):
    client = log_in(me)
    for level in ("watch", "nonsense", "mute"):
        client.post(f"/forums/boards/{board.slug}/level/", {"level": level})
        page = client.get(f"/forums/boards/{board.slug}/").content.decode()
        wanted = "watch" if level == "nonsense" else level
        assert [one in page for one in (f'value="{wanted}"', 'aria-pressed="true"')] == [True, True]
        assert queries.level_of_board(board, me) == wanted
    assert len(BoardLevel.values) == 4


def test_programs_set_it_and_nobody_where_they_do_not_read(me, board):
    program, address = program_of(me), f"/api/v1/boards/{board.slug}/level"
    answer = program.post(address, json.dumps({"level": "mute"}), content_type="application/json")
    assert json.loads(answer.content) == json.loads(program.get(address).content) == {"level": "mute"}
    assert program.post(address, json.dumps({"level": "x"}), content_type="application/json").status_code == 422
    closed = make_board("closed")
    assert program.get(f"/api/v1/boards/{closed.slug}/level").status_code == 404
    with pytest.raises(PermissionDenied):
        choose(closed, me, "watch")
