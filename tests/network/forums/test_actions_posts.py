import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from ground.web.idempotency import KeyReused
from ground.words import markdown
from network.forums import actions
from network.forums.actions import steps
from network.forums.facts import PostDeleted, PostEdited, ReactionChanged, Replied, Stirred, ThreadStarted
from network.forums.models import Board, Post, ReadMark, Thread, ThreadFollow
from realtime.streams import broken_links, events_after
from tests.factories.forums import first_post, make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.ground.tables.round_trips import counted_round_trips


def now():
    return timezone.now()


def told(living):
    return [event.told for event in events_after(living.stream_id, 0)]


@pytest.mark.django_db
def test_a_reply_is_the_next_post_and_is_told_to_thread_and_board():
    thread, author = make_thread(), make_member()
    post = actions.reply(thread.pk, by=author, body="**Yes**", now=now())
    assert (post.number, post.html) == (2, '<p dir="auto"><strong>Yes</strong></p>\n')
    assert told(thread) == [
        ThreadStarted(thread_id=thread.pk, post_id=first_post(thread).pk),
        Replied(thread_id=thread.pk, post_id=post.pk, number=2),
    ]
    assert told(thread.board) == [Stirred(thread_id=thread.pk, new=True), Stirred(thread_id=thread.pk)]


@pytest.mark.django_db
def test_a_reply_is_counted():
    thread, author = make_thread(), make_member()
    post = actions.reply(thread.pk, by=author, body="Yes", now=now())
    thread, board = Thread.objects.get(pk=thread.pk), Board.objects.get(pk=thread.board_id)
    assert (thread.last_number, thread.last_poster, thread.last_post_at) == (2, author, post.written_at)
    assert (board.thread_count, board.post_count, board.last_thread, board.last_poster) == (1, 2, thread, author)


@pytest.mark.django_db
def test_who_replies_has_read_it_and_watches():
    post = make_post()
    assert ReadMark.objects.get(member=post.author).number == 2
    assert ThreadFollow.objects.get(member=post.author).level == "watch"


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["", "   \n", "\u200b", "x" * 20_001])
def test_a_reply_says_something_and_not_too_much(body):
    thread = make_thread()
    with pytest.raises(ValidationError):
        actions.reply(thread.pk, by=make_member(), body=body, now=now())
    assert thread.posts.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["x" * 300, "🚢🇨🇦👩‍🚀", "مرحبا بكم", "x" * 20_000])
def test_anything_that_can_be_seen_can_be_said(body):
    assert make_post(body=body).body == body


@pytest.mark.django_db
def test_a_key_posts_once_and_is_refused_for_anything_else():
    thread, author = make_thread(), make_member()
    first = actions.reply(thread.pk, by=author, body="Yes", key="k", now=now())
    assert actions.reply(thread.pk, by=author, body="Yes", key="k", now=now()) == first
    with pytest.raises(KeyReused):
        actions.reply(thread.pk, by=author, body="No", key="k", now=now())
    with pytest.raises(KeyReused):
        actions.reply(make_thread().pk, by=author, body="Yes", key="k", now=now())
    assert thread.posts.count() == 2


@pytest.mark.django_db
def test_nobody_replies_where_they_may_not():
    listed, moderator, stranger = make_member(), make_member(), make_member()
    closed = make_thread(make_board("closed", listed=[listed]), by=listed)
    with pytest.raises(Thread.DoesNotExist):
        actions.reply(closed.pk, by=stranger, body="Let me in", now=now())
    news = make_thread(make_board(voices="moderators", moderators=[moderator]), by=moderator)
    with pytest.raises(PermissionDenied):
        actions.reply(news.pk, by=stranger, body="First!", now=now())
    assert Post.objects.count() == 2


@pytest.mark.django_db
def test_a_locked_thread_takes_no_reply_but_repeats_one_made_before():
    moderator, author = make_member(), make_member()
    thread = make_thread(make_board(moderators=[moderator]))
    before = actions.reply(thread.pk, by=author, body="Yes", key="k", now=now())
    actions.lock(thread.pk, by=moderator, now=now())
    with pytest.raises(ValidationError) as refusal:
        actions.reply(thread.pk, by=author, body="More", now=now())
    assert refusal.value.code == "locked"
    assert actions.reply(thread.pk, by=author, body="Yes", key="k", now=now()) == before


@pytest.mark.django_db
def test_a_quote_is_of_a_standing_post_in_the_same_thread():
    thread = make_thread()
    quoted, elsewhere = make_post(thread), make_post()
    assert make_post(thread, quoted=quoted).quoted == quoted
    assert make_post(thread, quoted=elsewhere).quoted is None
    actions.delete(quoted.pk, by=quoted.author, now=now())
    assert make_post(thread, quoted=quoted).quoted is None


@pytest.mark.django_db
def test_an_edit_keeps_what_was_said():
    post = make_post(body="Teh answer")
    edited = actions.edit(post.pk, by=post.author, body="The answer", version=1, now=now())
    assert (edited.body, edited.version, edited.edited_at is not None) == ("The answer", 2, True)
    assert [(v.number, v.body, v.written_at) for v in post.versions.all()] == [(1, "Teh answer", post.written_at)]
    assert told(post.thread)[-1] == PostEdited(thread_id=post.thread_id, post_id=post.pk, version=2)


@pytest.mark.django_db
def test_an_edit_that_changes_nothing_tells_nothing():
    post = make_post(body="Same")
    actions.edit(post.pk, by=post.author, body="Same", version=1, now=now())
    assert len(told(post.thread)) == 2
    assert not post.versions.exists()


@pytest.mark.django_db
def test_an_edit_of_an_older_version_is_refused():
    post = make_post()
    actions.edit(post.pk, by=post.author, body="From one tab", version=1, now=now())
    with pytest.raises(ValidationError) as refusal:
        actions.edit(post.pk, by=post.author, body="From another", version=1, now=now())
    assert refusal.value.code == "stale"


@pytest.mark.django_db
def test_others_change_nothing():
    post, other = make_post(), make_member()
    with pytest.raises(PermissionDenied):
        actions.edit(post.pk, by=other, body="Ha", version=1, now=now())
    with pytest.raises(PermissionDenied):
        actions.delete(post.pk, by=other, now=now())
    assert Post.objects.get(pk=post.pk).body == "Like this."


@pytest.mark.django_db
def test_a_deleted_post_leaves_a_tombstone_without_its_words():
    post = make_post(body="My secret")
    actions.edit(post.pk, by=post.author, body="Not my secret", version=1, now=now())
    for _ in range(2):
        actions.delete(post.pk, by=post.author, now=now())
    gone = Post.objects.get(pk=post.pk)
    assert (gone.number, gone.body, gone.html, gone.stands) == (2, "", "", False)
    assert not gone.versions.exists()
    assert told(post.thread)[-1] == PostDeleted(thread_id=post.thread_id, post_id=post.pk)
    assert make_post(post.thread).number == 3


@pytest.mark.django_db
def test_a_sign_is_given_and_taken_back():
    post, member = make_post(), make_member()
    actions.react(post.pk, by=member, sign="thanks", now=now())
    assert [(r.member, r.sign) for r in post.reactions.all()] == [(member, "thanks")]
    actions.react(post.pk, by=member, sign="thanks", now=now() + timedelta(seconds=5))
    assert not post.reactions.exists()
    assert told(post.thread)[-2:] == [
        ReactionChanged(post_id=post.pk, sign="thanks", given=True),
        ReactionChanged(post_id=post.pk, sign="thanks", given=False),
    ]


@pytest.mark.django_db
def test_a_sign_that_is_given_twice_on_purpose_is_given_once():
    post, member = make_post(), make_member()
    for _ in range(2):
        actions.react(post.pk, by=member, sign="agree", given=True, now=now())
    assert post.reactions.count() == 1
    assert len(told(post.thread)) == 3


@pytest.mark.django_db
def test_a_double_click_gives_a_sign_and_does_not_take_it_back():
    post, member = make_post(), make_member()
    for _ in range(2):
        actions.react(post.pk, by=member, sign="agree", now=now())
    assert post.reactions.count() == 1


@pytest.mark.django_db
def test_only_known_signs_are_given_and_only_to_what_stands():
    post, member = make_post(), make_member()
    with pytest.raises(ValidationError):
        actions.react(post.pk, by=member, sign="angry", now=now())
    actions.delete(post.pk, by=post.author, now=now())
    with pytest.raises(ValidationError):
        actions.react(post.pk, by=member, sign="agree", now=now())


@pytest.mark.django_db(transaction=True)
def test_racing_replies_are_numbered_without_gap_or_double():
    board = make_board()
    threads = [make_thread(board), make_thread(board)]
    people = [make_member() for _ in range(4)]

    def write(person):
        for turn in range(6):
            actions.reply(threads[turn % 2].pk, by=person, body=f"Turn {turn}", key=f"k{turn}", now=now())
        connection.close()

    runners = [threading.Thread(target=write, args=[person]) for person in people]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    close_old_connections()
    for thread in threads:
        assert [post.number for post in thread.posts.order_by("number")] == list(range(1, 14))
        assert [event.seq for event in events_after(thread.stream_id, 0)] == list(range(1, 14))
        thread.stream.refresh_from_db()
        assert broken_links(thread.stream) == []
    assert Board.objects.get(pk=board.pk).post_count == 26
    assert len(told(board)) == 26


@pytest.mark.django_db(transaction=True)
def test_a_reply_and_the_removal_of_the_newest_thread_do_not_wait_for_each_other(monkeypatch):
    """The board then names the replier's thread as its newest, before the reply is through."""
    board, ada, ben = make_board(), make_member(), make_member()
    older, newest = make_thread(board, by=ada), make_thread(board, by=ben)
    replying, removed, counting = threading.Event(), threading.Event(), threading.Event()
    plain, count, failed = steps.say, steps.count_post, []

    def say(*args, **kwargs):
        replying.set()
        removed.wait(0.5)
        return plain(*args, **kwargs)

    def count_post(*args):
        counting.set()
        count(*args)

    def reply():
        try:
            actions.reply(older.pk, by=ada, body="x", now=now())
        except Exception as error:
            failed.append(error)
        connection.close()

    monkeypatch.setattr(steps, "say", say)
    monkeypatch.setattr(steps, "count_post", count_post)
    replier = threading.Thread(target=reply)
    replier.start()
    assert replying.wait(5)
    with transaction.atomic():
        actions.remove(newest.pk, by=ben, now=now())
        removed.set()
        assert counting.wait(5)
    replier.join()
    assert failed == []
    assert (older.posts.count(), Board.objects.get().post_count) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_posts_once():
    thread, author = make_thread(), make_member()
    made = []

    def click():
        made.append(actions.reply(thread.pk, by=author, body="Yes", key="same", now=now()).pk)
        connection.close()

    runners = [threading.Thread(target=click) for _ in range(4)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    close_old_connections()
    assert len(made) == 4 and len(set(made)) == 1
    assert thread.posts.count() == 2


@pytest.mark.django_db(transaction=True)
def test_words_are_read_before_any_lock_is_taken(monkeypatch):
    rosa, parse, read = make_member(name="Rosa Quispe"), markdown.parse, []

    def watched(text):
        read.append((text, connection.in_atomic_block))
        return parse(text)

    monkeypatch.setattr(markdown, "parse", watched)
    board = make_board()
    said = {"body": "@Rosa Quispe", "by": rosa, "now": now()}
    first = actions.start(board.pk, kind="question", title="Tides?", **said)
    post = actions.reply(first.thread_id, **said)
    actions.edit(post.pk, version=1, **{**said, "body": "@Rosa Quispe!"})
    assert read == [("@Rosa Quispe", False), ("@Rosa Quispe", False), ("@Rosa Quispe!", False)]
    assert Post.objects.get(pk=post.pk).mentions.get().member == rosa


@pytest.mark.django_db(transaction=True)
def test_a_reply_waits_for_the_database_four_times(django_assert_num_queries):
    """Begin; what it is decided on, locked; all that it writes; commit. How long it takes is told by `bench posts`."""
    thread, author = make_thread(), make_member()
    with counted_round_trips() as waited:
        actions.reply(thread.pk, by=author, body="Yes", key="first", now=now())
    assert waited == (["Sync", "Sync", "Sync", "Query"] if connection.vendor == "postgresql" else [])
    # Two reads, ten that write, begin and commit; keys are a statement of PostgreSQL alone.
    with django_assert_num_queries(15 if connection.vendor == "postgresql" else 14):
        actions.reply(thread.pk, by=author, body="Again", key="second", now=now())


@pytest.mark.django_db(transaction=True)
def test_a_reply_that_names_ten_waits_as_often():
    thread, author = make_thread(), make_member()
    named = " ".join(f"@{make_member(name=f'Reader {number}').name}" for number in range(10))
    with counted_round_trips() as waited:
        post = actions.reply(thread.pk, by=author, body=f"See {named}", key="k", now=now())
    assert post.mentions.count() == 10
    assert len(waited) <= 7  # the board and the named are looked for before anything is locked


@pytest.mark.django_db(transaction=True)
def test_who_waited_for_the_thread_sees_what_was_kept_and_changed_meanwhile():
    """The key, the streams' tips and the board's rules are those that are there once the lock is had."""
    thread, author, posts = make_thread(), make_member(), []

    def write():
        try:
            posts.append(actions.reply(thread.pk, by=author, body="Once", key="the same", now=now()))
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {post.pk for post in posts} == {Post.objects.get(number=2).pk}
    assert len(posts) == 4
    assert broken_links(Thread.objects.get(pk=thread.pk).stream) == []


@pytest.mark.django_db(transaction=True)
def test_a_board_that_closes_while_a_reply_waits_refuses_it():
    thread, author, refused = make_thread(), make_member(), []

    def write():
        try:
            actions.reply(thread.pk, by=author, body="Late", now=now())
        except PermissionDenied:
            refused.append(author)
        finally:
            connection.close()

    with transaction.atomic():
        Board.objects.select_for_update().get(pk=thread.board_id)
        writer = threading.Thread(target=write)
        writer.start()
        Board.objects.filter(pk=thread.board_id).update(voices=Board.Voices.MODERATORS)
    writer.join()
    assert refused == [author]
    assert thread.posts.count() == 1
