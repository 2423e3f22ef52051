"""The pages by which one writes to another, and answers a first message."""

import pytest
from django.utils import timezone

from network.conversations.actions import take_messages
from network.conversations.models import Letterbox
from network.messages import actions
from network.messages.models import Exchange
from tests.factories.connections import connect
from tests.factories.members import make_member
from tests.factories.messages import make_first_message, make_talk_of_two

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_member(name="Ada")


@pytest.fixture
def bo():
    return make_member(name="Bo")


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_of_a_member_leads_to_writing_where_one_may(log_in, ada, bo):
    client, way = log_in(ada), f'href="/members/{bo.pk}/write/"'
    assert way in page(client, f"/members/{bo.pk}/")
    take_messages("connections", by=bo)
    assert way not in page(client, f"/members/{bo.pk}/")
    connect(ada, bo)
    assert way in page(client, f"/members/{bo.pk}/")
    assert "/write/" not in page(client, f"/members/{ada.pk}/")


def test_a_whole_beginning_by_the_pages(log_in, ada, bo):
    hers, his, write = log_in(ada), log_in(bo), f"/members/{bo.pk}/write/"
    assert "they get one message" in page(hers, write)
    sent = hers.post(write, {"body": "May I ask about pilots?", "key": "k"})
    found = Exchange.objects.get()
    there = f"/messages/{found.conversation_id}/"
    assert (sent.status_code, sent["Location"]) == (302, there)
    waiting = page(hers, there)
    assert "waits to be accepted" in waiting and '<form class="composer"' not in " ".join(waiting.split())
    assert his.get(there).status_code == 404
    assert "May I ask about pilots?" in page(his, "/messages/requests/")
    assert his.post(f"/messages/requests/{found.pk}/accept/")["Location"] == there
    assert "composer" in page(hers, there) and "Ada" in page(his, there)
    assert hers.get(write)["Location"] == there
    again = his.post(f"/messages/requests/{found.pk}/decline/", follow=True).content.decode()
    assert "no longer waits" in again


def test_what_is_refused_is_still_typed_there(log_in, ada, bo):
    make_first_message(ada, bo)
    refused = log_in(ada).post(f"/members/{bo.pk}/write/", {"body": "One more thing", "key": "k"})
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "One more thing" in html and "Your first message waits" in html
    take_messages("connections", by=ada)
    refused = log_in(make_member()).post(f"/members/{ada.pk}/write/", {"body": "Let me in", "key": "k"})
    assert refused.status_code == 422 and "Let me in" in refused.content.decode()


def test_a_message_into_a_talk_that_is_closed_meanwhile_is_kept_with_the_reason(log_in, ada, bo):
    talk = make_talk_of_two(ada, bo)
    bo.is_active = False
    bo.save()
    refused = log_in(ada).post(f"/messages/{talk.pk}/", {"body": "Are you there?", "key": "k"})
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "Are you there?" in html and "no longer here" in html


def test_one_chooses_whose_words_come_in_at_once(log_in, ada):
    client = log_in(ada)
    assert 'value="first"' in page(client, "/me/messages/")
    assert client.post("/me/messages/", {"takes": "anyone"}).status_code == 302
    assert Letterbox.objects.get(member=ada).takes == "anyone"
    for wrong in ("", "nobody", "x" * 500):
        assert client.post("/me/messages/", {"takes": wrong}).status_code == 422
    assert Letterbox.objects.get(member=ada).takes == "anyone"


def test_lists_cost_the_same_at_one_and_three_rows(log_in, ada, count_queries):
    client, paths = log_in(ada), ("/messages/", "/messages/requests/")
    make_first_message(to=ada), make_talk_of_two(ada)
    client.get(paths[0])
    one = [count_queries(lambda u=u: client.get(u)) for u in paths]
    for _ in range(2):
        make_first_message(to=ada), make_talk_of_two(ada)
    assert [count_queries(lambda u=u: client.get(u)) for u in paths] == one


def test_first_messages_are_paged_by_key(log_in, ada, monkeypatch):
    from network.messages.views import writing

    monkeypatch.setattr(writing, "PAGE", 2)
    found = [make_first_message(to=ada) for _ in range(3)]
    client = log_in(ada)
    first = client.get("/messages/requests/").context
    assert [row.pk for row in first["rows"]] == [found[2].pk, found[1].pk]
    assert [row.pk for row in client.get(f"/messages/requests/?before={first['next_key']}").context["rows"]] == [
        found[0].pk
    ]


def test_the_badge_counts_conversations_with_something_unread(log_in, ada, bo):
    assert "unread" not in page(log_in(bo), "/messages/badge/")
    make_talk_of_two(ada, bo)
    assert ">1<" in "".join(page(log_in(bo), "/messages/badge/").split())
    found = make_first_message(to=bo)
    actions.accept(found.pk, by=bo, now=timezone.now())
    assert ">2<" in "".join(page(log_in(bo), "/messages/badge/").split())
