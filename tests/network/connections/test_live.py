"""What moves: each of the two follows their own circle, and the page as it was, with the pieces that its events
refresh, is the page fetched afresh."""

import re

import pytest
from django.utils import timezone

from network.connections import actions
from network.connections.actions import circle_of
from network.connections.models import STANDS_FOR
from realtime.kinds.pieces import pieces_of
from realtime.kinds.stream_kinds import kind_named
from realtime.streams import events_after
from tests.factories.connections import make_request
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()


class Screen:
    """An open page of a member: its pieces, fetched again where the member's circle says so."""

    def __init__(self, client, member, path):
        self.client, self.member, self.path = client, member, path
        self.after = circle_of(member.pk).stream.last_seq
        page = client.get(path).content.decode()
        assert f'data-stream="connections:{circle_of(member.pk).stream_id}"' in page
        self.shown = self._pieces(page)

    def _pieces(self, page):
        sources = re.findall(r'id="(connection-[^"]+)"\s+data-piece-src="([^"]+)"', page)
        assert sources
        return {id: self._in(page, id) for id, _src in sources}

    def _in(self, html, id):
        """From the piece's opening tag to where its element ends."""
        begins = re.search(rf'<(\w+)[^>]*\sid="{id}"', html)
        end = html.index(f"</{begins[1]}>", begins.start())
        return " ".join(re.sub(r"(<time[^>]*)>[^<]*", r"\1>", html[begins.start() : end]).split())

    def follow(self):
        page = self.client.get(self.path).content.decode()
        sources = dict(re.findall(r'id="(connection-[^"]+)"\s+data-piece-src="([^"]+)"', page))
        for event in events_after(circle_of(self.member.pk).stream_id, self.after):
            self.after = event.seq
            for piece in pieces_of(event, "connections"):
                assert piece.do == "refresh"
                if piece.id in self.shown:
                    answer = self.client.get(sources[piece.id].replace("&amp;", "&")).content.decode()
                    self.shown[piece.id] = self._in(answer, piece.id)
        return self.shown == self._pieces(page)


def test_old_state_and_events_are_the_state_fetched_afresh(log_in):
    ada, bo = make_member(name="Ada"), make_member(name="Bo")
    pages = [(ada, bo), (bo, ada)]
    screens = [Screen(log_in(me), me, f"/members/{other.pk}/") for me, other in pages]
    screens += [Screen(log_in(bo), bo, f"/connections/{page}") for page in ("", "requests/", "sent/")]
    steps = (
        lambda: make_request(ada, bo, NOW),
        lambda: actions.decline(ada.pk, by=bo, now=NOW),
        lambda: make_request(bo, ada, NOW),
        lambda: actions.disconnect(bo.pk, by=ada, now=NOW),
        lambda: make_request(ada, bo, NOW),
        lambda: actions.withdraw(bo.pk, by=ada, now=NOW),
    )
    for step in steps:
        before = [dict(screen.shown) for screen in screens]
        step()
        assert all(screen.follow() for screen in screens)
        assert before != [screen.shown for screen in screens]


def test_a_quiet_no_moves_nothing_of_who_asked(log_in):
    ada, bo = make_member(name="Ada"), make_member(name="Bo")
    make_request(ada, bo, NOW)
    before = circle_of(ada.pk).stream.last_seq
    pages = [log_in(ada).get(path).content for path in (f"/members/{bo.pk}/connection/", "/connections/tabs/")]
    actions.decline(ada.pk, by=bo, now=NOW)
    assert circle_of(ada.pk).stream.last_seq == before
    assert pages == [log_in(ada).get(path).content for path in (f"/members/{bo.pk}/connection/", "/connections/tabs/")]
    actions.lapse_due(now=NOW + STANDS_FOR)
    assert circle_of(ada.pk).stream.last_seq == before + 1


def test_a_circle_is_followed_by_its_member_alone():
    ada, away = make_member(), make_member(is_active=False)
    kind = kind_named("connections")
    own, other = circle_of(ada.pk).stream_id, circle_of(away.pk).stream_id
    pairs = {(ada.pk, own), (make_member().pk, own), (None, own), (away.pk, other), (ada.pk, other)}
    assert kind.hold(pairs) == {(ada.pk, own)} == {pair for pair in pairs if kind.may_read(*pair)}
