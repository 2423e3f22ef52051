import pytest
from django.core.exceptions import PermissionDenied

from ground.web.idempotency import KeyReused
from network.conversations import actions, facts, live, rules
from network.conversations.models import LONGEST, Conversation, Message
from realtime.streams import events_after
from tests.events.refusals import refused
from tests.factories.members import make_member
from tests.network.conversations.quays import NOW, ROUTES

pytestmark = pytest.mark.django_db


def say(talk, by, body="Ahoy", key=""):
    return actions.say(talk.pk, by=by, body=body, key=key, now=NOW)


def told(talk):
    return [event.told for event in events_after(talk.stream_id, 0)]


def test_a_place_lends_its_stream_and_a_private_conversation_has_its_own(harbour, ship, pilot):
    quay, at_quay = harbour.open_quay(ships=[ship])
    private = actions.open_step("pilotage", "Into port", [ship, pilot], path="/voyage/1/", now=NOW)
    assert (at_quay.stream_id, told(at_quay)) == (quay.stream.pk, [])
    assert private.stream.kind == "conversation"
    assert told(private) == [facts.ConversationOpened(conversation_id=private.pk)]
    assert list(Conversation.objects.of(pilot)) == [private]


def test_one_key_says_it_once_in_each_conversation(harbour, ship):
    _quay, one = harbour.open_quay(ships=[ship])
    _quay, other = harbour.open_quay(ships=[ship])
    first, again, elsewhere = say(one, ship, key="k"), say(one, ship, " Ahoy\n", key="k"), say(other, ship, key="l")
    assert first == again != elsewhere
    assert told(one) == [facts.Said(message_id=first.pk)]
    for talk in (one, other):
        with pytest.raises(KeyReused):
            say(talk, ship, "Help", key="k")


def test_who_does_not_read_there_or_has_no_voice_says_nothing(harbour, ship, pilot):
    _quay, talk = harbour.open_quay(ships=[ship], others=[pilot])
    for silent in (pilot, make_member()):
        with pytest.raises(PermissionDenied):
            say(talk, silent)
    assert not Message.objects.exists()


def test_what_was_said_before_the_closing_is_answered_once_more_and_nothing_new_is_said(harbour, ship):
    quay, talk = harbour.open_quay(ships=[ship])
    said, quay.is_frozen = say(talk, ship, key="k"), True
    assert say(talk, ship, key="k") == said
    assert refused("closed", say, talk, ship, key="l") == ""


def test_who_no_longer_reads_there_learns_nothing_by_the_key(harbour, ship):
    quay, talk = harbour.open_quay(ships=[ship])
    say(talk, ship, key="k")
    quay.in_port.clear()
    with pytest.raises(PermissionDenied):
        say(talk, ship, key="k")


@pytest.mark.parametrize(("body", "code"), [("", "empty"), (" \n ", "empty"), ("x" * 11, "long")])
def test_each_kind_has_its_length(harbour, ship, pilot, body, code):
    _quay, talk = harbour.open_quay(ships=[ship])
    assert refused(code, say, talk, ship, body) == "body"
    private = actions.open_step("pilotage", "Into port", [ship, pilot], path="", now=NOW)
    assert say(private, ship, "x" * 11).body == "x" * 11
    assert refused("long", say, private, ship, "x" * (LONGEST + 1)) == "body"


def test_only_its_author_takes_a_message_back_and_its_words_are_gone(harbour, ship, master):
    _quay, talk = harbour.open_quay(ships=[ship], master=master)
    message = say(talk, ship, "secret")
    with pytest.raises(PermissionDenied):
        actions.take_back(message.pk, by=master, now=NOW)
    for _ in range(2):
        actions.take_back(message.pk, by=ship, now=NOW)
    message.refresh_from_db()
    assert (message.body, message.taken_back_at) == ("", NOW)
    assert told(talk)[1:] == [facts.TakenBack(message_id=message.pk)]


def test_a_host_hides_and_shows_again_but_not_what_was_taken_back(harbour, ship, master):
    _quay, talk = harbour.open_quay(ships=[ship], master=master)
    message, gone = say(talk, ship), say(talk, ship)
    actions.take_back(gone.pk, by=ship, now=NOW)
    for act in (actions.hide, actions.hide, actions.show_again, actions.show_again):
        act(message.pk, by=master, now=NOW)
    actions.hide(gone.pk, by=master, now=NOW)
    assert told(talk)[3:] == [facts.Hidden(message_id=message.pk), facts.ShownAgain(message_id=message.pk)]


def test_nobody_hides_where_there_is_no_host(harbour, ship, pilot):
    private = actions.open_step("pilotage", "Into port", [ship, pilot], path="", now=NOW)
    message = say(private, ship)
    for one in (ship, pilot, make_member()):
        for act in (actions.hide, actions.show_again):
            with pytest.raises(PermissionDenied):
                act(message.pk, by=one, now=NOW)


def test_the_name_of_a_kind_is_taken_once(harbour):
    quay = next(iter(rules._kinds.values()))
    with pytest.raises(ValueError, match="two kinds"):
        live.register(quay)
    assert rules.private_kinds() == ["pilotage"]
    assert ROUTES.hide == ""


def test_a_read_mark_never_goes_back(harbour, ship, pilot):
    talk = actions.open_step("pilotage", "Into port", [ship, pilot], path="", now=NOW)
    for seq in (3, 1):
        actions.read_to(talk, by=pilot, seq=seq, now=NOW)
    assert list(talk.participants.values_list("seen_seq", flat=True)) == [0, 3]
