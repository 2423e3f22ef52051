import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from network.connections import actions
from network.connections.models import STANDS_FOR, MemberConnection
from network.connections.queries import lists
from tests.factories.connections import WORDS, connect, make_request
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def ada():
    return make_member(name="Ada")


@pytest.fixture
def bo():
    return make_member(name="Bo Öst")


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def between(client, other):
    """What the member's page says of the two: the words of its tag, and where its buttons lead."""
    html = page(client, f"/members/{other.pk}/")
    piece = re.search(rf'<section[^>]*id="connection-{other.pk}".*?</section>', html, re.S)[0]
    tag = re.search(r'<span class="tag[^"]*">(.*?)</span>', piece, re.S)
    words = re.sub(r"<svg.*?</svg>", "", tag[1], flags=re.S).strip() if tag else ""
    return words, re.findall(rf'(?:href|formaction)="/members/{other.pk}/(?:connection/)?(\w+)/"', piece)


def test_the_page_of_a_member_says_what_stands_between_the_two_and_what_is_next(log_in, ada, bo):
    hers, his = log_in(ada), log_in(bo)
    assert between(hers, bo) == ("", ["connect", "write"])
    make_request(ada, bo)
    assert between(hers, bo) == ("You asked", ["withdraw", "write"])
    assert between(his, ada) == ("Waits for you", ["accept", "decline", "write"])
    actions.decline(ada.pk, by=bo, now=timezone.now())
    assert between(hers, bo) == ("You asked", ["withdraw", "write"])
    assert between(his, ada) == ("", ["connect", "write"])
    make_request(bo, ada)
    assert between(hers, bo) == between(his, ada) == ("Connected", ["end", "write"])
    actions.disconnect(bo.pk, by=ada, now=timezone.now())
    assert between(hers, bo) == ("", ["connect", "write"])
    assert between(his, ada) == ("", ["write"])
    assert "You can ask to connect again from" in page(his, f"/members/{ada.pk}/")


def test_ones_own_page_has_nothing_of_it(log_in, ada):
    assert 'id="connection-' not in page(log_in(ada), f"/members/{ada.pk}/")
    assert log_in(ada).get(f"/members/{ada.pk}/connection/").content == b""
    assert log_in(ada).get(f"/members/{ada.pk}/connect/")["Location"] == f"/members/{ada.pk}/"


def test_who_knows_both_is_shown_with_a_way_to_all_of_them(log_in, ada, bo):
    for number in range(7):
        both = make_member(name=f"Both {number}")
        connect(both, ada), connect(bo, both)
    gone = make_member(is_active=True)
    connect(gone, ada), connect(gone, bo)
    gone.is_active = False
    gone.save()
    connect(ada, make_member(name="Mine alone"))
    client = log_in(ada)
    html = page(client, f"/members/{bo.pk}/")
    assert "7 connections in common" in html and "<b>+2</b>" in html and "Known to people you know" in html
    listed = page(client, f"/members/{bo.pk}/mutual/")
    assert re.findall(r"Both \d", re.sub(r"<head>.*?</head>", "", listed, flags=re.S)) == [
        f"Both {n}" for n in range(7)
    ]
    assert "Mine alone" not in listed


def test_a_request_is_asked_by_its_form_and_the_question_is_only_once(log_in, ada, bo):
    client = log_in(ada)
    assert WORDS["met"] in page(client, f"/members/{bo.pk}/connect/")
    sent = {**WORDS, "key": "once"}
    for _ in range(2):
        assert client.post(f"/members/{bo.pk}/connect/", sent)["Location"] == f"/members/{bo.pk}/"
    found = MemberConnection.objects.get()
    assert (found.asked_by, found.asked, found.reason, found.met_words) == (
        ada,
        bo,
        WORDS["reason"],
        WORDS["met_words"],
    )
    assert client.get(f"/members/{bo.pk}/connect/")["Location"] == f"/members/{bo.pk}/"


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"reason": "", "met": "show"}, "Say in a sentence why"),
        ({"reason": "We both ship to Oslo", "met": ""}, "Say where you have met"),
        ({"reason": "We both ship to Oslo", "met": "elsewhere", "met_words": " "}, "Say where that was"),
        ({"reason": "x" * 501, "met": "show"}, "at most 500 characters"),
        ({"reason": "We both ship to Oslo", "met": "mars"}, "Select a valid choice"),
        ({"reason": "We both ship to Oslo", "met": "show", "met_words": "Oslo\u202e"}, "cannot be seen"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(log_in, ada, bo, said, complaint):
    answer = log_in(ada).post(f"/members/{bo.pk}/connect/", said)
    html = answer.content.decode()
    assert answer.status_code == 422 and complaint in html
    assert said["reason"] in html and said.get("met_words", "").strip("\u202e ") in html
    assert not MemberConnection.objects.exists()


def test_what_the_action_refuses_is_said_in_the_form(log_in, ada, bo):
    make_request(ada, bo)
    actions.withdraw(bo.pk, by=ada, now=timezone.now())
    answer = log_in(ada).post(f"/members/{bo.pk}/connect/", {**WORDS, "reason": "Once more, please"})
    assert answer.status_code == 422
    assert "You can ask Bo Öst again from" in answer.content.decode() and "Once more, please" in answer.content.decode()


def test_a_button_that_came_too_late_says_so(log_in, ada, bo):
    make_request(ada, bo)
    actions.withdraw(bo.pk, by=ada, now=timezone.now())
    answer = log_in(bo).post(f"/members/{ada.pk}/connection/accept/", follow=True)
    assert "This request is no longer open." in answer.content.decode()


@pytest.mark.parametrize(("next", "lands"), [("/connections/requests/", "/connections/requests/"), ("//evil/", None)])
def test_buttons_lead_back_to_the_list_they_stand_in(log_in, ada, bo, next, lands):
    make_request(ada, bo)
    answer = log_in(bo).post(f"/members/{ada.pk}/connection/decline/", {"next": next})
    assert answer["Location"] == (lands or f"/members/{ada.pk}/")


@pytest.mark.parametrize(("step", "words"), [("withdraw", "Withdraw your request to"), ("end", "Disconnect from")])
def test_what_cannot_be_undone_at_once_asks_first(log_in, ada, bo, step, words):
    make_request(ada, bo) if step == "withdraw" else connect(ada, bo)
    plain = Client()
    plain.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")
    answer = plain.post(f"/members/{bo.pk}/connection/{step}/")
    assert words in answer.content.decode()
    assert MemberConnection.objects.filter(withdrawn_at=None, ended_at=None).exists()
    assert log_in(ada).post(f"/members/{bo.pk}/connection/{step}/").status_code == 302
    assert not MemberConnection.objects.filter(withdrawn_at=None, ended_at=None).exists()


def names(client, path):
    return re.findall(r'<p class="title">\s*<a[^>]*>([^<]+)</a>', page(client, path))


def test_connections_are_found_by_name_and_listed_newest_first_or_by_name(log_in, ada):
    for number, name in enumerate(("Zoë Quay", "Émile Lock", "Mia Tide")):
        connect(ada, make_member(name=name), NOW - timedelta(days=number))
    connect(make_member(name="Of others"), make_member(name="Of others too"))
    client = log_in(ada)
    assert names(client, "/connections/") == ["Zoë Quay", "Émile Lock", "Mia Tide"]
    assert names(client, "/connections/?order=name") == ["Émile Lock", "Mia Tide", "Zoë Quay"]
    assert names(client, "/connections/?q=EMILE") == ["Émile Lock"]
    assert "Nobody of that name" in page(client, "/connections/?q=nobody")


@pytest.mark.parametrize("order", ["newest", "name"])
def test_pages_are_by_key_and_hold_each_once(log_in, ada, monkeypatch, order):
    monkeypatch.setattr(lists, "PAGE", 2)
    for number in range(5):
        connect(ada, make_member(name=f"Friend {number}"), NOW)
    client, path, seen = log_in(ada), f"/connections/?order={order}", []
    while path:
        html = page(client, path)
        seen += re.findall(r'<p class="title">\s*<a[^>]*>([^<]+)</a>', html)
        following = re.search(r'rel="next"\s+href="([^"]+)"', html)
        path = "/connections/" + following[1].replace("&amp;", "&") if following else ""
    assert sorted(seen) == [f"Friend {n}" for n in range(5)]
    assert page(client, "/connections/?after=nonsense") and page(client, "/connections/?after=1~x&order=name")


def test_the_page_has_the_best_few_fetched_and_a_way_to_more(log_in, ada, bo):
    both = make_member(name="Both")
    connect(both, ada), connect(both, bo)
    client = log_in(ada)
    fetched = re.search(r'id="suggestions"\s+data-piece-src="([^"]+)"\s+data-piece-load', page(client, "/connections/"))
    for path in (fetched[1], "/connections/suggestions/"):
        assert names(client, path) == ["Bo Öst"] and "1 connection in common" in page(client, path)
    for said, lands in (({"next": "/connections/suggestions/"}, "/connections/suggestions/"), ({}, "/connections/")):
        assert client.post(f"/members/{bo.pk}/not-now/", said)["Location"] == lands
    assert names(client, fetched[1]) == [] and "Nobody to suggest yet" in page(client, fetched[1])


def test_lists_of_requests_have_what_stands_and_nothing_else(log_in, ada):
    for name, act in (("Waits", None), ("Declined", "decline"), ("Withdrawn", "withdraw")):
        other = make_member(name=name)
        make_request(other, ada)
        if act == "decline":
            actions.decline(other.pk, by=ada, now=timezone.now())
        elif act == "withdraw":
            actions.withdraw(ada.pk, by=other, now=timezone.now())
        mine = make_member(name=f"{name} by me")
        make_request(ada, mine)
        if act == "decline":
            actions.decline(ada.pk, by=mine, now=timezone.now())
        elif act == "withdraw":
            actions.withdraw(mine.pk, by=ada, now=timezone.now())
    old = make_member(name="Lapsed")
    make_request(old, ada, NOW - STANDS_FOR), make_request(ada, make_member(name="Lapsed by me"), NOW - STANDS_FOR)
    client = log_in(ada)
    assert names(client, "/connections/requests/") == ["Waits"]
    assert names(client, "/connections/sent/") == ["Declined by me", "Waits by me"]


def test_empty_lists_say_what_to_do_next(log_in, ada):
    client = log_in(ada)
    for path, words in (
        ("/connections/", "Nobody yet: begin with one you have met"),
        ("/connections/requests/", "Nobody waits for your answer"),
        ("/connections/sent/", "None of your requests waits"),
        ("/connections/suggestions/", "Nobody to suggest yet"),
        (f"/members/{make_member().pk}/mutual/", "Nobody, yet"),
    ):
        assert words in page(client, path)


@pytest.mark.parametrize(
    "path", ["/connections/", "/connections/?order=name", "/connections/requests/", "/connections/sent/", "profile"]
)
def test_queries_do_not_grow_with_rows(log_in, ada, bo, count_queries, path):
    client, address = log_in(ada), f"/members/{bo.pk}/" if path == "profile" else path

    def one_more():
        both = make_member()
        connect(ada, both), connect(both, bo)
        make_request(ada, make_member()), make_request(make_member(), ada)

    one_more()
    one = count_queries(lambda: client.get(address))
    one_more(), one_more()
    assert count_queries(lambda: client.get(address)) == one
