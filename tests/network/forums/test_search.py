import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from network.forums import actions
from network.forums.queries import Search, all_found, find_posts, search
from realtime.jobs.queue import run_all
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def found(viewer, words):
    run_all()
    return [hit.post.pk for hit in search(viewer, Search(words)).rows]


def test_words_of_posts_and_titles_are_found():
    me = make_member()
    thread = make_thread(title="Which forwarder?", body="To Rotterdam")
    post = make_post(thread, body="Take **demurrage** into account")
    assert found(me, "demurrage") == [post.pk]
    assert found(me, "forwarder") == [thread.posts.get(number=1).pk]
    assert found(me, "demurrage rotterdam") == []


def test_only_what_one_may_read_is_found():
    listed, stranger = make_member(), make_member()
    thread = make_thread(make_board("closed", listed=[listed]), by=listed, body="demurrage")
    assert found(listed, "demurrage") == [thread.posts.get().pk]
    assert found(stranger, "demurrage") == []
    assert found(AnonymousUser(), "demurrage") == []


def test_what_is_gone_is_not_found():
    me, moderator = make_member(), make_member()
    board = make_board(moderators=[moderator])
    deleted, hidden = make_post(make_thread(board), body="demurrage"), make_post(make_thread(board), body="demurrage")
    thread = make_thread(board, body="demurrage")
    assert len(found(me, "demurrage")) == 3
    actions.delete(deleted.pk, by=deleted.author, now=timezone.now())
    actions.hide(hidden.pk, by=moderator, now=timezone.now())
    actions.remove(thread.pk, by=moderator, now=timezone.now())
    assert found(me, "demurrage") == []


def test_what_is_edited_is_found_by_its_new_words():
    me, post = make_member(), make_post(body="demurrage")
    actions.edit(post.pk, by=post.author, body="detention", version=1, now=timezone.now())
    assert found(me, "demurrage") == []
    assert found(me, "detention") == [post.pk]


@pytest.mark.parametrize(
    "words", ["", "   ", '"', 'dem"', "a AND (b", "*", "col:x", "'; DROP", "-", "NEAR(", "%", "\0"]
)
def test_any_words_can_be_looked_for(client, words):
    make_thread(body="demurrage")
    # Without a post that may be read the index would not be asked at all.
    run_all()
    assert client.get("/forums/search/", {"q": words}).status_code == 200


def test_a_phrase_in_quotes_is_found(client):
    make_thread(title="Which forwarder?", body="demurrage and detention")
    run_all()
    for words in ('"demurrage and detention"', 'demurrage"', "“detention”"):
        assert "Which forwarder?" in client.get("/forums/search/", {"q": words}).content.decode()


def test_the_page_shows_what_is_found(client):
    make_thread(title="Which forwarder?", body="demurrage")
    run_all()
    assert "Which forwarder?" in client.get("/forums/search/?q=demurrage").content.decode()
    assert "Nothing found" in client.get("/forums/search/?q=zzz").content.decode()


def test_the_search_over_everything_finds_posts():
    me = make_member()
    thread = make_thread(title="Which forwarder?", by=make_member(name="Kim"), body="demurrage")
    run_all()
    hits = find_posts(me, "demurrage", 5)
    assert [(hit.title, hit.note) for hit in hits] == [("Which forwarder?", "Kim: demurrage")]
    assert hits[0].url == f"/forums/posts/{thread.posts.get().pk}/"
    assert all_found("a b") == "/forums/search/?q=a+b"
