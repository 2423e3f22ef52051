from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from network.messages import actions
from network.messages.models import Line
from realtime.notices import Notice
from realtime.outbox import run_all
from tests.factories.introductions import make_agreed_introduction, sides_of
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    return make_agreed_introduction().conversation


def someone(conversation):
    return conversation.participants.order_by("id").first().member


def address_of(conversation):
    return f"/messages/{conversation.pk}/"


def test_one_key_says_it_once(log_in, conversation):
    client, said = log_in(someone(conversation)), {"body": "Hello", "key": uuid4().hex}
    for _ in range(3):
        assert client.post(address_of(conversation), said, headers={"Accept": "application/json"}).status_code == 201
    assert [line.body for line in Line.objects.all()] == ["Hello"]


def test_the_same_key_with_other_words_is_refused_and_nothing_is_lost(log_in, conversation):
    client, key = log_in(someone(conversation)), uuid4().hex
    client.post(address_of(conversation), {"body": "Hello", "key": key})
    refused = client.post(address_of(conversation), {"body": "Other words", "key": key})
    assert refused.status_code == 409
    assert "Other words" in refused.content.decode()


@pytest.mark.parametrize("body", ["", "   ", "x" * 4001])
def test_what_cannot_be_sent_stays_in_the_form(log_in, conversation, body):
    refused = log_in(someone(conversation)).post(address_of(conversation), {"body": body, "key": uuid4().hex})
    assert refused.status_code == 422
    assert Line.objects.count() == 0


@pytest.mark.parametrize("body", ["w" * 300, "🚢 bonjour", "مرحبا", "<script>alert(1)</script>"])
def test_any_words_are_shown_as_they_are(log_in, conversation, body):
    client = log_in(someone(conversation))
    client.post(address_of(conversation), {"body": body, "key": uuid4().hex})
    page = client.get(address_of(conversation)).content.decode()
    assert "<script>alert" not in page
    assert body.replace("<", "&lt;").replace(">", "&gt;") in page


def test_only_participants_may_say(conversation):
    with pytest.raises(PermissionDenied):
        actions.say(conversation.pk, by=make_member(), body="x", key="k", now=timezone.now())


def test_a_line_taken_back_leaves_its_place(log_in, conversation):
    me = someone(conversation)
    line = actions.say(conversation.pk, by=me, body="Secret", key="k", now=timezone.now())
    assert log_in(me).post(f"/messages/lines/{line.pk}/unsay/").status_code == 302
    line.refresh_from_db()
    assert line.body == ""
    assert f"line-{line.pk}" in log_in(me).get(address_of(conversation)).content.decode()


def test_the_others_are_told(conversation):
    me = someone(conversation)
    run_all()
    Notice.objects.all().delete()
    actions.say(conversation.pk, by=me, body="Hello", key="k", now=timezone.now())
    run_all()
    told = set(Notice.objects.values_list("recipient", flat=True))
    assert told == {p.member_id for p in conversation.participants.exclude(member=me)}


def test_pages_cost_the_same_at_one_and_three_rows(log_in, conversation, count_queries):
    me = someone(conversation)
    client = log_in(me)
    actions.say(conversation.pk, by=me, body="1", key="1", now=timezone.now())
    one = [count_queries(lambda u=u: client.get(u)) for u in ("/messages/", address_of(conversation))]
    founder = sides_of(conversation.introduction)[0].member
    for number in ("2", "3"):
        actions.say(conversation.pk, by=me, body=number, key=number, now=timezone.now())
        make_agreed_introduction(founder=founder)
    assert [count_queries(lambda u=u: client.get(u)) for u in ("/messages/", address_of(conversation))] == one


def test_earlier_lines_are_paged_by_key(log_in, conversation):
    me = someone(conversation)
    for number in range(55):
        actions.say(conversation.pk, by=me, body=f"line {number}", key=str(number), now=timezone.now())
    page = log_in(me).get(address_of(conversation)).context["page"]
    assert [page.lines[0].body, page.lines[-1].body] == ["line 5", "line 54"]
    earlier = log_in(me).get(f"{address_of(conversation)}?before={page.earlier}").context["page"]
    assert [line.body for line in earlier.lines] == [f"line {n}" for n in range(5)]
