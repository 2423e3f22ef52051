"""What moves: each follows their own letterbox, and the page as it was, with the pieces that its events refresh, is the
page fetched afresh."""

import re

import pytest
from django.utils import timezone

from network.conversations import actions as conversations
from network.conversations.actions import letterbox_of
from network.messages import actions
from network.messages.models import Exchange
from realtime.jobs.queue import run_all
from realtime.kinds.pieces import pieces_of
from realtime.kinds.stream_kinds import kind_named
from realtime.streams import events_after
from tests.factories.members import make_member
from tests.factories.messages import make_first_message, write

pytestmark = pytest.mark.django_db
NOW = timezone.now()


class Screen:
    """An open page of a member: its pieces, fetched again where the events of what it follows say so."""

    def __init__(self, client, path):
        self.client, self.path = client, path
        page = client.get(path).content.decode()
        self.kind, stream, self.after = re.search(
            r'data-stream="(\w+):(\d+)".*?data-after="(\d+)"', page, re.S
        ).groups()
        self.stream, self.after = int(stream), int(self.after)
        self.shown = self._pieces(page)

    def _pieces(self, page):
        return {id: _in(page, id) for id, _source in _sources(page)}

    def follow(self):
        run_all()
        page = self.client.get(self.path).content.decode()
        sources = dict(_sources(page))
        for event in events_after(self.stream, self.after):
            self.after = event.seq
            for piece in pieces_of(event, self.kind):
                if piece.do == "refresh" and piece.id in self.shown:
                    answer = self.client.get(sources[piece.id].replace("&amp;", "&")).content.decode()
                    self.shown[piece.id] = _in(answer, piece.id)
        return self.shown == self._pieces(page)


def _sources(page):
    found = re.findall(
        r'id="(conversations|message-requests|message-tabs|messages-badge)"\s+data-piece-src="([^"]+)"', page
    )
    assert found
    return found


def _in(html, id):
    """From the piece's opening tag to its end, by counting tags of its kind."""
    begins = re.search(rf'<(\w+)[^>]*\sid="{id}"', html)
    depth, end = 0, begins.start()
    for tag in re.finditer(rf"<(/?){begins[1]}\b", html[begins.start() :]):
        depth += -1 if tag[1] else 1
        if not depth:
            end = begins.start() + tag.end()
            break
    return " ".join(re.sub(r"(<time[^>]*)>[^<]*", r"\1>", html[begins.start() : end]).split())


def test_old_state_and_events_are_the_state_fetched_afresh(log_in):
    ada, bo = make_member(name="Ada"), make_member(name="Bo")
    screens = [Screen(log_in(one), f"/messages/{page}") for one in (ada, bo) for page in ("", "requests/")]
    said = []

    def exchange():
        return Exchange.objects.get()

    steps = (
        lambda: make_first_message(ada, bo, "May I?", NOW),
        lambda: actions.decline(exchange().pk, by=bo, now=NOW),
        lambda: write(bo, ada, "Yes, after all", NOW),
        lambda: said.append(write(ada, bo, "Thank you", NOW)),
        lambda: conversations.read_to(exchange().conversation, by=bo, seq=said[0].seq, now=NOW),
        lambda: said.append(write(ada, bo, "Again", NOW)),
        lambda: conversations.take_back(said[1].pk, by=ada, now=NOW),
    )
    for number, step in enumerate(steps):
        before = [dict(screen.shown) for screen in screens]
        step()
        assert [screen.follow() for screen in screens] == [True] * 4, number
        assert before != [screen.shown for screen in screens], number


def test_a_quiet_no_moves_nothing_of_who_wrote(log_in):
    ada, bo = make_member(name="Ada"), make_member(name="Bo")
    found = make_first_message(ada, bo)
    paths = [f"/messages/{found.conversation_id}/foot/", f"/members/{bo.pk}/connection/", "/messages/piece/"]
    before = [log_in(ada).get(path).content for path in paths]
    head = found.conversation.stream.last_seq
    actions.decline(found.pk, by=bo, now=timezone.now())
    found.conversation.stream.refresh_from_db()
    assert (letterbox_of(ada.pk).stream.last_seq, found.conversation.stream.last_seq) == (0, head)
    assert before == [log_in(ada).get(path).content for path in paths]


def test_who_was_written_to_is_not_there_until_they_accept():
    ada, bo = make_member(), make_member()
    found = make_first_message(ada, bo)
    may_read = kind_named("conversation").may_read
    assert [may_read(one.pk, found.conversation.stream_id) for one in (ada, bo)] == [True, False]
    actions.accept(found.pk, by=bo, now=timezone.now())
    assert may_read(bo.pk, found.conversation.stream_id)
    (event,) = events_after(found.conversation.stream_id, 2)
    assert [piece.id for piece in pieces_of(event, "conversation")] == ["talk-foot"]
