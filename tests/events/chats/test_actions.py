import pytest
from django.core.exceptions import PermissionDenied

from events.chats.live import LONGEST
from ground.web.idempotency import KeyReused
from network.conversations import actions, facts
from network.conversations.models import Message
from realtime.streams import events_after
from tests.events.refusals import refused
from tests.factories import events as made
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = made.NOW


def told(room):
    return [event.told for event in events_after(room.stream_id, 1)]


@pytest.fixture(params=["booth", "session"])
def room(request):
    return made.make_booth() if request.param == "booth" else made.make_session()


def test_a_registered_visitor_speaks_once_per_key(room):
    visitor = made.visit(room.show)
    line, same = (made.say(room, visitor, "Bonjour 👋🏽", key="k") for _ in range(2))
    assert line == same
    assert (line.body, line.author, line.conversation.stream_id) == ("Bonjour 👋🏽", visitor, room.stream_id)
    assert told(room) == [facts.Said(message_id=line.pk)]
    with pytest.raises(KeyReused):
        made.say(room, visitor, "other words", key="k")


def test_who_is_not_registered_only_reads(room):
    with pytest.raises(PermissionDenied):
        made.say(room, make_member())


def test_hosts_and_organisers_speak_without_registering():
    booth = made.make_booth()
    for host in (made.exhibitor_of(booth), made.organiser_of(booth.show)):
        assert made.say(booth, host).author == host


def test_staff_of_another_booth_are_visitors_here():
    booth, rival = made.make_booth(), made.exhibitor_of(made.make_booth())
    with pytest.raises(PermissionDenied):
        made.say(booth, rival)


@pytest.mark.parametrize(("body", "code"), [("", "empty"), (" \n\t ", "empty"), ("x" * (LONGEST + 1), "long")])
def test_words_are_needed_and_not_too_many(body, code):
    booth = made.make_booth()
    assert refused(code, made.say, booth, made.exhibitor_of(booth), body) == "body"


def test_after_closing_nothing_more_is_said(room):
    visitor = made.visit(room.show)
    made.say(room, visitor)
    made.close(room.show)
    refused("closed", made.say, room, visitor)
    assert Message.objects.said_in(room.stream_id).count() == 1


def test_what_is_taken_back_is_gone_for_good(room):
    visitor = made.visit(room.show)
    line = made.say(room, visitor, "my number is secret")
    for _ in range(2):
        actions.take_back(line.pk, by=visitor, now=NOW)
    line.refresh_from_db()
    assert (line.body, line.taken_back_at) == ("", NOW)
    assert told(room)[1:] == [facts.TakenBack(message_id=line.pk)]


def test_only_its_author_takes_a_line_back():
    booth = made.make_booth()
    line = made.say(booth, made.visit(booth.show))
    for other in (made.exhibitor_of(booth), made.visit(booth.show)):
        with pytest.raises(PermissionDenied):
            actions.take_back(line.pk, by=other, now=NOW)


def test_a_host_hides_a_line_and_shows_it_again():
    booth = made.make_booth()
    host, line = made.exhibitor_of(booth), made.say(booth, made.visit(booth.show))
    for act in (actions.hide, actions.hide, actions.show_again, actions.show_again):
        act(line.pk, by=host, now=NOW)
    assert told(booth)[1:] == [facts.Hidden(message_id=line.pk), facts.ShownAgain(message_id=line.pk)]
    for stranger in (line.author, made.exhibitor_of(made.make_booth())):
        with pytest.raises(PermissionDenied):
            actions.hide(line.pk, by=stranger, now=NOW)
