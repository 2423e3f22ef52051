"""Messages, for programs: through the same actions and lists as on the pages."""

import json

import pytest

from tests.factories.members import make_member
from tests.factories.messages import make_first_message, make_talk_of_two
from tests.factories.tokens import program_of

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


def said(answer, status=200):
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def send(program, address, body=None, **headers):
    return program.post(f"{V1}/{address}", json.dumps(body or {}), content_type="application/json", headers=headers)


def test_a_whole_conversation_by_programs():
    ada, bo = make_member(name="Ada"), make_member(name="Bo")
    hers, his, key = program_of(ada), program_of(bo), {"Idempotency-Key": "k"}
    sent = [said(send(hers, f"members/{bo.pk}/messages", {"body": "Hello"}, **key), 201) for _ in range(2)]
    assert sent[0] == sent[1] and sent[0]["body"] == "Hello"
    assert send(hers, f"members/{bo.pk}/messages", {"body": "Other"}, **key).status_code == 409
    assert send(hers, f"members/{bo.pk}/messages", {"body": "More"}).status_code == 422
    (row,) = said(hers.get(f"{V1}/conversations"))["items"]
    assert (row["name"], row["waits"], row["last_words"]) == ("Bo", True, "Hello")
    assert said(his.get(f"{V1}/conversations"))["items"] == []
    (first,) = said(his.get(f"{V1}/messages/first"))["items"]
    assert (first["member"]["name"], first["body"]) == ("Ada", "Hello")
    accepted = said(send(his, f"messages/first/{first['id']}/accept"))
    talk = accepted["conversation"]
    assert said(send(his, f"conversations/{talk}/messages", {"body": "Welcome"}, **key), 201)["author"]["name"] == "Bo"
    lines = said(hers.get(f"{V1}/conversations/{talk}/messages"))["items"]
    assert [line["body"] for line in lines] == ["Welcome", "Hello"]
    assert said(hers.get(f"{V1}/conversations"))["items"][0]["unread"] == 1


def test_a_quiet_no_reads_like_silence():
    ada, bo = make_member(), make_member()
    found = make_first_message(ada, bo)
    before = said(program_of(ada).get(f"{V1}/conversations"))
    assert said(send(program_of(bo), f"messages/first/{found.pk}/decline"))["conversation"] is None
    assert said(program_of(ada).get(f"{V1}/conversations")) == before
    assert send(program_of(bo), f"messages/first/{found.pk}/accept").status_code == 422


def test_a_token_without_the_scope_reads_and_writes_nothing():
    ada = make_member()
    talk = make_talk_of_two(ada)
    reader = program_of(ada, "messages:read")
    assert send(reader, f"conversations/{talk.pk}/messages", {"body": "x"}).status_code == 403
    assert program_of(ada, "members:read").get(f"{V1}/conversations").status_code == 403
    assert said(send(program_of(ada), f"conversations/{talk.pk}/messages", {"body": " "}), 422)["errors"].keys() == {
        "body"
    }
