"""Connections, for programs: through the same actions and lists as on the pages."""

import json

import pytest
from django.utils import timezone

from network.connections import actions
from tests.factories.connections import WORDS, connect, make_request
from tests.factories.members import make_member
from tests.factories.tokens import program_of

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


@pytest.fixture
def ada():
    return make_member(name="Ada")


@pytest.fixture
def bo():
    return make_member(name="Bo")


def said(answer, status=200):
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def send(program, member, step="", body=None, **headers):
    address = f"{V1}/members/{member.pk}/connection{step and '/'}{step}"
    return program.post(address, json.dumps(body or {}), content_type="application/json", headers=headers)


def test_a_whole_life_of_two_by_programs(ada, bo):
    hers, his = program_of(ada), program_of(bo)
    for _ in range(2):
        answer = send(hers, bo, body=WORDS, **{"Idempotency-Key": "k"})
        assert said(answer, 201) == {"member": bo.pk, "tie": "asked"}
    assert send(hers, bo, body={**WORDS, "reason": "Other"}, **{"Idempotency-Key": "k"}).status_code == 409
    (row,) = said(his.get(f"{V1}/connections/requests"))["items"]
    assert (row["member"]["name"], row["reason"], row["met"]) == ("Ada", WORDS["reason"], "show")
    assert [one["member"]["name"] for one in said(hers.get(f"{V1}/connections/requests?to=them"))["items"]] == ["Bo"]
    assert said(send(his, ada, "accept"))["tie"] == "connected"
    (row,) = said(hers.get(f"{V1}/connections?q=b&order=name"))["items"]
    assert (row["member"]["id"], row["met_words"]) == (bo.pk, WORDS["met_words"])
    assert said(send(hers, bo, "end"))["tie"] == "none"
    assert said(hers.get(f"{V1}/connections"))["items"] == []


def test_a_quiet_no_reads_like_silence(ada, bo):
    hers, his = program_of(ada), program_of(bo)
    make_request(ada, bo)
    before = said(hers.get(f"{V1}/connections/requests?to=them"))
    assert said(send(his, ada, "decline"))["tie"] == "none"
    assert said(hers.get(f"{V1}/connections/requests?to=them")) == before
    assert said(send(hers, bo, body=WORDS), 201)["tie"] == "asked"
    assert said(send(hers, bo, "withdraw"))["tie"] == "none"


@pytest.mark.parametrize(
    ("step", "body", "field"),
    [
        ("", {**WORDS, "reason": ""}, "reason"),
        ("", {**WORDS, "met": "mars"}, "met"),
        ("", {"reason": "Yes", "met": "elsewhere"}, "met_words"),
        ("accept", {}, ""),
        ("end", {}, ""),
    ],
)
def test_what_cannot_be_taken_is_said_by_field(ada, bo, step, body, field):
    assert list(said(send(program_of(ada), bo, step, body), 422)["errors"]) == [field]


def test_a_token_without_the_scope_does_nothing(ada, bo):
    reader = program_of(ada, "connections:read")
    assert send(reader, bo, body=WORDS).status_code == 403
    assert program_of(ada, "members:read").get(f"{V1}/connections").status_code == 403
    assert send(program_of(ada), make_member(is_active=False), body=WORDS).status_code == 404


def test_lists_are_read_on_by_key(ada, monkeypatch):
    monkeypatch.setattr("network.connections.queries.lists.PAGE", 2)
    for _ in range(3):
        connect(ada, make_member())
    program, address, seen = program_of(ada), f"{V1}/connections?order=name", []
    while address:
        page = said(program.get(address))
        seen += [row["member"]["id"] for row in page["items"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == 3
    actions.disconnect(seen[0], by=ada, now=timezone.now())
    assert len(said(program.get(f"{V1}/connections?order=name"))["items"]) == 2
