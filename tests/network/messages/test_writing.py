"""How members begin to write to each other: at once, by a first message, or not."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from ground.web.idempotency import KeyReused
from network.conversations import actions as conversations
from network.conversations.actions import letterbox_of, take_messages
from network.conversations.models import Conversation, Message
from network.desk import actions as desk
from network.members import actions as members
from network.messages import actions, queries, rules
from network.messages.models import RESTS_FOR, Exchange
from realtime.jobs.queue import run_all
from realtime.notices import Notice
from tests.factories.connections import connect
from tests.factories.desk import on_desk
from tests.factories.members import make_member
from tests.factories.messages import make_first_message, make_talk_of_two, write
from tests.races import race

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LONG_HERE = NOW - timedelta(days=400)
WAITS = ["Ada writes to you for the first time"]


@pytest.fixture
def ada():
    return make_member(name="Ada", joined_at=LONG_HERE)


@pytest.fixture
def bo():
    return make_member(name="Bo", joined_at=LONG_HERE)


def refusal(act, *args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        act(*args, **kwargs)
    error = refused.value
    return next(iter(error.error_dict.values()))[0].code if hasattr(error, "error_dict") else error.code


def seen_by(member):
    """What stands in the member's list: the name, the last words, how many are unread."""
    return [(row.name, row.last_words, row.unread) for row in queries.conversations_of(member)]


def tray(member):
    run_all()
    standing = Notice.objects.of(member.pk).select_related("event").order_by("pk")
    return [(notice.sentence, notice.path) for notice in standing]


@pytest.mark.parametrize("way", ["connected", "anyone"])
def test_who_is_let_in_is_read_at_once_and_there_is_one_conversation(ada, bo, way):
    connect(ada, bo, NOW) if way == "connected" else take_messages("anyone", by=bo)
    first = write(ada, bo, "Hello", NOW)
    answer = write(bo, ada, "Hello, Ada", NOW)
    assert first.conversation_id == answer.conversation_id
    assert seen_by(ada) == [("Bo", "Hello, Ada", 1)] and seen_by(bo) == [("Ada", "Hello, Ada", 1)]
    assert Conversation.objects.count() == 1


def test_a_first_message_waits_apart_until_it_is_accepted(ada, bo):
    found = make_first_message(ada, bo, "May I ask?", NOW)
    assert seen_by(bo) == [] and list(queries.requests_to(bo)) == [found]
    assert (on_desk(bo), on_desk(ada)) == (WAITS, [])
    assert tray(bo) == [("Ada writes to you for the first time.", "/messages/requests/")]
    assert refusal(write, ada, bo, "And one more thing", NOW) == "waits"
    assert refusal(conversations.say, found.conversation_id, by=ada, body="More", key="", now=NOW) == "closed"
    for _ in range(2):
        actions.accept(found.pk, by=bo, now=NOW)
    assert seen_by(bo) == [("Ada", "May I ask?", 1)] and not queries.requests_to(bo).exists()
    assert on_desk(bo) == [] and tray(bo) == [] and not desk.mend(now=NOW)
    assert tray(ada) == [("Bo accepted your message.", f"/messages/{found.conversation_id}/")]
    assert write(ada, bo, "Thank you", NOW).conversation_id == found.conversation_id


def test_a_no_reads_like_silence_and_both_rest_alike(ada, bo):
    cy = make_member(name="Cy", joined_at=LONG_HERE)
    declined, silent = make_first_message(ada, bo, now=NOW), make_first_message(ada, cy, now=NOW)
    for _ in range(2):
        actions.decline(declined.pk, by=bo, now=NOW)
    assert not queries.requests_to(bo).exists() and on_desk(bo) == [] and not desk.mend(now=NOW)
    assert tray(ada) == [] and letterbox_of(ada.pk).stream.last_seq == 0
    one, other = (queries.writing_to(ada, to, now=NOW) for to in (bo, cy))
    assert (one.again_at, one.is_offered) == (other.again_at, other.is_offered) == (NOW + RESTS_FOR, False)
    assert [row.waits for row in queries.conversations_of(ada)] == [True, True]
    for to, found in ((bo, declined), (cy, silent)):
        assert refusal(write, ada, to, "Again", NOW + RESTS_FOR - timedelta(hours=1)) == "waits"
        assert write(ada, to, "Again", NOW + RESTS_FOR).conversation_id == found.conversation_id
        assert [one.first.body for one in queries.requests_to(to)] == ["Again"]


def test_who_declined_and_then_writes_has_accepted(ada, bo):
    found = make_first_message(ada, bo, now=NOW)
    actions.decline(found.pk, by=bo, now=NOW)
    assert write(bo, ada, "I thought again", NOW).conversation_id == found.conversation_id
    assert seen_by(ada)[0][:2] == ("Bo", "I thought again") and Exchange.objects.get().accepted_at == NOW


def test_who_is_connected_meanwhile_writes_on(ada, bo):
    found = make_first_message(ada, bo, "One", NOW)
    connect(ada, bo, NOW)
    assert write(ada, bo, "Two", NOW + RESTS_FOR).conversation_id == found.conversation_id
    assert seen_by(bo) == [("Ada", "Two", 2)]


@pytest.mark.parametrize("opened", ["connected", "anyone"])
@pytest.mark.parametrize("declined", [True, False])
def test_whom_the_other_lets_in_writes_at_once_though_a_first_message_waits(ada, bo, opened, declined):
    found = make_first_message(ada, bo, "One", NOW)
    if declined:
        actions.decline(found.pk, by=bo, now=NOW)
    connect(ada, bo, NOW) if opened == "connected" else take_messages("anyone", by=bo)
    assert queries.writing_to(ada, bo, now=NOW).is_offered
    assert write(ada, bo, "Two", NOW).conversation_id == found.conversation_id
    assert seen_by(bo) == [("Ada", "Two", 2)]


def test_what_was_taken_back_opens_no_door_and_is_accepted_by_nobody(ada, bo):
    take_messages("connections", by=ada)
    found = make_first_message(ada, bo, now=NOW)
    conversations.take_back(found.first_id, by=ada, now=NOW)
    assert not queries.writing_to(bo, ada, now=NOW).is_offered
    assert refusal(write, bo, ada, "What did you want?", NOW) == "never"
    take_messages("first", by=ada)
    write(bo, ada, "What did you want?", NOW)
    assert Exchange.objects.get().accepted_at is None and seen_by(ada) == []
    assert [one.first.body for one in queries.requests_to(ada)] == ["What did you want?"]
    actions.accept(found.pk, by=ada, now=NOW)
    assert seen_by(ada)[0][:2] == ("Bo", "What did you want?") and seen_by(bo)[0][0] == "Ada"


def test_who_takes_connections_only_is_written_to_by_nobody_else(ada, bo):
    take_messages("connections", by=bo)
    assert refusal(write, ada, bo, "Hello", NOW) == "never"
    assert not queries.writing_to(ada, bo, now=NOW).is_offered and not Message.objects.exists()


@pytest.mark.parametrize("gone", ["inactive", "unconfirmed", "oneself", "nobody"])
def test_nobody_writes_to_who_is_not_there(ada, bo, gone):
    if gone == "inactive":
        bo.is_active = False
    elif gone == "unconfirmed":
        bo.confirmed_at = None
    bo.save()
    to = {"oneself": ada, "nobody": make_member()}.get(gone, bo)
    if gone == "nobody":
        to.pk = 999_999_999
    assert refusal(write, ada, to, "Hello", NOW) == "never"


def test_in_a_conversation_nobody_writes_to_who_is_gone(ada, bo):
    talk = make_talk_of_two(ada, bo, NOW)
    bo.is_active = False
    bo.save()
    assert refusal(conversations.say, talk.pk, by=ada, body="Hello?", key="", now=NOW) == "closed"
    assert refusal(write, ada, bo, "Hello?", NOW) == "never"


def test_a_new_account_has_few_first_messages_waiting(bo):
    new = make_member(joined_at=NOW)
    for _ in range(rules.WAIT_AT_MOST_WHILE_NEW):
        made = make_first_message(new, now=NOW)
    assert refusal(write, new, bo, "Hello", NOW) == "too_many"
    reader = made.high if made.low_id == new.pk else made.low
    actions.decline(made.pk, by=reader, now=NOW)
    assert refusal(write, new, bo, "That there is room would tell of a no", NOW) == "too_many"
    assert write(new, bo, "Hello", NOW + RESTS_FOR)
    assert rules.most_waiting(is_new=False) == rules.WAIT_AT_MOST


def test_one_key_writes_once_and_other_words_are_refused(ada, bo):
    made = {write(ada, bo, "Hello", NOW, key="k").pk for _ in range(3)}
    assert len(made) == 1 and Message.objects.count() == 1
    with pytest.raises(KeyReused):
        write(ada, bo, "Other words", NOW, key="k")


@pytest.mark.parametrize(("body", "code"), [("", "empty"), ("  ", "empty"), ("x" * 1001, "long")])
def test_words_that_cannot_be_a_first_message(ada, bo, body, code):
    assert refusal(write, ada, bo, body, NOW) == code
    assert not Exchange.objects.exists()


def test_a_first_message_that_is_taken_back_waits_no_more(ada, bo):
    found = make_first_message(ada, bo, "A secret", NOW)
    assert len(tray(bo)) == 1
    conversations.take_back(found.first_id, by=ada, now=NOW)
    assert tray(bo) == [] and on_desk(bo) == [] and not queries.requests_to(bo).exists() and not desk.mend(now=NOW)


def test_who_is_blocked_waits_for_nobody(ada, bo):
    staff = make_member(is_staff=True, is_superuser=True)
    make_first_message(ada, bo, now=NOW)
    members.stand(ada.pk, by=staff, standing={"is_active": False}, now=NOW)
    assert on_desk(bo) == [] and tray(bo) == [] and not queries.requests_to(bo).exists() and not desk.mend(now=NOW)


def test_nobody_else_answers(ada, bo):
    found = make_first_message(ada, bo, now=NOW)
    for other in (ada, make_member()):
        assert refusal(actions.accept, found.pk, by=other, now=NOW) == "not_now"
        assert refusal(actions.decline, found.pk, by=other, now=NOW) == "not_now"


def test_only_who_takes_part_finds_what_was_said(ada, bo):
    make_first_message(ada, bo, "Marzipan", NOW)
    run_all()
    assert [len(queries.messages_found(one, "marzipan")) for one in (ada, bo, make_member())] == [1, 0, 0]
    actions.accept(Exchange.objects.get().pk, by=bo, now=NOW)
    assert [hit.title for hit in queries.find_messages(bo, "marzipan", 5)] == ["Ada"]


def test_what_is_unread_is_counted_by_who_has_not_read_it(ada, bo):
    talk = make_talk_of_two(ada, bo, NOW)
    lines = [conversations.say(talk.pk, by=ada, body=f"{n}", key="", now=NOW) for n in range(3)]
    assert (queries.unread_of(bo), queries.unread_of(ada), seen_by(bo)[0][2]) == (1, 0, 4)
    conversations.take_back(lines[0].pk, by=ada, now=NOW)
    assert seen_by(bo)[0][2] == 3
    conversations.read_to(talk, by=bo, seq=lines[1].seq, now=NOW)
    assert seen_by(bo)[0][2] == 1
    conversations.read_to(talk, by=bo, seq=lines[2].seq, now=NOW)
    assert (queries.unread_of(bo), seen_by(bo)[0][2]) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_who_write_to_each_other_at_once_have_one_conversation():
    ada, bo = make_member(joined_at=LONG_HERE), make_member(joined_at=LONG_HERE)
    race(lambda: write(ada, bo, "Hello", NOW), lambda: write(bo, ada, "Hello", NOW))
    assert Conversation.objects.count() == 1 and Message.objects.count() == 2
    assert Exchange.objects.get().accepted_at == NOW
