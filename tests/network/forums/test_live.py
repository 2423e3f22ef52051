"""What moves: the page as it was, with the pieces of what happened since, is the page fetched afresh."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from network.forums import actions
from network.forums.live import viewer
from network.forums.models import ReadMark, Thread
from realtime.access import revocation
from realtime.delivery.rendering import Ask, fetch
from realtime.kinds.pieces import pieces_of
from realtime.kinds.stream_kinds import kind_named
from realtime.streams import events_after
from tests.factories.forums import first_post, make_board, make_post, make_thread
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def now():
    return timezone.now()


class Screen:
    """What an open page holds of a list, kept up with pieces as the browser does it."""

    def __init__(self, path, tag):
        self.path, self.tag = path, tag
        self.pieces = self.fetched()

    def fetched(self):
        page = Client().get(self.path).content.decode()
        self.acts = "".join(re.findall(r'<template id="acts">(.*?)</template>', page, re.S))
        found = re.findall(rf'<{self.tag}[^>]*\sid="([^"]+)".*?</{self.tag}>', page, re.S)
        return {id: plain(re.search(rf'<{self.tag}[^>]*\sid="{id}".*?</{self.tag}>', page, re.S)[0]) for id in found}

    def follow(self, living, after):
        for event in events_after(living.stream_id, after):
            for piece in pieces_of(event, living.stream.kind):
                self.apply(piece)

    def apply(self, piece):
        if piece.do == "append" and piece.id not in self.pieces:
            self.pieces[piece.id] = plain(self.completed(piece.html))
        if piece.do == "replace" and piece.id in self.pieces:
            self.pieces[piece.id] = plain(self.completed(piece.html))
        if piece.do == "remove":
            self.pieces.pop(piece.id, None)

    def completed(self, html):
        """With what the browser adds to a post that arrives: see static/js/forum/complete-posts.js."""
        if ' data-lacks="acts"' not in html:
            return html
        words = {
            "pk": re.search(r'id="post-(\d+)"', html)[1],
            "number": re.search(r'data-number="(\d+)"', html)[1],
            "at": re.findall(r'<a href="(/forums/posts/\d+/)"><time', html)[0],
            "who": re.search(r'<a class="name"[^>]*><b>(.*?)</b>', html)[1],
        }
        acts = re.sub(r"\{(\w+)\}", lambda found: words[found[1]], self.acts)
        if 'class="post gone"' in html:
            acts = acts[acts.rindex('<span class="drop') :]
        return re.sub(r'(<div class="re") data-lacks="acts">(.*?)</div>', rf"\1>\2{acts}</div>", html, flags=re.S)


def plain(html):
    """Without the words of time, which go on while one reads, and without what stands between two elements."""
    html = re.sub(r'(<time datetime="[^"]*")[^>]*>[^<]*', r"\1>", html.strip())
    return re.sub(r"\s+<|>\s+", lambda found: found[0].strip(), html)


def test_a_thread_followed_is_the_thread_fetched():
    asker, rosa, moderator = make_member(name="Kim"), make_member(name="Rosa Quispe"), make_member()
    thread = make_thread(make_board(moderators=[moderator]), by=asker, kind="question")
    early = make_post(thread, body="Early")
    screen = Screen(f"/forums/threads/{thread.pk}/", "article")
    thread.stream.refresh_from_db()
    after = thread.stream.last_seq

    answer = make_post(thread, by=rosa, body="Use **a broker**", quoted=early)
    other = make_post(thread, body="Thanks @Rosa Quispe", quoted=answer)
    actions.react(first_post(thread).pk, by=rosa, sign="same", now=now())
    actions.react(answer.pk, by=asker, sign="thanks", now=now())
    actions.react(answer.pk, by=moderator, sign="thanks", now=now())
    actions.react(first_post(thread).pk, by=rosa, sign="same", now=now())
    actions.edit(answer.pk, by=rosa, body="Use *two* brokers", version=1, now=now())
    actions.accept(other.pk, by=asker, now=now())
    actions.accept(answer.pk, by=asker, now=now())
    actions.delete(early.pk, by=early.author, now=now())
    actions.hide(other.pk, by=moderator, now=now())
    actions.restore(other.pk, by=moderator, now=now())
    actions.hide(first_post(thread).pk, by=moderator, now=now())
    actions.lock(thread.pk, by=moderator, now=now())

    screen.follow(thread, after)
    assert list(screen.pieces) == [f"post-{p.pk}" for p in thread.posts.order_by("number")]
    assert screen.pieces == screen.fetched()


def test_a_piece_that_comes_twice_changes_nothing():
    thread = make_thread()
    screen = Screen(f"/forums/threads/{thread.pk}/", "article")
    make_post(thread)
    for _ in range(2):
        screen.follow(thread, 0)
    assert screen.pieces == screen.fetched()


def test_a_board_followed_is_the_board_fetched_but_for_the_order():
    moderator = make_member()
    board = make_board(moderators=[moderator])
    old, gone = make_thread(board, kind="question"), make_thread(board)
    screen = Screen(f"/forums/boards/{board.slug}/", "li")
    board.stream.refresh_from_db()
    after = board.stream.last_seq

    fresh = make_thread(board)
    make_post(fresh)
    answer = make_post(old)
    actions.accept(answer.pk, by=old.author, now=now())
    actions.pin(old.pk, by=moderator, now=now())
    actions.lock(old.pk, by=moderator, now=now())
    actions.retitle(fresh.pk, by=fresh.author, title="Better", now=now())
    actions.remove(gone.pk, by=moderator, now=now())

    screen.follow(board, after)
    assert f"thread-{gone.pk}" not in screen.pieces
    assert screen.pieces == screen.fetched()


@pytest.mark.parametrize("change", ["lock", "pin", "retitle", "accept"])
def test_the_head_says_what_has_become_of_the_thread(change):
    moderator = make_member()
    thread = make_thread(make_board(moderators=[moderator]), by=moderator, kind="question")
    answer = make_post(thread)
    after = len(events_after(thread.stream_id, 0))
    more = {"title": "Better"} if change == "retitle" else {}
    target = answer.pk if change == "accept" else thread.pk
    getattr(actions, change)(target, by=moderator, now=now(), **more)
    pieces = [p for e in events_after(thread.stream_id, after) for p in pieces_of(e, "thread")]
    head = next(piece.html for piece in pieces if piece.id == f"head-{thread.pk}")
    assert head.strip() in Client().get(f"/forums/threads/{thread.pk}/").content.decode()


def test_whether_one_may_write_is_asked_anew_by_each():
    moderator = make_member()
    thread = make_thread(make_board(moderators=[moderator]))
    actions.lock(thread.pk, by=moderator, now=now())
    pieces = pieces_of(events_after(thread.stream_id, 1)[0], "thread")
    assert ("refresh", f"composer-{thread.pk}") in [(piece.do, piece.id) for piece in pieces]
    assert "locked" in Client().get(f"/forums/threads/{thread.pk}/composer/").content.decode()


@pytest.mark.parametrize("kind", ["thread", "board"])
def test_who_may_follow_a_stream(kind):
    listed, stranger = make_member(), make_member()
    thread = make_thread(make_board("closed", listed=[listed]), by=listed)
    stream = (thread if kind == "thread" else thread.board).stream_id
    may_read = kind_named(kind).may_read
    assert may_read(listed.pk, stream)
    assert not may_read(stranger.pk, stream)
    assert not may_read(None, stream)
    assert not may_read(999_999, stream)


def test_a_removed_thread_is_followed_by_nobody():
    thread = make_thread()
    actions.remove(thread.pk, by=thread.author, now=now())
    assert not kind_named("thread").may_read(thread.author_id, thread.stream_id)


def test_what_a_reader_has_on_screen_counts_as_read():
    thread, reader = make_thread(), make_member()
    post = make_post(thread)
    actions.react(post.pk, by=reader, sign="thanks", now=now())
    kind_named("thread").seen(reader.pk, thread.stream_id, 1)
    assert ReadMark.objects.get(member=reader).number == 1
    kind_named("thread").seen(reader.pk, thread.stream_id, 3)
    assert ReadMark.objects.get(member=reader).number == 2


def test_who_has_left_is_a_visitor():
    left = make_member(is_active=False)
    assert not viewer(left.pk).is_authenticated


@pytest.mark.parametrize("audience", ["public", "members", "closed"])
def test_rights_asked_together_are_those_asked_one_by_one(audience):
    people = [listed := make_member(), moderator := make_member(), make_member(), make_member(is_active=False)]
    board = make_board(audience, listed=[listed], moderators=[moderator])
    thread, removed = make_thread(board, listed), make_thread(board, listed)
    Thread.objects.filter(pk=removed.pk).update(removed_at=now())
    for name, those in (("thread", [thread, removed]), ("board", [board])):
        kind = kind_named(name)
        pairs = {(who, what.stream_id) for who in (None, *(person.pk for person in people)) for what in those}
        assert kind.hold(pairs) == {pair for pair in pairs if kind.may_read(*pair)}


@pytest.mark.parametrize("audience", ["public", "members"])
def test_the_rights_of_many_in_an_open_room_are_asked_in_as_many_queries_as_those_of_one(count_queries, audience):
    thread = make_thread(make_board(audience))
    rights = {revocation.Right(make_member().pk, "thread", thread.stream_id)}
    one = count_queries(lambda: revocation.lost(rights))
    rights |= {revocation.Right(make_member().pk, "thread", thread.stream_id) for _ in range(3)}
    assert count_queries(lambda: revocation.lost(rights)) == one
    assert revocation.lost(rights) == set()


def test_many_posts_are_drawn_in_as_many_queries_as_one(count_queries):
    thread = make_thread()
    actions.reply(thread.pk, by=thread.author, body="one", now=now())

    def drawn():
        [events] = fetch([Ask(thread.stream_id, "thread", 0, frozenset(["en"]))]).values()
        return [event.text["en"] for event in events]

    one = count_queries(drawn)
    for words in ("two", "three"):
        actions.reply(thread.pk, by=make_member(), body=words, now=now())
    assert count_queries(drawn) == one
    assert [">three</p>" in text for text in drawn()][-1]


def test_one_post_that_cannot_be_drawn_holds_up_no_other(caplog):
    thread = make_thread()
    lost = actions.reply(thread.pk, by=thread.author, body="lost", now=now())
    actions.reply(thread.pk, by=thread.author, body="found", now=now())
    lost.delete()
    [events] = fetch([Ask(thread.stream_id, "thread", 1, frozenset(["en"]))]).values()
    assert '"anew":true' in events[0].text["en"]
    assert ">found</p>" in events[1].text["en"]


def test_many_threads_that_moved_are_drawn_in_as_many_queries_as_one(count_queries):
    threads = [make_thread() for _ in range(3)]
    for number, thread in enumerate(threads):
        make_post(thread, body=f"post {number}")
    asks = [
        Ask(thread.stream_id, "thread", 1, frozenset([language]))
        for thread, language in zip(threads, ("en", "fr", "en"), strict=True)
    ]
    found = fetch(asks)
    for number, ask in enumerate(asks):
        [event] = found[ask.stream]
        [language] = ask.languages
        assert list(event.text) == [language]
        assert f"post {number}" in event.text[language]
    english = [ask for ask in asks if "en" in ask.languages]
    assert count_queries(lambda: fetch(english)) == count_queries(lambda: fetch(english[:1]))
