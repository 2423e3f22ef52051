import pytest
from django.utils import timezone, translation

from network.feed.queries import page
from network.forums import actions
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def told(member):
    """Oldest first, of the newest page."""
    return [item.line.text for item in reversed(page(member).items)]


def test_followed_boards_tell_of_threads_and_answers():
    me, asker = make_member(), make_member(name="Kim")
    board = make_board(name="Lisbon")
    actions.follow(board, by=me, now=now())
    thread = make_thread(board, by=asker, kind="question", title="How?")
    answer = make_post(thread, by=make_member(name="Rosa"))
    actions.accept(answer.pk, by=asker, now=now())
    make_thread()
    assert told(me) == ["Kim started “How?” on Lisbon", "Rosa has the accepted answer to “How?”"]
    faces = {item.line.text.split()[0]: item.line.face.name for item in page(me).items}
    assert faces == {"Kim": "Kim", "Rosa": "Rosa"}


def test_watched_threads_tell_of_replies():
    me = make_member()
    thread = make_thread(by=me, title="How?")
    post = make_post(thread, by=make_member(name="Rosa"), body="By *barge*.")
    gone = make_post(thread)
    actions.delete(gone.pk, by=gone.author, now=now())
    make_post()
    [item] = page(me).items
    assert (item.line.text, item.line.quote) == ("Rosa replied in “How?”", "By barge.")
    assert (item.line.url, item.why) == (post.get_absolute_url(), "You watch the thread")


def test_what_one_may_no_longer_read_is_not_told():
    me = make_member()
    other = make_member()
    board = make_board("closed", listed=[me, other])
    thread = make_thread(board, by=me)
    make_post(thread, by=other)
    assert told(me) != []
    board.listings.all().delete()
    assert told(me) == []


def test_what_is_hidden_is_told_no_more_at_once():
    me, moderator = make_member(), make_member()
    board = make_board(moderators=[moderator])
    thread = make_thread(board, by=me)
    post = make_post(thread)
    assert told(me) != []
    actions.hide(post.pk, by=moderator, now=now())
    assert told(me) == []


def test_a_board_is_named_in_the_language_of_its_reader():
    me = make_member()
    board = make_board(name="Ports", translations={"fr": {"Ports": "Les ports"}})
    actions.follow(board, by=me, now=now())
    make_thread(board, by=make_member(name="Kim"), title="How?")
    with translation.override("fr"):
        assert "Les ports" in told(me)[0]


def test_the_feed_asks_as_much_for_three_as_for_one(count_queries):
    me = make_member()
    thread = make_thread(by=me)
    make_post(thread)
    assert count_queries(lambda: told(me)) == 2
    make_post(thread), make_post(thread)
    assert count_queries(lambda: told(me)) == 2
