"""Who gave which sign: beside the post, on its own page, and for programs."""

import json
import re

import pytest
from django.utils import timezone

from network.forums import actions, queries
from network.forums.models import Reaction
from network.forums.queries import signs
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.members import make_member
from tests.factories.tokens import program_of

pytestmark = pytest.mark.django_db


def give(post, count, sign="thanks", name="Giver"):
    people = [make_member(name=f"{name} {number:02}") for number in range(count)]
    Reaction.objects.bulk_create(Reaction(post=post, member=who, sign=sign, at=timezone.now()) for who in people)
    return people


def test_a_few_of_each_sign_are_named_and_the_rest_counted():
    post = make_post()
    give(post, signs.FEW + 12)
    give(post, 1, "agree", "Nodder")
    agree, thanks = queries.given_to(post)
    assert [(one.sign.name, one.sign.count, one.more) for one in (agree, thanks)] == [
        ("agree", 1, 0),
        ("thanks", signs.FEW + 12, 12),
    ]
    assert [one.member.name for one in thanks.by] == [f"Giver {number:02}" for number in range(signs.FEW)]


def test_the_list_of_a_post_names_people_and_leads_to_the_rest(log_in, django_assert_max_num_queries):
    staff = make_member(name="Kay Keeper", is_staff=True)
    post = make_post()
    give(post, signs.FEW + 1)
    actions.react(post.pk, by=staff, sign="agree", given=True, now=timezone.now())
    client = log_in(make_member())
    with django_assert_max_num_queries(12):
        piece = client.get(f"/forums/posts/{post.pk}/signs/?piece").content.decode()
    assert re.findall(r'class="name" href="(/members/\d+/)" dir="auto">(Kay Keeper|Giver 00)<', piece)[0] == (
        staff.get_absolute_url(),
        "Kay Keeper",
    )
    assert "Kontor staff" in piece and "and 1 more" in piece
    assert f"/forums/posts/{post.pk}/signs/?sign=thanks" in piece


def test_the_page_goes_on_by_key_and_says_when_that_was_all(log_in, monkeypatch):
    monkeypatch.setattr(signs, "PAGE", 2)
    post = make_post()
    give(post, 3)
    client, seen = log_in(make_member()), []
    address = f"/forums/posts/{post.pk}/signs/?sign=thanks"
    page = client.get(address).content.decode()
    seen += re.findall(r"Giver \d\d", page)
    following = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    page = client.get(f"/forums/posts/{post.pk}/signs/{following}").content.decode()
    seen += re.findall(r"Giver \d\d", page)
    assert list(dict.fromkeys(seen)) == ["Giver 00", "Giver 01", "Giver 02"] and 'rel="next"' not in page
    assert "That was all" in client.get(f"{address}&after={2**63 - 1}").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_asks_the_same_for_one_and_for_many(log_in, django_assert_max_num_queries, count):
    post = make_post()
    give(post, count)
    client = log_in(make_member())
    client.get("/forums/")
    with django_assert_max_num_queries(13):
        client.get(f"/forums/posts/{post.pk}/signs/")


@pytest.mark.parametrize("how", ["delete", "hide"])
def test_what_is_gone_has_no_signs(log_in, how):
    moderator = make_member()
    post = make_post(make_thread(make_board(moderators=[moderator])))
    give(post, 1)
    getattr(actions, how)(post.pk, by=post.author if how == "delete" else moderator, now=timezone.now())
    client = log_in(moderator)
    for address in (f"/forums/posts/{post.pk}/signs/", f"/forums/posts/{post.pk}/signs/?piece"):
        assert "Giver" not in client.get(address).content.decode()
    answer = program_of(moderator).get(f"/api/v1/posts/{post.pk}/signs")
    assert json.loads(answer.content)["items"] == []


def test_programs_read_who_gave_which_sign_and_visitors_do_not(client):
    post = make_post()
    (giver,) = give(post, 1)
    program = program_of(make_member())
    (row,) = json.loads(program.get(f"/api/v1/posts/{post.pk}/signs?sign=thanks").content)["items"]
    assert (row["member"]["name"], row["sign"]) == (giver.name, "thanks")
    assert json.loads(program.get(f"/api/v1/posts/{post.pk}/signs?sign=agree").content)["items"] == []
    assert program.get(f"/api/v1/posts/{post.pk}/signs?sign=love").status_code == 422
    assert client.get(f"/api/v1/posts/{post.pk}/signs").status_code == 401
    assert client.get(f"/forums/posts/{post.pk}/signs/").status_code == 302


def test_a_closed_board_keeps_its_signs(log_in):
    insider = make_member()
    post = make_post(make_thread(make_board("closed", listed=[insider]), by=insider), by=insider)
    give(post, 1)
    assert log_in(make_member()).get(f"/forums/posts/{post.pk}/signs/").status_code == 404


def test_only_a_post_with_signs_offers_to_name_who_gave_them(client):
    post = make_post()
    give(post, 1)
    page = client.get(f"/forums/threads/{post.thread_id}/").content.decode()
    assert page.count('data-pop="givers"') == 1
