"""Groups: who is brought, what stands in the talk, who owns it, and what becomes of who goes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from network.conversations import actions as conversations
from network.conversations import live, queries
from network.conversations.actions import take_messages
from network.conversations.models import Conversation, Message
from network.members import actions as members
from network.messages import actions
from network.messages.holdings import take_leave
from network.messages.models import MOST_IN_GROUP
from network.messages.queries import conversations_of, unread_of
from network.mydata.registry import Leaver
from realtime.jobs.queue import run_all
from realtime.kinds.pieces import pieces_of
from realtime.kinds.stream_kinds import kind_named
from realtime.notices import Notice
from realtime.streams import events_after
from tests.factories.connections import connect
from tests.factories.members import make_member
from tests.factories.messages import make_group

pytestmark = pytest.mark.django_db
# Long ago, so that a page drawn a second later words it alike.
NOW = timezone.now() - timedelta(days=40)


@pytest.fixture
def ada():
    return make_member(name="Ada")


@pytest.fixture
def bo():
    return make_member(name="Bo")


@pytest.fixture
def cy():
    return make_member(name="Cy")


def lines(talk):
    return [one.happened for one in Message.objects.filter(conversation=talk).exclude(happening="").order_by("pk")]


def here(talk):
    """Names of those who take part; a star stands with owners."""
    rows = talk.participants.filter(left_at=None).select_related("member").order_by("pk")
    return [f"{one.member.name}{'*' * bool(one.owner_since)}" for one in rows]


def refusal(act, *args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        act(*args, **kwargs)
    return next(iter(refused.value.error_dict.values()))[0].code


def test_what_happens_to_a_group_stands_in_its_talk(ada, bo, cy):
    talk = make_group(ada, bo, now=NOW)
    connect(bo, cy, NOW)
    actions.bring(talk.pk, [cy.pk, ada.pk], by=bo, now=NOW)
    actions.name(talk.pk, by=cy, name=" Tides ", now=NOW)
    actions.name(talk.pk, by=cy, name="Tides", now=NOW)
    actions.remove(talk.pk, bo.pk, by=ada, now=NOW)
    assert here(talk) == ["Ada*", "Cy"]
    actions.leave(talk.pk, by=ada, now=NOW)
    assert here(talk) == ["Cy*"]
    assert lines(talk) == [
        "Ada started this group",
        "Bo brought Cy",
        "Cy called the group “Tides”",
        "Ada removed Bo",
        "Ada left",
        "Cy owns the group now",
    ]
    assert unread_of(cy) == 0


def test_whoever_is_there_for_longest_owns_what_its_last_owner_leaves(ada, bo, cy):
    talk = make_group(ada, bo, now=NOW)
    connect(ada, cy, NOW)
    actions.bring(talk.pk, [cy.pk], by=ada, now=NOW + timedelta(days=1))
    actions.make_owner(talk.pk, cy.pk, by=ada, now=NOW)
    actions.leave(talk.pk, by=ada, now=NOW)
    assert here(talk) == ["Bo", "Cy*"]
    actions.leave(talk.pk, by=cy, now=NOW)
    assert here(talk) == ["Bo*"]
    actions.leave(talk.pk, by=bo, now=NOW)
    assert here(talk) == []


def test_who_is_erased_leaves_their_groups_with_an_owner(ada, bo):
    talk = make_group(ada, bo, now=NOW)
    take_leave(Leaver(ada.pk, "Ada", (), NOW))
    assert here(talk) == ["Bo*"]


def test_who_is_blocked_hands_their_groups_over(ada, bo, cy):
    alone = make_group(ada, bo, cy, now=NOW)
    shared = actions.start([bo.pk], by=ada, name="Both", now=NOW)
    actions.make_owner(shared.pk, bo.pk, by=ada, now=NOW)
    members.stand(ada.pk, by=make_member(is_staff=True), standing={"is_active": False}, now=NOW)
    assert here(alone) == ["Ada*", "Bo*", "Cy"] and here(shared) == ["Ada*", "Bo*"]
    actions.remove(alone.pk, ada.pk, by=bo, now=NOW)
    assert here(alone) == ["Bo*", "Cy"] and lines(alone)[-2:] == ["Bo owns the group now", "Bo removed Ada"]


def test_only_owners_remove_and_nobody_outside_does_anything(ada, bo, cy):
    talk = make_group(ada, bo, now=NOW)
    for act in (actions.remove, actions.make_owner):
        with pytest.raises(PermissionDenied):
            act(talk.pk, ada.pk, by=bo, now=NOW)
    with pytest.raises(PermissionDenied):
        actions.remove(talk.pk, ada.pk, by=ada, now=NOW)
    for act in (actions.leave, lambda pk, **by: actions.name(pk, name="x", **by)):
        with pytest.raises(PermissionDenied):
            act(talk.pk, by=cy, now=NOW)
    assert here(talk) == ["Ada*", "Bo"]


def test_one_brings_connections_and_who_takes_messages_from_anyone(ada, bo, cy):
    talk = make_group(ada, bo, now=NOW)
    assert refusal(actions.bring, talk.pk, [cy.pk], by=ada, now=NOW) == "not_these"
    take_messages("anyone", by=cy)
    actions.bring(talk.pk, [cy.pk], by=ada, now=NOW)
    assert here(talk) == ["Ada*", "Bo", "Cy"]
    cy.is_active = False
    cy.save()
    assert refusal(actions.start, [cy.pk], by=ada, name="x", now=NOW) == "not_these"


def test_five_thousand_are_refused_before_anybody_is_looked_at(ada):
    many = range(1_000_000, 1_005_000)
    assert refusal(actions.start, many, by=ada, name="All", now=NOW) == "too_many"
    assert refusal(actions.start, many[:MOST_IN_GROUP], by=ada, name="All", now=NOW) == "too_many"
    assert refusal(actions.start, [], by=ada, name="All", now=NOW) == "nobody"
    assert refusal(actions.start, [1], by=ada, name=" ", now=NOW) == "no_name"
    assert not Conversation.objects.exists()


def test_one_key_starts_one_group(ada, bo):
    connect(ada, bo, NOW)
    made = {actions.start([bo.pk], by=ada, name="Tides", key="k", now=NOW).pk for _ in range(3)}
    assert len(made) == Conversation.objects.count() == 1


def test_who_is_brought_is_told_once_and_who_left_is_told_nothing(ada, bo, cy):
    talk = make_group(ada, bo, now=timezone.now())
    run_all()
    told = list(Notice.objects.filter(kind="group.brought").values_list("recipient", "params__title"))
    assert told == [(bo.pk, "Pilots")]
    actions.leave(talk.pk, by=bo, now=timezone.now())
    conversations.say(talk.pk, by=ada, body="Hello", key="", now=timezone.now())
    run_all()
    assert not Notice.objects.unread().filter(recipient=bo.pk).exists() and conversations_of(bo) == []


def test_old_state_and_events_are_the_state_fetched_afresh(ada, bo, cy):
    talk = make_group(ada, bo, now=NOW)
    connect(ada, cy, NOW)
    actions.bring(talk.pk, [cy.pk], by=ada, now=NOW)
    said = conversations.say(talk.pk, by=cy, body="Hello", key="", now=NOW)
    actions.name(talk.pk, by=bo, name="Tides", now=NOW)
    conversations.take_back(said.pk, by=cy, now=NOW)
    actions.make_owner(talk.pk, bo.pk, by=ada, now=NOW)
    actions.remove(talk.pk, cy.pk, by=bo, now=NOW)
    shown, refreshed = {}, set()
    for event in events_after(talk.stream_id, 0):
        for piece in pieces_of(event, "conversation"):
            if piece.do == "refresh":
                refreshed.add(piece.id)
            else:
                shown[piece.id] = piece.html
    page = queries.talk_of(talk, talk, ada).messages
    assert shown == {f"line-{message.pk}": live.message_piece(message) for message in page}
    assert refreshed == {"talk-head", "talk-people"}


def test_who_is_removed_while_they_type_is_told_so_and_keeps_their_words(log_in, ada, bo):
    talk = make_group(ada, bo)
    client, address = log_in(bo), f"/messages/{talk.pk}/"
    assert client.get(address).status_code == 200
    actions.remove(talk.pk, bo.pk, by=ada, now=timezone.now())
    assert not kind_named("conversation").may_read(bo.pk, talk.stream_id)
    typed = {"body": "Half a thought", "key": "k"}
    by_outbox = client.post(address, typed, headers={"Accept": "application/json"})
    assert (by_outbox.status_code, "no longer in this group" in by_outbox.json()["message"]) == (403, True)
    page = client.post(address, typed)
    assert page.status_code == 403 and "Half a thought" in page.content.decode()
    assert client.get(address).status_code == 404 and not Message.objects.filter(body="Half a thought").exists()


def test_a_whole_life_by_the_pages(log_in, ada, bo, cy):
    connect(ada, bo), connect(ada, cy)
    client = log_in(ada)
    assert "Bo" in client.get("/messages/groups/new/").content.decode()
    for wrong in ({"name": "", "people": [bo.pk]}, {"name": "Tides"}, {"name": "Tides", "people": ["x"]}):
        assert client.post("/messages/groups/new/", wrong).status_code == 422
    crowd = client.post("/messages/groups/new/", {"name": "Tides", "people": list(range(900))})
    assert crowd.status_code == 422 and "at most 50 people" in crowd.content.decode()
    there = client.post("/messages/groups/new/", {"name": "Tides", "people": [bo.pk], "key": "k"})["Location"]
    talk = Conversation.objects.get()
    assert there == f"/messages/{talk.pk}/"
    steps = f"/messages/groups/{talk.pk}"
    assert client.post(f"{steps}/people/", {"people": [cy.pk]})["Location"] == there
    assert client.post(f"{steps}/name/", {"name": "Tides and pilots"})["Location"] == there
    assert client.post(f"{steps}/people/{bo.pk}/owner/")["Location"] == there
    assert client.post(f"{steps}/people/{cy.pk}/remove/", {"confirmed": "1"})["Location"] == there
    page = client.get(there).content.decode()
    assert "Tides and pilots" in page and "Ada brought Cy" in page and "Ada removed Cy" in page
    assert client.post(f"{steps}/leave/", {"confirmed": "1"})["Location"] == "/messages/"
    assert here(talk) == ["Bo*"] and log_in(cy).get(f"{steps}/name/").status_code == 404


def test_a_talk_costs_the_same_with_one_quiet_line_and_with_three(log_in, ada, bo, count_queries):
    talk = make_group(ada, bo)
    client, address = log_in(ada), f"/messages/{talk.pk}/"
    client.get(address)
    one = count_queries(lambda: client.get(address))
    for name in ("Two", "Three"):
        actions.name(talk.pk, by=ada, name=name, now=timezone.now())
    client.get(address)
    assert count_queries(lambda: client.get(address)) == one
