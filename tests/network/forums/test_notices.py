from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from network.forums import actions
from network.organisations.actions import staff
from realtime.jobs.mail import send_due
from realtime.jobs.queue import Job, run_all
from realtime.notices import Notice, unread_count
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


def told():
    run_all()
    assert not Job.objects.exclude(error="").exists()
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


def waiting(member):
    """The unread words of a member's notices, as they are counted and mailed."""
    run_all()
    assert not Job.objects.exclude(error="").exists()
    return [notice.kind for notice in Notice.objects.of(member.pk).unread().order_by("id")]


def mailed():
    send_due(now=now() + timedelta(hours=3))
    return [sent.body for sent in django_mail.outbox]


@pytest.fixture
def rosa():
    return make_member(name="Rosa Quispe")


@pytest.fixture
def moderator():
    return make_member()


@pytest.fixture
def post(rosa, moderator):
    """Names Rosa, in a thread that she watches; she was told."""
    thread = make_thread(make_board(moderators=[moderator]), by=rosa, title="Which forwarder?")
    made = make_post(thread, body="@Rosa Quispe, take the **blue** one")
    assert waiting(rosa) == ["forums.mention"]
    return made


def test_a_mail_of_a_mention_quotes_it(post):
    (body,) = mailed()
    assert "@Rosa Quispe, take the blue one" in body
    assert f"http://localhost:8000/forums/posts/{post.pk}/" in body


@pytest.mark.parametrize(
    "end",
    [
        lambda post, moderator: actions.delete(post.pk, by=post.author, now=now()),
        lambda post, moderator: actions.edit(post.pk, by=post.author, body="never mind", version=1, now=now()),
        lambda post, moderator: actions.hide(post.pk, by=moderator, now=now()),
        lambda post, moderator: actions.remove(post.thread_id, by=moderator, now=now()),
    ],
    ids=["deleted", "edited away", "hidden", "thread removed"],
)
def test_a_mention_that_is_gone_is_gone_from_count_tray_and_mail(post, rosa, moderator, log_in, end):
    end(post, moderator)
    assert waiting(rosa) == []
    assert "mentioned you" not in log_in(rosa).get("/notices/").content.decode()
    assert mailed() == []


def test_a_post_that_is_hidden_by_report_takes_its_notices_with_it_and_brings_them_back(post, rosa, moderator):
    report = actions.report(post.pk, by=make_member(), reason="spam", now=now())
    second = make_member()
    actions.list_member(post.thread.board_id, second, moderates=True, by=None, now=now())
    assert waiting(moderator) == ["forums.report"]
    actions.uphold(report.pk, by=moderator, now=now())
    assert (waiting(rosa), waiting(moderator)) == ([], [])
    actions.restore(post.pk, by=moderator, now=now())
    assert waiting(rosa) == ["forums.mention"]


def test_an_edit_that_keeps_the_name_keeps_the_notice_with_the_new_words(post, rosa, log_in):
    actions.edit(post.pk, by=post.author, body="@Rosa Quispe, the red one", version=1, now=now())
    assert waiting(rosa) == ["forums.mention"]
    assert "the red one" in log_in(rosa).get("/notices/").content.decode()
    (body,) = mailed()
    assert "the red one" in body
    assert "blue" not in body


def test_a_board_that_closes_to_a_reader_takes_its_notices_and_gives_them_back_with_the_right(post, rosa):
    staff, board = make_member(is_staff=True), post.thread.board
    actions.change_board(board.pk, by=staff, audience="closed", now=now())
    assert waiting(rosa) == []
    listing = actions.list_member(board.pk, rosa, by=None, now=now())
    assert waiting(rosa) == ["forums.mention"]
    actions.unlist(listing.pk, by=None, now=now())
    assert waiting(rosa) == []
    assert mailed() == []


def test_who_leaves_an_organisation_loses_the_notices_of_its_boards(rosa):
    owner = make_member()
    firm = make_organisation(staff=[owner])
    join(firm, rosa)
    board = make_board("closed", listed=[owner])
    actions.list_organisation(board.pk, firm, by=None, now=now())
    make_post(make_thread(board, by=owner), by=owner, body="@Rosa Quispe, look")
    assert waiting(rosa) == ["forums.mention"]
    staff.remove(firm.pk, rosa.pk, by=rosa, now=now())
    assert waiting(rosa) == []
    assert mailed() == []


def test_an_answer_that_is_taken_back_is_no_notice():
    thread = make_thread(kind="question")
    answer = make_post(thread)
    actions.accept(answer.pk, by=thread.author, now=now())
    assert waiting(answer.author) == ["forums.answer"]
    actions.withdraw_answer(answer.pk, by=thread.author, now=now())
    assert waiting(answer.author) == []


def test_a_mention_read_as_it_came_is_not_told(rosa):
    thread = make_thread(by=rosa)
    made = make_post(thread, body="@Rosa Quispe, yes")
    actions.read_to(made.thread, by=rosa, number=2, now=now())
    assert waiting(rosa) == []
    actions.edit(made.pk, by=made.author, body="never mind", version=1, now=now())
    actions.edit(made.pk, by=made.author, body="@Rosa Quispe, no", version=2, now=now())
    assert waiting(rosa) == ["forums.mention"]


def test_a_lively_thread_is_one_line_and_one_mail(rosa, log_in):
    thread = make_thread(by=rosa, title="Which forwarder?")
    others = [make_member(name=f"Kim {number}") for number in range(2)]
    for number in range(6):
        make_post(thread, by=others[number % 2], body=f"Reply {number}")
    run_all()
    assert unread_count(rosa.pk) == 1
    page = log_in(rosa).get("/notices/").content.decode()
    assert "Kim 1 replied in “Which forwarder?”" in page
    assert "Reply 5" in page
    assert "6 new" in page
    assert "Reply 4" not in page
    bodies = [body for body in mailed() if "Reply 5" in body and "Reply 0" in body]
    assert len(bodies) == 1
