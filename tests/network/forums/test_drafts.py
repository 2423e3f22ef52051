"""What is typed and not sent: kept for its author alone, over no newer one, and gone with what it became."""

import json
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from ground.words.markdown import LONGEST
from network.forums import actions, queries
from network.forums.actions import drafts
from network.forums.models import Board, Draft, Post, Thread
from tests.factories.forums import first_post, make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.factories.tokens import program_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
JSON = {"headers": {"Accept": "application/json"}}


@pytest.fixture
def me():
    return make_member(name="Ada")


@pytest.fixture(autouse=True)
def first_is_one(monkeypatch):
    """Versions begin with 1 here, so that they can be named."""
    monkeypatch.setattr(drafts, "_before_first", lambda: 0)


def begin(thread, by, body="We ship from", version=0, key=""):
    return actions.draft_reply(
        thread.pk, by=by, typed=actions.Typed(body=body), version=version, key=key, now=timezone.now()
    )


def test_a_draft_is_kept_over_the_version_that_the_form_knows(me):
    thread = make_thread()
    first = begin(thread, me)
    assert begin(thread, me).version == first.version == 1
    assert begin(thread, me, "We ship from Halifax", version=1).version == 2
    with pytest.raises(actions.Overtaken) as overtaken:
        begin(thread, me, "We ship from Saint John", version=1)
    assert overtaken.value.draft.body == "We ship from Halifax"
    assert Draft.objects.get().body == "We ship from Halifax"


def test_nothing_is_no_draft(me):
    thread = make_thread()
    assert begin(thread, me, " \n") is None
    begin(thread, me)
    assert begin(thread, me, "", version=1) is None and not Draft.objects.exists()
    assert begin(thread, me, "Anew", version=1).version == 1


@pytest.mark.parametrize("end", ["discarded", "emptied", "sent"])
def test_who_still_holds_an_earlier_draft_writes_over_no_later_one_and_sends_none_away(me, monkeypatch, end):
    monkeypatch.undo()
    thread = make_thread()
    held = begin(thread, me, "On the laptop").version
    if end == "discarded":
        actions.discard(Draft.objects.get().pk, by=me)
    elif end == "emptied":
        begin(thread, me, "", version=held)
    else:
        actions.reply(thread.pk, by=me, body="On the laptop", draft=held, now=timezone.now())
    begin(thread, me, "On the phone, anew")
    with pytest.raises(actions.Overtaken):
        begin(thread, me, "On the laptop, more", version=held)
    actions.reply(thread.pk, by=me, body="On the laptop, sent", draft=held, now=timezone.now())
    assert Draft.objects.get().body == "On the phone, anew"


def test_each_place_has_one(me):
    thread = make_thread(by=me)
    typed = actions.Typed(body="Words", title="A title", kind="question")
    begin(thread, me)
    actions.draft_thread(thread.board_id, by=me, typed=typed, now=NOW)
    actions.draft_edit(first_post(thread).pk, by=me, typed=actions.Typed(body="Better"), now=NOW)
    rows, _key = queries.drafts_of(me)
    assert {(row.what, row.subject) for row in rows} == {
        ("reply", thread.title),
        ("start", "A title"),
        ("edit", thread.title),
    }
    same = actions.Typed(body=first_post(thread).body)
    assert actions.draft_edit(first_post(thread).pk, by=me, typed=same, version=1, now=NOW) is None


@pytest.mark.parametrize("by_key", [True, False])
def test_what_is_sent_is_no_draft_any_more_and_what_comes_late_is_kept_no_more(me, by_key):
    thread = make_thread()
    kept = begin(thread, me, key="form" if by_key else "other")
    version = 0 if by_key else kept.version
    actions.reply(thread.pk, by=me, body="We ship from Halifax", key="form", draft=version, now=NOW)
    assert not Draft.objects.exists()
    assert begin(thread, me, version=version, key="form") is None and not Draft.objects.exists()


def test_a_newer_draft_of_another_device_and_a_program_s_reply_take_nothing_away(me):
    thread = make_thread()
    begin(thread, me, key="phone"), begin(thread, me, "Longer words", version=1, key="phone")
    actions.reply(thread.pk, by=me, body="Short words", key="desk", draft=1, now=NOW)
    actions.reply(thread.pk, by=me, body="By a program", now=NOW)
    assert Draft.objects.get().body == "Longer words"


def test_a_thread_that_is_started_and_words_that_are_changed_or_erased_leave_none(me):
    board = make_board()
    typed = actions.Typed(body="Which one?", title="Which forwarder?")
    kept = actions.draft_thread(board.pk, by=me, typed=typed, key="k", now=NOW)
    words = {"kind": "question", "title": typed.title, "body": typed.body}
    post = actions.start(board.pk, by=me, key="k2", draft=kept.version, now=NOW, **words)
    assert not Draft.objects.exists()
    for step in ("edit", "delete"):
        actions.draft_edit(post.pk, by=me, typed=actions.Typed(body="Better"), now=NOW)
        if step == "edit":
            actions.edit(post.pk, by=me, body="Best", version=1, now=NOW)
        else:
            actions.delete(post.pk, by=me, now=NOW)
        assert not Draft.objects.exists()


def test_what_is_refused_keeps_its_draft(me):
    moderator = make_member()
    thread = make_thread(make_board(moderators=[moderator]))
    kept = begin(thread, me)
    actions.lock(thread.pk, by=moderator, now=NOW)
    with pytest.raises(ValidationError):
        actions.reply(thread.pk, by=me, body=kept.body, draft=kept.version, now=NOW)
    assert queries.draft_for(me, thread) == kept


def test_drafts_have_bounds(me, monkeypatch):
    thread = make_thread()
    with pytest.raises(ValidationError):
        begin(thread, me, "x" * (LONGEST + 1))
    monkeypatch.setattr(drafts, "MOST", 1)
    begin(thread, me)
    with pytest.raises(ValidationError, match="You have 1 drafts"):
        begin(make_thread(), me)
    begin(thread, me, "More", version=1)


def test_nobody_drafts_where_they_may_not_write_or_read(me):
    insider = make_member()
    closed = make_thread(make_board("closed", listed=[insider]), by=insider)
    with pytest.raises(Thread.DoesNotExist):
        begin(closed, me)
    with pytest.raises(Board.DoesNotExist):
        actions.draft_thread(closed.board_id, by=me, typed=actions.Typed(body="Words"), now=NOW)
    with pytest.raises(Post.DoesNotExist):
        actions.draft_edit(first_post(closed).pk, by=me, typed=actions.Typed(body="Words"), now=NOW)
    with pytest.raises(PermissionDenied):
        actions.draft_edit(make_post().pk, by=me, typed=actions.Typed(body="Words"), now=NOW)
    with pytest.raises(PermissionDenied):
        begin(make_thread(make_board(voices="moderators", moderators=[insider]), by=insider), me)


def test_a_draft_where_i_read_no_longer_is_listed_nowhere(me):
    board = make_board("closed", listed=[me], moderators=[insider := make_member()])
    begin(make_thread(board, by=insider), me)
    assert len(queries.drafts_of(me)[0]) == 1 and queries.drafts_of(insider)[0] == []
    actions.unlist(board.listings.get(member=me).pk, by=None, now=NOW)
    assert queries.drafts_of(me)[0] == []


def test_it_is_opened_again_where_it_was_with_what_it_answers(log_in, me):
    thread, client = make_thread(by=me), log_in(me)
    quoted = make_post(thread, body="Quote me.")
    said = {"body": "We ship from Halifax", "quoted": quoted.pk, "draft": 0, "key": "k"}
    answer = client.post(f"/forums/threads/{thread.pk}/draft/", said, **JSON)
    assert json.loads(answer.content) == {"version": 1}
    for address in (f"/forums/threads/{thread.pk}/", f"/forums/threads/{thread.pk}/composer/"):
        page = client.get(address).content.decode()
        assert ">We ship from Halifax</textarea>" in page and f'name="quoted" value="{quoted.pk}"' in page
        assert re.search(r'name="draft" value="1"', page)
    board = thread.board
    words = {"title": "Which  one?", "body": "Of two", "kind": "discussion"}
    client.post(f"/forums/boards/{board.slug}/draft/", words, **JSON)
    page = client.get(f"/forums/boards/{board.slug}/start/").content.decode()
    assert 'value="Which one?"' in page and "Of two</textarea>" in page
    assert re.search(r'value="discussion"[^>]*checked', page)
    first = first_post(thread)
    client.post(f"/forums/posts/{first.pk}/draft/", {"body": "Better words", "version": 1}, **JSON)
    assert "Better words</textarea>" in client.get(f"/forums/posts/{first.pk}/edit/").content.decode()
    page = client.get("/forums/drafts/").content.decode()
    reply = f"/forums/threads/{thread.pk}/?from=2#reply"
    for place in (reply, f"/forums/boards/{board.slug}/start/", f"/forums/posts/{first.pk}/edit/"):
        assert f'href="{place}"' in page


def test_a_newer_one_is_answered_with_and_what_cannot_be_kept_is_said(log_in, me):
    thread, client = make_thread(), log_in(me)
    begin(thread, me, "Newer words", key="phone")
    address = f"/forums/threads/{thread.pk}/draft/"
    answer = client.post(address, {"body": "Other words", "draft": 0}, **JSON)
    told = json.loads(answer.content)
    assert (answer.status_code, told["version"], told["body"], told["key"]) == (409, 1, "Newer words", "phone")
    assert client.post(address, {"body": "x" * (LONGEST + 1), "draft": 1}, **JSON).status_code == 422
    for odd in ("-1", "x", "9" * 30):
        assert client.post(address, {"body": "Other words", "draft": odd}, **JSON).status_code == 409


def test_a_reply_by_the_page_takes_its_draft_along(log_in, me):
    thread, client = make_thread(), log_in(me)
    begin(thread, me)
    client.post(f"/forums/threads/{thread.pk}/reply/", {"body": "We ship from Halifax", "key": "k", "draft": 1}, **JSON)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_and_for_many(log_in, me, django_assert_max_num_queries, count):
    for _ in range(count):
        begin(make_thread(), me)
    client = log_in(me)
    client.get("/forums/drafts/")
    with django_assert_max_num_queries(14):
        client.get("/forums/drafts/")


def test_a_draft_is_discarded_by_its_author_alone(log_in, me):
    kept = begin(make_thread(), me)
    with pytest.raises(Draft.DoesNotExist):
        actions.discard(kept.pk, by=make_member())
    actions.discard(kept.pk, by=me)
    assert log_in(me).get("/forums/drafts/").content.decode().count("Nothing begun") == 1


def test_programs_read_their_member_s_drafts(me):
    begin(make_thread(title="Rates"), me)
    program = program_of(me)
    (row,) = json.loads(program.get("/api/v1/drafts").content)["items"]
    assert (row["what"], row["title"], row["body"], row["version"]) == ("reply", "Rates", "We ship from", 1)
    address = f"/api/v1/threads/{row['thread']}/draft"
    for version, status in ((0, 409), (1, 200)):
        body = json.dumps({"body": "By a program", "version": version})
        assert program.post(address, body, content_type="application/json").status_code == status
    assert program.post(f"/api/v1/drafts/{row['id']}/discard").status_code == 200
    assert json.loads(program.get("/api/v1/drafts").content)["items"] == []
