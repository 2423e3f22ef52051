"""The API: the same features through one more door. What each role reaches is asked by the matrix (G12)."""

import json
import random
from datetime import timedelta

import jsonschema
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from ninja import NinjaAPI

from config import api as root
from config.limits import LIMITS
from ground.web.api.routers import Router, urls_of
from ground.web.policies import everyone, only
from network.connections.models import MemberConnection
from network.forums import actions
from network.forums.models import Post
from network.organisations.models import Organisation
from tests.factories import connections as make_connections
from tests.factories import messages as make_messages
from tests.factories import recommendations as make_recommendations
from tests.factories.bookmarks import make_bookmark
from tests.factories.dealings import make_dealing
from tests.factories.forums import first_post, make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.factories.mydata import kept_export
from tests.factories.organisations import make_organisation
from tests.factories.tokens import bearing, make_token, program_of

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
PROBLEM = "application/problem+json"


def said(answer):
    return json.loads(answer.content)


def send(program, address, body, **headers):
    return program.post(address, json.dumps(body), content_type="application/json", headers=headers)


def replies_of(thread):
    return f"{V1}/threads/{thread.pk}/posts"


# Problems.


def test_what_is_wrong_with_a_form_is_said_by_field_in_its_words_and_in_the_language_asked_for():
    program, thread = program_of(make_member()), make_thread()
    answer = send(program, replies_of(thread), {"body": ""}, **{"Accept-Language": "fr"})
    assert (answer.status_code, answer["Content-Type"], answer["Content-Language"]) == (422, PROBLEM, "fr")
    words = said(answer)["errors"]["body"]
    english = said(send(program, replies_of(thread), {"body": ""}))["errors"]["body"]
    assert english == ["Write something first."]
    assert words != english and len(words) == 1


def test_without_a_language_asked_for_the_members_own_is_spoken():
    program, thread = program_of(make_member(language="es")), make_thread()
    assert send(program, replies_of(thread), {"body": ""})["Content-Language"] == "es"
    program.cookies["django_language"] = "fr"
    assert send(program, replies_of(thread), {"body": ""}, **{"Accept-Language": "en"})["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("body", "field"), [({}, "body"), ({"body": 7}, "body"), ({"body": "Yes", "quoted": "x"}, "quoted"), ([], "body")]
)
def test_what_has_not_the_shape_is_said_by_field(body, field):
    answer = send(program_of(make_member()), replies_of(make_thread()), body)
    assert (answer.status_code, list(said(answer)["errors"])) == (422, [field])


@pytest.mark.parametrize("body", [b"{", b"", b"\xff", b"[" * 20_000, b'{"body": "\\ud800"}', b"9" * 5000])
def test_what_is_no_json_is_said(body):
    program = program_of(make_member())
    answer = program.generic("POST", replies_of(make_thread()), body, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) in [(400, PROBLEM), (422, PROBLEM)]


def test_the_letter_that_postgresql_cannot_keep_is_taken_out_of_what_is_written():
    answer = send(program_of(make_member()), replies_of(make_thread()), {"body": "Y\0es"})
    assert (answer.status_code, said(answer)["body"]) == (201, "Yes")


@pytest.mark.parametrize("address", ["nothing", "threads/99999999999999999999", "threads/7/", "boards/%00", ""])
def test_an_address_that_is_none_is_a_problem_too(address):
    answer = Client().get(f"{V1}/{address}")
    assert (answer.status_code, answer["Content-Type"], said(answer)["status"]) == (404, PROBLEM, 404)


def test_a_method_that_an_address_does_not_take_is_said_with_those_that_it_takes():
    answer = program_of(make_member()).delete(replies_of(make_thread()))
    assert (answer.status_code, answer["Content-Type"], answer["Allow"]) == (405, PROBLEM, "GET, POST, HEAD")


def test_what_is_hidden_reads_byte_for_byte_like_what_is_absent():
    insider = make_member()
    hidden = make_thread(make_board("closed", moderators=[insider]), by=insider)
    program = program_of(make_member())
    for shape in ("threads/{}", "threads/{}/posts", "posts/{}"):
        key = first_post(hidden).pk if shape.startswith("posts") else hidden.pk
        answers = [program.get(f"{V1}/{shape.format(one)}") for one in (key, 999_999_999)]
        assert [one.status_code for one in answers] == [404, 404]
        assert answers[0].content == answers[1].content
        assert program_of(insider).get(f"{V1}/{shape.format(key)}").status_code == 200


# Who asks.


def test_a_session_reads_and_never_writes(log_in):
    client, thread = log_in(make_member()), make_thread()
    assert client.get(f"{V1}/members").status_code == 200
    answer = send(client, replies_of(thread), {"body": "Yes"})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert Post.objects.filter(thread=thread).count() == 1


def test_a_token_needs_no_csrf_token_and_leaves_anothers_session_alone(log_in):
    ada, bob, thread = make_member(), make_member(), make_thread()
    client = Client(enforce_csrf_checks=True)
    client.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/me/")
    answer = send(client, replies_of(thread), {"body": "Yes"}, Authorization=f"Bearer {make_token(ada)}")
    assert said(answer)["author"]["id"] == ada.pk
    assert client.get("/me/").context["user"] == bob


def test_a_visitor_reads_what_is_public_and_is_asked_for_a_token_elsewhere():
    public, inside = make_board("public"), make_board("members")
    found = {board["slug"] for board in said(Client().get(f"{V1}/boards"))["items"]}
    assert public.slug in found and inside.slug not in found
    assert Client().get(f"{V1}/members").status_code == 401
    assert Client().get(f"{V1}/members")["WWW-Authenticate"] == "Bearer"


# What is read.


def test_a_member_and_the_list_of_them():
    ada = make_member(name="Ada Lovelace", headline="Tides", country="CA", city="Halifax")
    ada.languages.create(language="en", level="C2")
    firm = make_organisation(staff=[ada])
    make_organisation(staff=[ada], closed_at=timezone.now())
    program = program_of(make_member(name="Zoe"))
    one = said(program.get(f"{V1}/members/{ada.pk}"))
    assert one == {
        "id": ada.pk,
        "name": "Ada Lovelace",
        "url": f"/members/{ada.pk}/",
        "headline": "Tides",
        "about": "",
        "country": "CA",
        "city": "Halifax",
        "time_zone": "UTC",
        "offices": [],
        "languages": [{"language": "en", "level": "C2"}],
        "organisations": [{"slug": firm.slug, "name": firm.name, "role": "owner"}],
    }
    assert ada.email not in program.get(f"{V1}/members/{ada.pk}").content.decode()
    assert said(program.get(f"{V1}/members?country=CA"))["items"] == [one]
    assert said(program.get(f"{V1}/members?country=XX"))["items"] == []


def test_an_organisation_says_to_a_visitor_what_is_open_to_them():
    firm = make_organisation(headline="Tide models")
    firm.services.create(category="SI", title="Tides")
    firm.markets.create(country="JP", relation="sought")
    one = said(Client().get(f"{V1}/organisations/{firm.slug}"))
    assert (one["headline"], one["sought"], one["served"]) == ("Tide models", ["JP"], [])
    assert one["services"] == [{"category": "SI", "title": "Tides", "description": ""}]
    Organisation.objects.filter(pk=firm.pk).update(is_public=False)
    assert Client().get(f"{V1}/organisations/{firm.slug}").status_code == 404
    assert program_of(make_member()).get(f"{V1}/organisations/{firm.slug}").status_code == 200


def test_words_that_are_gone_are_not_read():
    ada, thread = make_member(), make_thread()
    post = make_post(thread, by=ada, body="My secret")
    actions.delete(post.pk, by=ada, now=timezone.now())
    Post.objects.filter(pk=first_post(thread).pk).update(hidden_at=timezone.now())
    found = said(Client().get(replies_of(thread)))["items"]
    assert [(one["state"], one["body"], one["html"]) for one in found] == [("hidden", "", ""), ("deleted", "", "")]


def test_a_page_follows_a_page_by_the_address_in_link(monkeypatch):
    monkeypatch.setattr("network.forums.queries.pages.PAGE", 2)
    thread = make_thread()
    for _ in range(4):
        make_post(thread)
    assert numbers(Client(), replies_of(thread)) == [1, 2, 3, 4, 5]


def test_boards_and_threads_follow_each_other_without_a_gap(monkeypatch):
    monkeypatch.setattr("network.forums.queries.lists.PAGE", 2)
    monkeypatch.setattr("network.forums.queries.boards.PAGE", 2)
    boards = [make_board(name=name, place=place) for name, place in (("B", 2), ("A", 2), ("C", 1), ("A", 2), ("D", 3))]
    found = numbers(Client(), f"{V1}/boards", "slug")
    ours = [slug for slug in found if slug in {board.slug for board in boards}]
    assert ours == [boards[at].slug for at in (2, 1, 3, 0, 4)]
    now = timezone.now()
    threads = [make_thread(boards[0], now=now - timedelta(minutes=at // 2)) for at in range(5)]
    assert numbers(Client(), f"{V1}/boards/{boards[0].slug}/threads", "id") == [
        threads[at].pk for at in (1, 0, 3, 2, 4)
    ]


def numbers(client, address, name="number"):
    found = []
    while address:
        answer = client.get(address)
        page = said(answer)
        found += [one[name] for one in page["items"]]
        address = page["next"]
        assert answer.get("Link", "") == (f'<{address}>; rel="next"' if address else "")
    return found


def test_members_follow_each_other_without_a_gap(monkeypatch):
    monkeypatch.setattr("network.directory.queries.pages.PAGE", 2)
    people = [make_member(name=name, city="Halifax") for name in ("C", "A", "B", "A", "D")]
    program = program_of(people[0])
    assert numbers(program, f"{V1}/members", "id") == [people[at].pk for at in (1, 3, 2, 0, 4)]


ONE_AND_THREE = {
    "boards": lambda: make_board(),
    "threads": lambda: make_thread(),
    "members": lambda: make_organisation(staff=[make_member()]),
    "organisations": lambda: make_organisation(staff=[make_member()]),
}


@pytest.mark.parametrize("what", ONE_AND_THREE)
def test_a_list_asks_the_same_for_three_as_for_one(what, count_queries):
    program, make = program_of(make_member()), ONE_AND_THREE[what]
    make()
    one = count_queries(lambda: program.get(f"{V1}/{what}"))
    make(), make()
    assert count_queries(lambda: program.get(f"{V1}/{what}")) == one


def test_posts_ask_the_same_for_three_as_for_one(count_queries):
    program, thread = program_of(make_member()), make_thread()
    one = count_queries(lambda: program.get(replies_of(thread)))
    make_post(thread, by=make_member()), make_post(thread, by=make_member())
    assert count_queries(lambda: program.get(replies_of(thread))) == one


def test_what_the_caller_has_already_is_not_sent_again():
    program, thread = program_of(make_member()), make_thread()
    first = program.get(f"{V1}/threads/{thread.pk}")
    again = program.get(f"{V1}/threads/{thread.pk}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "private, no-cache")
    make_post(thread)
    assert program.get(f"{V1}/threads/{thread.pk}", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert program.head(f"{V1}/threads/{thread.pk}").status_code == 200


# What is written.


def test_the_same_key_posts_once_and_is_refused_for_something_else():
    program, thread = program_of(make_member()), make_thread()
    key = {"Idempotency-Key": "reply-1"}
    first, again = (send(program, replies_of(thread), {"body": "Yes"}, **key) for _ in range(2))
    assert (first.status_code, again.status_code, said(first)["id"]) == (201, 201, said(again)["id"])
    other = send(program, replies_of(thread), {"body": "No"}, **key)
    assert (other.status_code, other["Content-Type"]) == (409, PROBLEM)
    assert Post.objects.filter(thread=thread).count() == 2


@pytest.mark.parametrize("key", ["x" * 65, "a b", "é"])
def test_a_key_that_cannot_be_kept_is_refused(key):
    answer = send(program_of(make_member()), replies_of(make_thread()), {"body": "Yes"}, **{"Idempotency-Key": key})
    assert (answer.status_code, list(said(answer)["errors"])) == (422, ["Idempotency-Key"])


def test_who_has_no_voice_is_refused_and_a_locked_thread_says_so():
    moderator = make_member()
    thread = make_thread(make_board(voices="moderators", moderators=[moderator]), by=moderator)
    assert send(program_of(make_member()), replies_of(thread), {"body": "Yes"}).status_code == 403
    actions.lock(thread.pk, by=moderator, now=timezone.now())
    answer = send(program_of(moderator), replies_of(thread), {"body": "Yes"})
    assert answer.status_code == 422
    assert "locked" in said(answer)["errors"]["body"][0]


# Limits.


def test_each_answer_says_how_much_more_may_be_asked(real_limits):
    program = program_of(make_member(joined_at=timezone.now() - timedelta(days=400)))
    size = LIMITS["api"].member.size
    answers = [program.get(f"{V1}/boards") for _ in range(size + 1)]
    assert answers[0]["RateLimit-Policy"] == f'"api";q={size};w=60'
    assert [answer["RateLimit"] for answer in answers[:2]] == [f'"api";r={size - 1};t=1', f'"api";r={size - 2};t=1']
    assert [answer.status_code for answer in answers] == [200] * size + [429]
    assert (answers[-1]["Retry-After"], answers[-1]["Content-Type"], said(answers[-1])["status"]) == ("1", PROBLEM, 429)


def test_what_is_written_counts_as_on_the_page_too(real_limits):
    program, thread = program_of(make_member()), make_thread()
    size = LIMITS["post"].newcomer.size
    answers = [send(program, replies_of(thread), {"body": f"Number {n}"}).status_code for n in range(size + 1)]
    assert answers == [201] * size + [429]


def test_tokens_that_are_none_are_counted_by_where_they_come_from(real_limits, settings):
    settings.LIMITS_TIMES = 0.01
    program = bearing("kontor_guessed", REMOTE_ADDR="192.0.2.1")
    size = LIMITS["api"].address.times(0.01).size
    assert [program.get(f"{V1}/boards").status_code for _ in range(size + 1)] == [401] * size + [429]


# What it says of itself.


def test_an_operation_without_a_policy_does_not_start():
    router = Router("forgetful")
    router.get("forgotten", url_name="forgotten")(lambda request: {})
    with pytest.raises(ValueError, match="declares no policy"):
        urls_of(NinjaAPI(urls_namespace="forgetful"), [router])


def test_visitors_are_never_let_write_and_no_role_is_made_up():
    router = Router("careless")
    with pytest.raises(ValueError, match="lets visitors write"):
        router.writes("x", name="x", who=everyone(), scope="x:write", answers=None, limited="post")
    with pytest.raises(ValueError, match="no area has declared"):
        router.reads("x", name="x", who=only(admiral="own"), scope="x:read", answers=None)


def description():
    return said(Client().get(f"{V1}/openapi.json"))


def test_the_description_is_open_and_names_every_operation_with_its_ways_in():
    found = description()
    operations = [one for each in found["paths"].values() for one in each.values()]
    assert found["openapi"].startswith("3.1")
    assert {one["operationId"] for one in operations} == {
        name.replace("-", "_") for router in root.ROUTERS for name in router.declared
    }
    assert all(one["security"] and "default" in one["responses"] for one in operations)
    reply = found["paths"]["/api/v1/threads/{thread_id}/posts"]["post"]
    assert reply["security"] == [{"token": ["forums:write"]}]
    assert [one["name"] for one in reply["parameters"]] == ["thread_id", "Idempotency-Key"]


def test_the_page_that_shows_it_takes_everything_from_here():
    page = Client().get(f"{V1}/docs").content.decode()
    assert "swagger-ui-bundle" in page and "://" not in page.split("<main")[1].split("</main>")[0]


ODD = [
    *("", "\0", "9" * 5000, "-1", "²", "NaN", "1e400", "😀", "' OR 1=1 --", f"{'9' * 17}~{2**63 - 1}"),
    *(None, [], {}, 2**63, 1.5, True, "\ud800"),
]
WORDS = ODD[:10]


SOUND = {"body": "Yes", "words": "Yes", "wanted": "Yes", "request": "Yes", "dealing": 0, **make_connections.WORDS}
BEFORE = {
    "accept_connection": lambda me, other: make_connections.make_request(other, me),
    "decline_connection": lambda me, other: make_connections.make_request(other, me),
    "withdraw_connection": lambda me, other: make_connections.make_request(me, other),
    "disconnect": make_connections.connect,
}


def _about_me(me, other):
    return make_recommendations.make_recommendation(other, me)


RECOMMENDED = {
    "change_recommendation": make_recommendations.make_recommendation,
    "withdraw_recommendation": make_recommendations.make_recommendation,
    "decline_recommendation": lambda me, other: make_recommendations.make_asked(other, me),
}


def test_no_operation_fails_whatever_it_is_asked_and_what_it_answers_is_what_it_says():
    """Odd values in each place that the description names; each answer is of the schema that it promises."""
    found, ada, bo, thread = description(), make_member(), make_member(), make_thread()
    sound = {"thread_id": thread.pk, "post_id": first_post(thread).pk, "member_id": bo.pk}
    begun = actions.draft_reply(make_thread().pk, by=ada, typed=actions.Typed(body="Begun"), now=timezone.now())
    sound["draft_id"] = begun.pk
    sound |= {"bookmark_id": make_bookmark(by=ada).pk, "country": "JP"}
    sound |= {"conversation_id": make_messages.make_talk_of_two(ada).pk, "exchange_id": None}
    sound |= {"board_slug": thread.board.slug, "slug": make_organisation(staff=[ada]).slug}
    export = kept_export(ada)
    sound |= {"export_id": export.pk, "number": 1, "country": "JP"}
    default_storage.save(export.parts.get().file.name, ContentFile(b"PK"))
    program, dice = program_of(ada), random.Random(13)
    program.raise_request_exception = False
    for address, operations in found["paths"].items():
        for method, operation in operations.items():
            MemberConnection.objects.all().delete()
            BEFORE.get(operation["operationId"], lambda me, other: None)(ada, bo)
            sound["exchange_id"] = make_messages.make_first_message(to=ada).pk
            recommended = RECOMMENDED.get(operation["operationId"], _about_me)
            sound["recommendation_id"], SOUND["dealing"] = recommended(ada, bo).pk, make_dealing(ada, bo).pk
            for turn in range(40):
                answer = asked(program, method, address, operation, sound, dice, is_odd=turn > 0)
                assert answer.status_code < 500, (method, address, answer.wsgi_request.get_full_path())
                assert turn or answer.status_code in (200, 201), (method, address, answer.content)
                must_be_as_said(found, operation, answer)


def asked(program, method, address, operation, sound, dice, *, is_odd):
    names = {one["name"]: one["in"] for one in operation["parameters"]}
    where = {name: dice.choice(WORDS[1:]) if is_odd and dice.random() < 0.3 else sound[name] for name in sound}
    place = address.format(**{name: str(value).replace("\0", "%00") for name, value in where.items()})
    query = {name: dice.choice(WORDS) for name, source in names.items() if source == "query" and is_odd}
    if method == "get":
        return program.get(place, query)
    body = {name: dice.choice(ODD) for name in (*SOUND, "quoted")} if is_odd else SOUND
    return send(program, place, body)


def must_be_as_said(found, operation, answer):
    kind = answer["Content-Type"].split(";")[0]
    promised = operation["responses"].get(str(answer.status_code), operation["responses"]["default"])
    if not kind.endswith("json"):
        assert kind in promised["content"]
        return
    schema = {**promised["content"][kind]["schema"], "components": found["components"]}
    jsonschema.validate(said(answer), schema)
