import pytest
from django.core.exceptions import ObjectDoesNotExist

from network.conversations import actions, live, queries
from network.conversations.models import Message
from realtime.jobs.queue import run_all
from realtime.kinds.pieces import pieces_of
from realtime.notices import Notice
from realtime.streams import Event, events_after, publish
from tests.network.conversations.quays import NOW

pytestmark = pytest.mark.django_db


def say(talk, by, body="Ahoy"):
    return actions.say(talk.pk, by=by, body=body, key="", now=NOW)


def test_old_state_and_events_are_the_state_fetched_afresh(harbour, ship, master):
    quay, talk = harbour.open_quay(ships=[ship], master=master)
    said = [say(talk, ship, f"word {number}") for number in range(3)]
    actions.take_back(said[0].pk, by=ship, now=NOW)
    actions.hide(said[1].pk, by=master, now=NOW)
    actions.hide(said[2].pk, by=master, now=NOW)
    actions.show_again(said[2].pk, by=master, now=NOW)
    shown = {}
    for event in events_after(quay.stream.pk, 0):
        for piece in pieces_of(event, "quay"):
            assert piece.to in (f"lines-{talk.pk}", "")
            shown[piece.id] = piece.html
    page = queries.talk_of(talk, quay, ship).messages
    assert shown == {f"line-{message.pk}": live.message_piece(message) for message in page}
    assert ["word 2" in html for html in shown.values()] == [False, False, True]


def test_an_event_of_one_stream_never_shows_a_message_of_another(harbour, ship, pilot):
    """Should a number be mistaken, what is private stays where it was said."""
    quay, _talk = harbour.open_quay(ships=[ship])
    private = actions.open_step("pilotage", "Into port", [ship, pilot], path="", now=NOW)
    say(private, pilot, "Mind the sandbank")
    told = Event.objects.filter(stream=private.stream).latest("seq").told
    publish(told, to=quay.stream, by=None, at=NOW)
    with pytest.raises(ObjectDoesNotExist):
        pieces_of(Event.objects.get(stream=quay.stream), "quay")


def test_participants_are_told_and_those_of_a_place_are_not(harbour, ship, pilot, master):
    _quay, talk = harbour.open_quay(ships=[ship], others=[pilot], master=master)
    private = actions.open_step("pilotage", "Into port", [ship, pilot], path="", now=NOW)
    say(talk, ship), say(private, ship)
    run_all()
    assert list(Notice.objects.values_list("recipient", "path")) == [(pilot.pk, f"/pilotage/{private.pk}/")]


def test_pages_are_of_fifty_and_each_message_has_its_address(harbour, ship):
    quay, talk = harbour.open_quay(ships=[ship])
    Message.objects.bulk_create(Message(conversation=talk, author=ship, body=f"{n}", at=NOW) for n in range(55))
    newest = queries.talk_of(talk, quay, ship)
    earlier = queries.talk_of(talk, quay, ship, before=newest.earlier)
    assert [page.messages[0].body for page in (newest, earlier)] == ["5", "0"]
    assert [page.is_newest for page in (newest, earlier)] == [True, False]
    assert (len(newest.messages), len(earlier.messages), earlier.earlier) == (50, 5, None)
    first, last = earlier.messages[0], newest.messages[-1]
    assert queries.address_of(last) == f"/quay/#line-{last.pk}"
    assert queries.address_of(first) == f"/quay/?before={first.pk + 1}#line-{first.pk}"


def test_the_voice_on_a_page_is_that_of_the_action(harbour, ship, pilot):
    quay, talk = harbour.open_quay(ships=[ship], others=[pilot])
    assert [queries.talk_of(talk, quay, one).may_say for one in (ship, pilot)] == [True, False]
    quay.is_frozen = True
    frozen = queries.talk_of(talk, quay, ship)
    assert (frozen.may_say, frozen.closed) == (False, "The harbour is frozen.")
