import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from config.limits import LIMITS
from ground.web import buckets
from ground.web.throttles import network_of
from network.forums.models import Post
from network.members.models import Member
from tests.factories.forums import make_board, make_thread
from tests.factories.members import make_member
from tests.guarantees.matrix import doors

LONG_AGO = timezone.now() - timedelta(days=400)


def settled():
    return make_member(joined_at=LONG_AGO)


@pytest.mark.django_db
def test_sixty_posts_in_a_row_are_not_all_kept(real_limits, log_in):
    thread = make_thread()
    client = log_in(settled())
    address = f"/forums/threads/{thread.pk}/reply/"
    answers = [client.post(address, {"body": f"Number {n}"}).status_code for n in range(60)]
    kept = answers.count(302)
    assert kept == LIMITS["post"].member.size == Post.objects.filter(thread=thread).count() - 1
    assert answers.count(429) == 60 - kept


@pytest.mark.django_db
def test_a_newcomer_may_write_less_for_seven_days(real_limits, log_in):
    thread = make_thread()
    for days, size in [(0, 6), (6, 6), (8, 15)]:
        client = log_in(make_member(joined_at=timezone.now() - timedelta(days=days)))
        answers = [client.post(f"/forums/threads/{thread.pk}/reply/", {"body": "Hello"}) for _ in range(20)]
        assert [answer.status_code for answer in answers].count(302) == size


@pytest.mark.django_db
def test_many_members_at_one_address_share_what_it_may(real_limits, log_in, settings):
    settings.LIMITS_TIMES = 0.1
    thread = make_thread()

    def post(address):
        return log_in(settled()).post(f"/forums/threads/{thread.pk}/reply/", {"body": "Hi"}, REMOTE_ADDR=address)

    assert [post("192.0.2.1").status_code for _ in range(17)] == [302] * 15 + [429] * 2
    assert post("192.0.2.2").status_code == 302
    assert post("").status_code == 302


@pytest.mark.django_db
def test_the_answer_to_an_outbox_says_when_to_go_on(real_limits, log_in, settings):
    settings.LIMITS_TIMES = 0.01
    client, thread = log_in(settled()), make_thread()
    address = f"/forums/threads/{thread.pk}/reply/"
    assert client.post(address, {"body": "One", "key": "k1"}, headers={"Accept": "application/json"}).status_code == 201
    answer = client.post(address, {"body": "Two", "key": "k2"}, headers={"Accept": "application/json"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "600"
    assert answer.json()["wait"] == 600
    words = answer.json()["message"]
    assert re.fullmatch(r"You are quicker than we can take\. At \S+ [ap]\.m\. you can go on\.", words)


@pytest.mark.django_db
def test_the_page_keeps_what_was_typed_ready_to_be_sent_again(real_limits, log_in, settings):
    settings.LIMITS_TIMES = 0.01
    client, board = log_in(settled()), make_board()
    address = f"/forums/boards/{board.slug}/start/"
    typed = {"kind": "question", "title": "<Who> pays?", "body": "\nTwo\nlines", "key": "k"}
    assert client.post(address, {**typed, "key": "other"}).status_code == 302
    answer = client.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 429
    assert 'name="kind" value="question"' in page
    assert 'name="key" value="k"' in page
    assert "&lt;Who&gt; pays?</textarea>" in page
    # The first line's end after <textarea> is a browser's own.
    assert 'dir="auto">\n\nTwo\nlines</textarea>' in page
    assert f'action="{address}"' in page
    buckets.empty_all()
    assert client.post(address, typed).status_code == 302


@pytest.mark.django_db
def test_sign_up_is_limited_by_address_and_no_password_comes_back(real_limits, settings):
    settings.LIMITS_TIMES = 0.05
    client = Client()
    typed = {"email": "a@kontor.example", "name": "Ann Bold", "password1": "a-long-secret-1"}
    client.post("/account/signup/", typed)
    assert Member.objects.filter(email="a@kontor.example").exists()
    answer = client.post("/account/signup/", {**typed, "email": "b@kontor.example"})
    assert answer.status_code == 429
    assert "a-long-secret-1" not in answer.content.decode()
    assert "Send again" not in answer.content.decode()
    assert not Member.objects.filter(email="b@kontor.example").exists()


@pytest.mark.parametrize("door", [door for door in doors() if "POST" in door.methods], ids=lambda door: door.name)
def test_every_door_that_takes_a_form_is_of_a_kind_that_is_limited(door):
    assert door.pattern.limited in LIMITS


def test_each_kind_that_is_limited_is_that_of_a_door():
    assert {door.pattern.limited for door in doors()} | {"sign-up"} == set(LIMITS)


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_a_newcomer_may_no_more_than_a_member_and_a_member_no_more_than_an_address(limit):
    paces = (limit.newcomer, limit.member, limit.address)
    assert [pace.size for pace in paces] == sorted(pace.size for pace in paces)
    assert [pace.seconds for pace in paces] == sorted((pace.seconds for pace in paces), reverse=True)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("unix:", ""),
        ("testclient", ""),
    ],
)
def test_a_household_of_ipv6_counts_as_one(address, network):
    assert network_of(address) == network
