from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail as django_mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from network.conversations import actions
from network.conversations.models import Conversation, Message
from network.messages.queries import lists
from realtime.jobs.mail import Mail, send_due
from realtime.jobs.queue import run_all
from realtime.kinds.stream_kinds import kind_named
from realtime.notices import Notice
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
    assert [line.body for line in Message.objects.all()] == ["Hello"]


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
    assert Message.objects.count() == 0


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


def test_only_its_author_is_offered_to_take_a_line_back_and_only_once(log_in, conversation):
    me, other = [participant.member for participant in conversation.participants.order_by("id")[:2]]
    line = actions.say(conversation.pk, by=me, body="Hello", key="k", now=timezone.now())
    more, offer = f"/messages/lines/{line.pk}/more/", f"/messages/lines/{line.pk}/unsay/"
    assert offer not in log_in(me).get(address_of(conversation)).content.decode()
    for there in (more, f"{more}?piece"):
        assert offer in log_in(me).get(there).content.decode()
        assert offer not in log_in(other).get(there).content.decode()
    assert log_in(other).post(offer).status_code == 403
    actions.take_back(line.pk, by=me, now=timezone.now())
    assert offer not in log_in(me).get(more).content.decode()


def test_the_address_of_a_line_leads_to_it_for_ever(log_in, conversation):
    me = someone(conversation)
    client = log_in(me)
    first = actions.say(conversation.pk, by=me, body="The first", key="first", now=timezone.now())
    address = f"/messages/lines/{first.pk}/"
    assert client.get(address)["Location"] == f"{address_of(conversation)}#line-{first.pk}"
    for number in range(50):
        actions.say(conversation.pk, by=me, body=f"{number}", key=str(number), now=timezone.now())
    there = client.get(address)["Location"]
    assert there.endswith(f"#line-{first.pk}")
    assert "The first" in client.get(there).content.decode()


def test_an_earlier_page_takes_no_new_lines_and_leads_back(log_in, conversation):
    me = someone(conversation)
    for number in range(55):
        actions.say(conversation.pk, by=me, body=f"line {number}", key=str(number), now=timezone.now())
    newest = log_in(me).get(address_of(conversation))
    assert f'id="lines-{conversation.pk}"' in newest.content.decode()
    earlier = log_in(me).get(f"{address_of(conversation)}?before={newest.context['talk'].earlier}").content.decode()
    assert f'id="lines-{conversation.pk}"' not in earlier
    assert 'class="composer"' not in earlier
    assert f'href="{address_of(conversation)}#newest"' in earlier
    after_all = Message.objects.order_by("id").last().pk + 1
    assert log_in(me).get(f"{address_of(conversation)}?before={after_all}").context["talk"].is_newest


def test_conversations_of_one_moment_are_each_on_a_page(log_in, conversation, monkeypatch):
    me = someone(conversation)
    for _ in range(2):
        make_agreed_introduction(founder=me)
    Conversation.objects.update(last_at=timezone.now())
    monkeypatch.setattr(lists, "PAGE", 2)
    client = log_in(me)
    first = client.get("/messages/").context["rows"]
    rest = client.get(f"/messages/?before={first[-1].conversation.pk}").context["rows"]
    assert sorted(row.conversation.pk for row in [*first, *rest]) == sorted(
        Conversation.objects.values_list("pk", flat=True)
    )


def test_the_others_are_told(conversation):
    me = someone(conversation)
    run_all()
    Notice.objects.all().delete()
    actions.say(conversation.pk, by=me, body="Hello", key="k", now=timezone.now())
    run_all()
    told = set(Notice.objects.values_list("recipient", flat=True))
    assert told == {p.member_id for p in conversation.participants.exclude(member=me)}


def waiting(member):
    run_all()
    return [notice.path for notice in Notice.objects.of(member.pk).unread().filter(kind="conversation.said")]


@pytest.fixture
def talk(conversation):
    """Who speaks, and who listens; the introduction's own notices are read."""
    run_all()
    Notice.objects.update(read_at=timezone.now())
    return [participant.member for participant in conversation.participants.order_by("id")[:2]]


def test_a_message_read_as_it_arrives_is_read_and_not_mailed(conversation, talk):
    me, other = talk
    line = actions.say(conversation.pk, by=me, body="Hello", key="k", now=timezone.now())
    head = Conversation.objects.get(pk=conversation.pk).stream.last_seq
    kind_named("conversation").seen(other.pk, conversation.stream_id, head)
    assert waiting(other) == []
    actions.say(conversation.pk, by=me, body="Are you there?", key="k2", now=timezone.now())
    assert waiting(other) == [f"/messages/{conversation.pk}/"]
    kind_named("conversation").seen(other.pk, conversation.stream_id, head + 1)
    assert waiting(other) == []
    kind_named("conversation").seen(other.pk, conversation.stream_id, head)
    actions.take_back(line.pk, by=me, now=timezone.now())
    assert waiting(other) == []
    mails = Mail.objects.filter(member=other.pk, about=f"conversation-{conversation.pk}")
    send_due(now=timezone.now() + timedelta(hours=2))
    assert not mails.exists()


def test_a_message_on_the_page_that_is_opened_is_read_before_anybody_is_told(conversation, talk, log_in):
    me, other = talk
    actions.say(conversation.pk, by=me, body="Hello", key="k", now=timezone.now())
    log_in(other).get(address_of(conversation))
    assert waiting(other) == []


def test_an_earlier_page_reads_no_newer_line(conversation, talk, log_in):
    me, other = talk
    first = actions.say(conversation.pk, by=me, body="Hello", key="k", now=timezone.now())
    actions.say(conversation.pk, by=me, body="News", key="k2", now=timezone.now())
    log_in(other).get(f"{address_of(conversation)}?before={first.pk + 1}")
    assert len(waiting(other)) == 2


def test_a_line_taken_back_is_gone_from_count_tray_and_mail(conversation, talk, log_in):
    me, other = talk
    line = actions.say(conversation.pk, by=me, body="A secret word", key="k", now=timezone.now())
    assert len(waiting(other)) == 1
    assert "A secret word" in log_in(other).get("/notices/").content.decode()
    actions.take_back(line.pk, by=me, now=timezone.now())
    assert waiting(other) == []
    assert "wrote in" not in log_in(other).get("/notices/").content.decode()
    django_mail.outbox.clear()
    send_due(now=timezone.now() + timedelta(hours=2))
    assert not [sent for sent in django_mail.outbox if "secret" in sent.body]


def test_a_mail_of_a_conversation_holds_what_was_said(conversation, talk):
    me, other = talk
    actions.say(conversation.pk, by=me, body="Meet me <at> six & bring Ö", key="k", now=timezone.now())
    run_all()
    django_mail.outbox.clear()
    send_due(now=timezone.now() + timedelta(hours=2))
    (mail,) = [sent for sent in django_mail.outbox if sent.to == [other.email] and "wrote in" in sent.subject]
    assert "Meet me <at> six & bring Ö" in mail.body
    assert "Meet me &lt;at&gt; six &amp; bring Ö" in mail.alternatives[0][0]


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
    talk = log_in(me).get(address_of(conversation)).context["talk"]
    assert [talk.messages[0].body, talk.messages[-1].body] == ["line 5", "line 54"]
    earlier = log_in(me).get(f"{address_of(conversation)}?before={talk.earlier}").context["talk"]
    assert [line.body for line in earlier.messages] == [f"line {n}" for n in range(5)]
