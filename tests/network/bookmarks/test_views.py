"""Bookmarks as their member keeps them on the pages and by programs."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.bookmarks import actions
from network.bookmarks.forms import BookmarkForm
from network.bookmarks.models import Bookmark
from realtime.kinds.pieces import pieces_of
from realtime.streams import events_after
from tests.factories.bookmarks import make_bookmark
from tests.factories.forums import make_post, make_thread
from tests.factories.members import make_member
from tests.factories.tokens import program_of

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 24, 15, tzinfo=UTC)  # a Wednesday


@pytest.fixture
def me():
    return make_member(name="Ada", time_zone="America/Halifax")


def test_a_post_is_kept_changed_done_and_removed(log_in, me):
    post, client = make_post(body="Two percent."), log_in(me)
    address = f"/forums/posts/{post.pk}/bookmark/"
    assert "Two percent." in client.get(address).content.decode()
    answer = client.post(address, {"note": "Ask for the table", "when": "tomorrow"})
    assert answer["Location"] == post.get_absolute_url()
    (kept,) = Bookmark.objects.filter(member=me)
    assert (kept.post, kept.note) == (post, "Ask for the table") and kept.remind_at > timezone.now()
    assert client.get(address)["Location"] == kept.get_absolute_url()
    assert "Ask for the table" in client.get("/forums/bookmarks/").content.decode()
    client.post(kept.get_absolute_url(), {"note": "", "when": ""})
    kept.refresh_from_db()
    assert (kept.note, kept.remind_at) == ("", None)
    client.post(f"/forums/bookmarks/{kept.pk}/drop/", {"sure": "yes"}, follow=True)
    client.post(f"/forums/bookmarks/{kept.pk}/done/")


def test_a_whole_thread_is_kept(log_in, me):
    thread = make_post().thread
    log_in(me).post(f"/forums/threads/{thread.pk}/bookmark/", {"note": ""})
    assert Bookmark.objects.get(member=me).post is None
    assert "The whole thread" in log_in(me).get("/forums/bookmarks/").content.decode()


@pytest.mark.parametrize(
    ("when", "at", "meant"),
    [
        ("tomorrow", "", datetime(2027, 3, 25, 12, tzinfo=UTC)),
        ("week", "", datetime(2027, 3, 29, 12, tzinfo=UTC)),
        ("at", "2027-12-24T18:30", datetime(2027, 12, 24, 22, 30, tzinfo=UTC)),
        ("", "2027-12-24T18:30", None),
    ],
)
def test_a_reminder_is_meant_by_my_own_clock(me, when, at, meant):
    with timezone.override("America/Halifax"):
        form = BookmarkForm({"when": when, "at": at}, now=NOW)
        assert form.is_valid() and form.cleaned_data == {"note": "", "remind_at": meant}


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("", "Say on which day and at what time."),
        ("soon", "Enter a day and a time."),
        ("2027-03-14T02:30", "never comes|does not exist|forward"),
        ("2027-11-07T01:30", "comes twice"),
    ],
)
def test_a_clock_that_means_no_moment_is_asked_about(at, words):
    with timezone.override("America/Halifax"):
        form = BookmarkForm({"when": "at", "at": at, "note": "Kept"}, now=NOW)
        assert not form.is_valid() and re.search(words, str(form.errors["at"]))
        assert form["note"].value() == "Kept"


def test_a_clock_that_comes_twice_is_shown_as_it_was_meant(me):
    kept = Bookmark(remind_at=datetime(2027, 11, 7, 5, 30, 12, tzinfo=UTC), note="Twice")
    with timezone.override("America/Halifax"):
        form = BookmarkForm(None, found=kept, now=NOW)
        (wall, which) = form.initial["at"]
        sent = {"when": "at", "at": f"{wall:%Y-%m-%dT%H:%M}", "at_which": which}
        again = BookmarkForm(sent, found=kept, now=NOW)
        assert again.is_valid() and again.cleaned_data["remind_at"] == kept.remind_at
        assert str(form["at"]).count("<option") == 2


def test_what_cannot_be_taken_is_said_and_typed_text_stays(log_in, me):
    post = make_post()
    answer = log_in(me).post(
        f"/forums/posts/{post.pk}/bookmark/", {"note": "Keep this", "when": "at", "at": "2020-01-01T10:00"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "still to come" in page and "Keep this" in page


def test_a_reminder_that_has_come_stands_above_the_list(log_in, me):
    now = timezone.now()
    kept = make_bookmark(make_post(), me, remind_at=now + timedelta(seconds=1), now=now)
    actions.remind_due(now=now + timedelta(seconds=2))
    client = log_in(me)
    assert f'id="due-{kept.pk}"' in client.get("/forums/bookmarks/").content.decode()
    client.post(f"/forums/bookmarks/{kept.pk}/done/")
    assert f'id="due-{kept.pk}"' not in client.get("/forums/bookmarks/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_many(log_in, me, django_assert_max_num_queries, count):
    for _ in range(count):
        make_bookmark(make_post(), me)
    client = log_in(me)
    client.get("/forums/bookmarks/")
    with django_assert_max_num_queries(20):
        client.get("/forums/bookmarks/")


def test_an_open_list_is_fetched_anew_with_each_fact(me):
    shelf = actions.shelf_of(me.pk)
    now = timezone.now()
    kept = make_bookmark(make_post(), me, remind_at=now + timedelta(seconds=1), now=now)
    actions.remind_due(now=now + timedelta(seconds=2))
    actions.done(kept.pk, by=me, now=now)
    actions.drop(kept.pk, by=me, now=now)
    told = [pieces_of(event, "bookmarks") for event in events_after(shelf.stream_id, 0)]
    assert [[(piece.do, piece.id) for piece in pieces] for pieces in told] == [[("refresh", "bookmarks")]] * 4


def test_programs_keep_find_and_remove(me):
    post, program = make_post(body="Two percent."), program_of(me)
    told = {"note": "Ask", "remind_at": (timezone.now() + timedelta(days=1)).isoformat()}
    for _ in range(2):
        answer = program.post(f"/api/v1/posts/{post.pk}/bookmark", json.dumps(told), content_type="application/json")
    kept = json.loads(answer.content)
    assert (answer.status_code, kept["post"], kept["note"], kept["is_due"]) == (201, post.pk, "Ask", False)
    (row,) = json.loads(program.get("/api/v1/bookmarks?q=percent").content)["items"]
    assert row["id"] == kept["id"]
    assert json.loads(program.post(f"/api/v1/bookmarks/{kept['id']}/done").content)["remind_at"] is None
    naive = {"remind_at": "2099-01-01T10:00:00"}
    answer = program.post(
        f"/api/v1/threads/{post.thread_id}/bookmark", json.dumps(naive), content_type="application/json"
    )
    assert answer.status_code == 422
    answer = program.post(f"/api/v1/threads/{post.thread_id}/bookmark", "{}", content_type="application/json")
    assert json.loads(answer.content)["post"] is None
    assert program.post(f"/api/v1/bookmarks/{kept['id']}/drop").status_code == 200
    assert len(json.loads(program.get("/api/v1/bookmarks").content)["items"]) == 1


@pytest.mark.parametrize("step", ["drop", "done"])
def test_the_second_of_two_clicks_finds_it_gone_and_fails_nothing(log_in, monkeypatch, step):
    me = make_member()
    kept = actions.keep_thread(make_thread().pk, by=me, now=timezone.now())
    act = getattr(actions, step)

    def after_the_first(bookmark_id, *, by, now):
        Bookmark.objects.filter(pk=bookmark_id).delete()
        return act(bookmark_id, by=by, now=now)

    client = log_in(me)
    path = reverse(f"network:bookmark-{step}", args=[kept.pk])
    monkeypatch.setattr(actions, step, after_the_first)
    assert client.post(path).status_code == 302
