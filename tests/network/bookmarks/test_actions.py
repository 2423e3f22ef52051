"""What one keeps: once for each thing, within bounds, of what one may read."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.bookmarks import actions, models, queries
from network.bookmarks.models import Bookmark
from network.forums import actions as forums
from network.forums.models import Post, Thread
from realtime.streams import Event
from tests.factories.bookmarks import make_bookmark
from tests.factories.forums import first_post, make_board, make_post, make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(days=1)


@pytest.fixture
def me():
    return make_member(name="Ada")


def facts_of(member):
    shelf = actions.shelf_of(member.pk)
    return list(Event.objects.filter(stream=shelf.stream_id).order_by("seq").values_list("fact", flat=True))


def test_a_post_and_its_thread_are_kept_once_each(me):
    post = make_post()
    kept = make_bookmark(post, me, note=" Ask her ", now=NOW)
    assert (kept.note, kept.thread_id, kept.remind_at) == ("Ask her", post.thread_id, None)
    assert make_bookmark(post, me, note="Ask her", now=LATER) == kept
    actions.keep_thread(post.thread_id, by=me, now=NOW)
    assert Bookmark.objects.filter(member=me).count() == 2
    assert facts_of(me) == ["bookmark.kept", "bookmark.kept"]


def test_a_note_and_a_reminder_are_changed(me):
    post = make_post()
    kept = make_bookmark(post, me, remind_at=LATER, now=NOW)
    actions.remind_due(now=LATER)
    changed = make_bookmark(post, me, note="Now!", remind_at=LATER, now=LATER)
    assert (changed.pk, changed.is_due) == (kept.pk, True)
    again = make_bookmark(post, me, note="Now!", remind_at=LATER + timedelta(days=1), now=LATER)
    assert not again.is_due


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"note": "x" * (models.LONGEST_NOTE + 1)}, "too_long"),
        ({"remind_at": NOW}, "not_ahead"),
        ({"remind_at": NOW + timedelta(days=4000)}, "not_ahead"),
    ],
)
def test_what_cannot_be_kept_is_said(me, wrong, code):
    with pytest.raises(ValidationError) as refusal:
        make_bookmark(make_post(), me, now=NOW, **wrong)
    assert [error.code for errors in refusal.value.error_dict.values() for error in errors] == [code]


def test_there_is_room_for_so_many(me, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    kept = make_bookmark(make_post(), me)
    with pytest.raises(ValidationError, match="Remove one first"):
        make_bookmark(make_post(), me)
    actions.drop(kept.pk, by=me, now=NOW)
    make_bookmark(make_post(), me)


def test_what_cannot_be_read_cannot_be_kept(me):
    insider = make_member()
    thread = make_thread(make_board("closed", listed=[insider]), by=insider)
    gone = make_post()
    forums.delete(gone.pk, by=gone.author, now=NOW)
    for post in (first_post(thread), gone):
        with pytest.raises(Post.DoesNotExist):
            make_bookmark(post, me)
    with pytest.raises(Thread.DoesNotExist):
        actions.keep_thread(thread.pk, by=me, now=NOW)


def test_another_s_bookmark_is_none_of_mine(me):
    other = make_bookmark()
    for step in (actions.drop, actions.done):
        with pytest.raises(Bookmark.DoesNotExist):
            step(other.pk, by=me, now=NOW)


def test_a_reminder_is_told_once_and_done_once(me):
    kept = make_bookmark(make_post(), me, remind_at=LATER, now=NOW)
    assert [actions.remind_due(now=at) for at in (NOW, LATER, LATER)] == [0, 1, 0]
    for _ in range(2):
        actions.done(kept.pk, by=me, now=LATER)
    assert facts_of(me) == ["bookmark.kept", "bookmark.reminder_due", "bookmark.reminder_done"]
    assert queries.due_of(me) == [] and Bookmark.objects.get(pk=kept.pk).remind_at is None


@pytest.mark.parametrize("how", ["delete", "hide", "remove", "unlist"])
def test_what_is_out_of_sight_vanishes_and_comes_back_with_it(me, how):
    author, moderator = make_member(), make_member()
    board = make_board("closed", listed=[author, me], moderators=[moderator])
    post = make_post(make_thread(board, by=author), by=author)
    kept = make_bookmark(post, me)
    if how == "delete":
        forums.delete(post.pk, by=author, now=NOW)
    elif how == "hide":
        forums.hide(post.pk, by=moderator, now=NOW)
    elif how == "remove":
        forums.remove(post.thread_id, by=moderator, now=NOW)
    else:
        forums.unlist(board.listings.get(member=me).pk, by=None, now=NOW)
    assert queries.bookmarks_of(me).rows == []
    if how == "hide":
        forums.restore(post.pk, by=moderator, now=NOW)
    elif how == "unlist":
        forums.list_member(board.pk, me, by=None, now=NOW)
    assert queries.bookmarks_of(me).rows == ([kept] if how in ("hide", "unlist") else [])


def test_whoever_goes_takes_their_bookmarks_along(me):
    make_bookmark(make_post(), me)
    models.Shelf.objects.filter(member=me).delete()
    Bookmark.objects.filter(member=me).delete()
    assert Bookmark._meta.get_field("member").remote_field.on_delete.__name__ == "CASCADE"


@pytest.mark.parametrize(
    ("text", "found"),
    [("zoe", {"note"}), ("RATES", {"title", "body"}), ("rates harbour", {"body"}), ("nothing", set()), ("", None)],
)
def test_words_are_found_in_note_title_and_message(me, text, found):
    made = {
        "note": make_bookmark(make_post(), me, note="Ask Zoë"),
        "title": make_bookmark(make_post(make_thread(title="Rates of exchange")), me),
        "body": make_bookmark(make_post(body="The **harbour** has other rates."), me),
    }
    rows = queries.bookmarks_of(me, text=text).rows
    assert {name for name, one in made.items() if one in rows} == (set(made) if found is None else found)


def test_the_list_is_read_on_by_key(me, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    made = [make_bookmark(make_post(), me) for _ in range(3)]
    first = queries.bookmarks_of(me)
    second = queries.bookmarks_of(me, before=str(first.next_key))
    assert ([*first.rows, *second.rows], second.next_key) == (made[::-1], 0)
