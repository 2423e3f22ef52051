import pytest
from django.utils import timezone

from network.forums import actions
from realtime.notices import Notice
from realtime.outbox import Outbox, run_all
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def told():
    run_all()
    assert not Outbox.objects.exclude(error="").exists()
    return [(notice.recipient, notice.kind) for notice in Notice.objects.order_by("id")]


def test_watchers_are_told_of_a_reply_but_not_its_author():
    thread = make_thread(title="Which forwarder?")
    post = make_post(thread, by=make_member(name="Rosa"))
    assert told() == [(thread.author_id, "forums.reply")]
    notice = Notice.objects.get()
    assert (notice.sentence, notice.path) == ("Rosa replied in “Which forwarder?”", f"/forums/posts/{post.pk}/")


def test_who_is_named_is_told_once_and_of_that():
    thread = make_thread(by=make_member(name="Rosa Quispe"))
    make_post(thread, body="@Rosa Quispe, yes")
    assert told() == [(thread.author_id, "forums.mention")]


def test_who_mutes_hears_nothing():
    thread = make_thread(by=make_member(name="Rosa Quispe"))
    actions.set_level(thread, by=thread.author, level="mute", now=now())
    make_post(thread, body="@Rosa Quispe, yes")
    assert told() == []


def test_who_wants_mentions_only_is_not_told_of_replies():
    thread = make_thread()
    actions.set_level(thread, by=thread.author, level="mentions", now=now())
    make_post(thread)
    assert told() == []


def test_who_may_read_no_more_is_not_told():
    left, author = make_member(), make_member()
    board = make_board("closed", listed=[left, author])
    thread = make_thread(board, by=left)
    board.listings.get(member=left).delete()
    make_post(thread, by=author)
    assert told() == []


def test_words_that_are_gone_are_not_told():
    thread = make_thread()
    post = make_post(thread)
    actions.delete(post.pk, by=post.author, now=now())
    assert told() == []


def test_an_edit_tells_only_who_is_named_anew():
    make_member(name="Rosa Quispe")
    kim = make_member(name="Kim Lee")
    post = make_post(body="@Rosa Quispe")
    told()
    Notice.objects.all().delete()
    actions.edit(post.pk, by=post.author, body="@Rosa Quispe @Kim Lee", version=1, now=now())
    assert told() == [(kim.pk, "forums.mention")]


def test_the_author_of_an_accepted_answer_is_told():
    asker = make_member(name="Kim")
    answer = make_post(make_thread(by=asker, kind="question", title="How?"))
    told()
    Notice.objects.all().delete()
    actions.accept(answer.pk, by=asker, now=now())
    assert told() == [(answer.author_id, "forums.answer")]
    assert Notice.objects.get().sentence == "Kim accepted your answer to “How?”"


def test_followers_of_a_board_are_told_of_a_new_thread():
    follower = make_member()
    board = make_board()
    actions.follow(board, by=follower, now=now())
    make_thread(board)
    assert told() == [(follower.pk, "forums.started")]


def test_moderators_are_told_of_a_report():
    moderator, reporter = make_member(), make_member()
    post = make_post(make_thread(make_board(moderators=[moderator])))
    told()
    Notice.objects.all().delete()
    actions.report(post.pk, by=reporter, reason="spam", now=now())
    assert told() == [(moderator.pk, "forums.report")]


def test_what_is_read_is_no_longer_told(log_in):
    thread = make_thread()
    make_post(thread)
    told()
    make_post(make_thread(by=thread.author))
    told()
    log_in(thread.author).get(f"/forums/threads/{thread.pk}/")
    unread = Notice.objects.filter(recipient=thread.author_id, read_at=None)
    assert unread.count() == 1
    assert Notice.objects.filter(recipient=thread.author_id).count() == 2


def test_who_had_it_on_screen_is_not_told():
    thread = make_thread()
    post = make_post(thread)
    actions.read_to(post.thread, by=thread.author, number=2, now=now())
    assert told() == []


def test_an_acceptance_is_no_longer_told_once_its_thread_is_open(log_in):
    answer = make_post(make_thread(kind="question"))
    actions.accept(answer.pk, by=answer.thread.author, now=now())
    told()
    log_in(answer.author).get(f"/forums/threads/{answer.thread_id}/")
    assert not Notice.objects.filter(recipient=answer.author_id, read_at=None).exists()
