import json

import pytest

from tests.factories.dealings import make_dealing
from tests.factories.members import make_member
from tests.factories.recommendations import WORDS
from tests.factories.tokens import program_of

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


def said(answer, status=200):
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def send(program, path, body=None):
    return program.post(f"{V1}/{path}", json.dumps(body or {}), content_type="application/json")


def test_a_whole_life_by_programs():
    ada, bo = make_member(name="Ada"), make_member(name="Bo")
    dealing = make_dealing(ada, bo)
    hers, his = program_of(ada), program_of(bo)
    (row,) = said(hers.get(f"{V1}/members/{bo.pk}/dealings"))
    assert (row["id"], row["did"]["label"], row["may_recommend"]) == (dealing.pk, "A meeting", True)
    asked = said(send(his, f"members/{ada.pk}/recommendations/ask", {"dealing": dealing.pk, "request": "Well?"}), 201)
    one = f"recommendations/{asked['id']}"
    assert said(send(hers, f"{one}/words", {"words": WORDS}))["state"] == "waiting"
    assert said(send(his, f"{one}/change", {"wanted": "Shorter"}))["change_wanted"] == "Shorter"
    assert said(send(hers, f"{one}/words", {"words": "Good."}))["state"] == "waiting"
    assert said(send(his, f"{one}/show"))["state"] == "shown"
    (row,) = said(hers.get(f"{V1}/members/{bo.pk}/recommendations"))
    assert (row["words"], row["by"]["name"], row["did"]["label"]) == ("Good.", "Ada", "A meeting")
    assert [one["state"] for one in said(his.get(f"{V1}/recommendations"))["items"]] == ["shown"]
    assert said(send(his, f"{one}/keep"))["state"] == "kept"
    assert said(send(hers, f"{one}/withdraw"))["words"] == ""
    again = send(hers, f"members/{bo.pk}/recommendations", {"dealing": dealing.pk, "words": WORDS})
    assert said(again, 201)["state"] == "waiting"
    assert said(hers.get(f"{V1}/{one}"))["about"]["name"] == "Bo"


def test_what_cannot_be_taken_is_said():
    ada, bo = make_member(), make_member()
    dealing = make_dealing(ada, bo)
    program, other = program_of(ada), make_member()
    path = f"members/{bo.pk}/recommendations"
    assert list(said(send(program, path, {"dealing": 0, "words": WORDS}), 422)["errors"]) == ["dealing"]
    assert list(said(send(program, path, {"dealing": dealing.pk}), 422)["errors"]) == ["words"]
    assert list(said(send(program, path, {"dealing": 2**70, "words": WORDS}), 422)["errors"]) == ["dealing"]
    made = said(send(program, path, {"dealing": dealing.pk, "words": WORDS}), 201)
    assert program_of(other).get(f"{V1}/recommendations/{made['id']}").status_code == 404
    assert send(program, f"recommendations/{made['id']}/show").status_code == 403
    assert send(program_of(ada, "recommendations:read"), path, {}).status_code == 403
