import json

import pytest

from network.following import queries
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation
from tests.factories.tokens import program_of

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


@pytest.fixture
def me():
    return make_member(name="Me")


def said(answer, status=200):
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def test_a_program_follows_and_no_longer(me):
    program, ada, firm = program_of(me), make_member(name="Ada"), make_organisation(slug="tidewrack")
    for thing in (f"members/{ada.pk}", "organisations/tidewrack", "markets/PT"):
        for _ in range(2):
            assert said(program.post(f"{V1}/{thing}/follow")) == {"following": True}
    (row,) = said(program.get(f"{V1}/following?kind=members"))["items"]
    assert (row["member"]["name"], row["organisation"], row["market"]) == ("Ada", None, "")
    (row,) = said(program.get(f"{V1}/following"))["items"]
    assert row["organisation"]["slug"] == firm.slug
    (row,) = said(program.get(f"{V1}/following?kind=markets"))["items"]
    assert row["market"] == "PT"
    for thing in (f"members/{ada.pk}", "organisations/tidewrack", "markets/PT"):
        assert said(program.post(f"{V1}/{thing}/unfollow")) == {"following": False}
    assert queries.counts_of(me) == queries.Counts(0, 0, 0, 0)


def test_what_is_not_there_or_not_allowed_is_said(me):
    program = program_of(me)
    assert program.post(f"{V1}/markets/xx/follow").status_code == 404
    assert program.post(f"{V1}/organisations/nobodys/follow").status_code == 404
    assert program.post(f"{V1}/members/{make_member(is_active=False).pk}/follow").status_code == 404
    assert "" in said(program.post(f"{V1}/members/{me.pk}/follow"), 422)["errors"]
    assert program_of(me, "following:read").post(f"{V1}/markets/PT/follow").status_code == 403
    assert program_of(me, "members:read").get(f"{V1}/following").status_code == 403
