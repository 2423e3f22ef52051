import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from ground.web.idempotency import KeyReused
from network.forums import actions
from network.forums.facts import (
    AnswerAccepted,
    AnswerWithdrawn,
    PostHidden,
    PostReported,
    PostRestored,
    ReportClosed,
    ThreadLocked,
    ThreadPinned,
    ThreadRemoved,
    ThreadRetitled,
    ThreadUnlocked,
    ThreadUnpinned,
)
from network.forums.models import Board, BoardFollow, Listing, Post, ReadMark, Report, Thread, ThreadFollow
from realtime.streams import events_after
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def last_told(living):
    return events_after(living.stream_id, 0)[-1].told


def start(board, by, **fields):
    values = {"kind": "question", "title": "Which forwarder?", "body": "To Rotterdam.", "now": now(), **fields}
    return actions.start(board.pk, by=by, **values)


def test_a_thread_begins_with_its_first_post():
    board, author = make_board(), make_member()
    post = start(board, author, title="  Which forwarder? ")
    thread = Thread.objects.get()
    assert (thread.title, thread.kind, thread.last_number, thread.reply_count) == ("Which forwarder?", "question", 1, 0)
    assert (post.thread, post.number) == (thread, 1)
    assert Board.objects.get().thread_count == 1


@pytest.mark.parametrize("fields", [{"title": " "}, {"title": "x" * 161}, {"body": "\n"}])
def test_a_thread_has_a_title_and_words(fields):
    with pytest.raises(ValidationError):
        start(make_board(), make_member(), **fields)
    assert not Thread.objects.exists()


def test_a_thread_is_started_once_for_a_key():
    board, author = make_board(), make_member()
    assert start(board, author, key="k") == start(board, author, key="k")
    with pytest.raises(KeyReused):
        start(board, author, key="k", title="Another")
    assert Thread.objects.count() == 1


def test_nobody_starts_a_thread_where_they_may_not():
    with pytest.raises(Board.DoesNotExist):
        start(make_board("closed"), make_member())
    with pytest.raises(PermissionDenied):
        start(make_board(voices="moderators"), make_member())


@pytest.mark.parametrize(
    ("do", "undo", "done", "undone", "column"),
    [
        (actions.lock, actions.unlock, ThreadLocked, ThreadUnlocked, "locked_at"),
        (actions.pin, actions.unpin, ThreadPinned, ThreadUnpinned, "pinned_at"),
    ],
)
def test_moderators_lock_and_pin(do, undo, done, undone, column):
    moderator = make_member()
    thread = make_thread(make_board(moderators=[moderator]))
    for _ in range(2):
        do(thread.pk, by=moderator, now=now())
    assert last_told(thread) == done(thread_id=thread.pk)
    assert getattr(Thread.objects.get(), column) is not None
    for _ in range(2):
        undo(thread.pk, by=moderator, now=now())
    assert last_told(thread) == undone(thread_id=thread.pk)
    assert getattr(Thread.objects.get(), column) is None
    assert len(events_after(thread.stream_id, 0)) == 3
    with pytest.raises(PermissionDenied):
        do(thread.pk, by=thread.author, now=now())


def test_a_thread_gets_a_better_title():
    thread = make_thread(title="Help")
    actions.retitle(thread.pk, by=thread.author, title="Which forwarder?", now=now())
    assert last_told(thread) == ThreadRetitled(thread_id=thread.pk)
    with pytest.raises(PermissionDenied):
        actions.retitle(thread.pk, by=make_member(), title="Ha", now=now())
    assert Thread.objects.get().title == "Which forwarder?"


def test_a_removed_thread_is_not_counted():
    moderator = make_member()
    board = make_board(moderators=[moderator])
    kept = make_thread(board)
    removed = make_post(make_thread(board)).thread
    actions.remove(removed.pk, by=moderator, now=now())
    assert last_told(removed) == ThreadRemoved(thread_id=removed.pk)
    board.refresh_from_db()
    assert (board.thread_count, board.post_count, board.last_thread, board.last_post_at) == (
        1,
        1,
        kept,
        kept.last_post_at,
    )
    with pytest.raises(Thread.DoesNotExist):
        actions.reply(removed.pk, by=make_member(), body="Too late", now=now())


def test_an_answer_is_accepted_changed_and_withdrawn():
    asker = make_member()
    thread = make_thread(by=asker, kind="question")
    first, second = make_post(thread), make_post(thread)
    actions.accept(first.pk, by=asker, now=now())
    for _ in range(2):
        actions.accept(second.pk, by=asker, now=now())
    assert last_told(thread) == AnswerAccepted(thread_id=thread.pk, post_id=second.pk, before_id=first.pk)
    assert Thread.objects.get().accepted_post == second
    assert len(events_after(thread.stream_id, 0)) == 5
    actions.withdraw_answer(second.pk, by=asker, now=now())
    assert last_told(thread) == AnswerWithdrawn(thread_id=thread.pk, post_id=second.pk)
    assert Thread.objects.get().accepted_post is None
    with pytest.raises(PermissionDenied):
        actions.accept(first.pk, by=first.author, now=now())


def test_an_answer_that_is_deleted_answers_no_more():
    asker = make_member()
    answer = make_post(make_thread(by=asker, kind="question"))
    actions.accept(answer.pk, by=asker, now=now())
    actions.delete(answer.pk, by=answer.author, now=now())
    assert Thread.objects.get().accepted_post is None


def test_a_report_is_made_once_and_upheld_for_all_who_reported():
    moderator, one, two = make_member(), make_member(), make_member()
    post = make_post(make_thread(make_board(moderators=[moderator])), body="Buy now")
    first = actions.report(post.pk, by=one, reason="spam", now=now())
    assert actions.report(post.pk, by=one, reason="rude", now=now()) == first
    actions.report(post.pk, by=two, reason="spam", now=now())
    assert last_told(first) == PostReported(report_id=first.pk)
    actions.uphold(first.pk, by=moderator, now=now())
    assert set(Report.objects.values_list("outcome", "closed_by")) == {("hidden", moderator.pk)}
    assert last_told(first) == ReportClosed(report_id=first.pk, outcome="hidden")
    assert last_told(post.thread) == PostHidden(thread_id=post.thread_id, post_id=post.pk)
    assert (Post.objects.get(pk=post.pk).stands, Post.objects.get(pk=post.pk).body) == (False, "Buy now")
    with pytest.raises(ValidationError):
        actions.dismiss(first.pk, by=moderator, now=now())


def test_a_report_is_dismissed_by_a_moderator_only():
    moderator, other = make_member(), make_member()
    post = make_post(make_thread(make_board(moderators=[moderator])))
    report = actions.report(post.pk, by=other, reason="other", words=" hm ", now=now())
    with pytest.raises(Report.DoesNotExist):
        actions.dismiss(report.pk, by=other, now=now())
    actions.dismiss(report.pk, by=moderator, now=now())
    assert last_told(report) == ReportClosed(report_id=report.pk, outcome="dismissed")
    assert Post.objects.get(pk=post.pk).stands


def test_a_post_is_hidden_and_restored():
    moderator = make_member()
    post = make_post(make_thread(make_board(moderators=[moderator])))
    for _ in range(2):
        actions.hide(post.pk, by=moderator, now=now())
    for _ in range(2):
        actions.restore(post.pk, by=moderator, now=now())
    assert last_told(post.thread) == PostRestored(thread_id=post.thread_id, post_id=post.pk)
    assert len(events_after(post.thread.stream_id, 0)) == 4
    with pytest.raises(PermissionDenied):
        actions.hide(post.pk, by=post.author, now=now())


def test_marks_move_forward_only_and_not_past_the_end():
    thread, reader = make_post().thread, make_member()
    assert actions.read_to(thread, by=reader, number=99, now=now())
    assert not actions.read_to(thread, by=reader, number=1, now=now())
    assert ReadMark.objects.get(member=reader).number == 2


def test_levels_and_boards_are_followed():
    thread, reader = make_thread(), make_member()
    for level in ("mute", "watch"):
        actions.set_level(thread, by=reader, level=level, now=now())
    assert ThreadFollow.objects.get(member=reader).level == "watch"
    for _ in range(2):
        actions.follow(thread.board, by=reader, now=now())
    actions.catch_up(thread.board, by=reader, now=now())
    assert BoardFollow.objects.count() == 1
    actions.unfollow(thread.board, by=reader)
    assert not BoardFollow.objects.exists()
    with pytest.raises(PermissionDenied):
        actions.follow(make_board("closed"), by=reader, now=now())


def test_staff_open_boards_and_list_who_may_read():
    staff, member, agency = make_member(is_staff=True), make_member(), make_organisation("agency")
    made = actions.open_board(Board(name="Lisbon", slug="lisbon", about="x", audience="closed"), by=staff, now=now())
    for _ in range(2):
        actions.list_member(made.pk, member, by=staff.pk, now=now())
        actions.list_organisation(made.pk, agency, moderates=True, by=staff.pk, now=now())
    assert Listing.objects.count() == 3
    assert len(events_after(made.stream_id, 0)) == 3
    actions.unlist(Listing.objects.get(member=member).pk, by=staff.pk, now=now())
    assert member not in made.readers()
    with pytest.raises(PermissionDenied):
        actions.open_board(Board(name="Mine", slug="mine", about="x"), by=member, now=now())
