import pytest
from django.utils import timezone

from network.following import actions, queries
from network.following.models import Follow
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return make_member(name="Me")


@pytest.fixture
def client(log_in, me):
    return log_in(me)


def test_a_firm_is_followed_from_its_page_and_left_from_the_list(client, me):
    firm = make_organisation(name="Tidewrack")
    page = firm.get_absolute_url()
    assert b"0 follower" not in client.get(page).content
    assert client.post(f"{page}follow/", follow=True).redirect_chain == [(page, 302)]
    shown = client.get(page).content
    assert b"1 follower" in shown and f"{page}unfollow/".encode() in shown
    assert b"Tidewrack" in client.get("/following/").content
    back = "/following/?show=organisations"
    assert client.post(f"{page}unfollow/", {"next": back}).url == back
    assert b"You follow no organisation yet" in client.get(back).content


def test_a_visitor_reads_how_many_follow_and_has_no_button(client, me, log_in):
    firm = make_organisation(name="Tidewrack", is_public=True)
    actions.follow_organisation(firm, by=me, now=timezone.now())
    client.logout()
    shown = client.get(firm.get_absolute_url()).content
    assert b"1 follower" in shown and b"/follow/" not in shown


def test_a_member_is_followed_and_sees_who_does(client, log_in, me):
    ada = make_member(name="Ada")
    client.post(f"/members/{ada.pk}/follow/")
    assert b"1 follower" in client.get(ada.get_absolute_url()).content
    assert b"Ada" in client.get("/following/?show=members").content
    assert b">Me</a>" in log_in(ada).get("/following/?show=followers").content
    client.post(f"/members/{ada.pk}/unfollow/")
    assert not Follow.objects.exists()


def test_a_market_is_followed_from_the_directory_and_the_picker(client, me):
    assert b"Follow the market Portugal" in client.get("/network/?country=PT").content
    assert client.post("/following/markets/", {"country": "PT", "next": "/network/?country=PT"}).status_code == 302
    assert b"Unfollow the market Portugal" in client.get("/network/?country=PT").content
    assert client.post("/following/markets/", {"country": "DE"}).url == "/following/?show=markets"
    assert "Germany" in client.get("/following/?show=markets").content.decode()
    assert client.post("/following/markets/PT/unfollow/").url == "/following/?show=markets"
    assert [str(one.country) for one in Follow.objects.all()] == ["DE"]


@pytest.mark.parametrize("wrong", ["", "XX", "Germany", "d\0"])
def test_what_is_no_market_is_said_at_the_field(client, wrong):
    answer = client.post("/following/markets/", {"country": wrong})
    assert answer.status_code == 422
    assert b"Choose a country from the list." in answer.content
    assert client.post("/following/markets/xx/unfollow/").status_code == 404


def test_oneself_is_not_followed(client, me):
    answer = client.post(f"/members/{me.pk}/follow/", follow=True)
    assert b"You cannot follow yourself." in answer.content


def test_a_way_back_leads_to_our_own_pages_alone(client):
    firm = make_organisation()
    answer = client.post(f"{firm.get_absolute_url()}follow/", {"next": "https://elsewhere.example/"})
    assert answer.url == firm.get_absolute_url()


@pytest.mark.parametrize("kind", queries.KINDS)
def test_a_list_of_three_asks_no_more_than_of_one(client, me, count_queries, kind):
    countries = iter(("DE", "FR", "PT"))

    def follow_one():
        now = timezone.now()
        actions.follow_organisation(make_organisation(), by=me, now=now)
        actions.follow_member(make_member(), by=me, now=now)
        actions.follow_member(me, by=make_member(), now=now)
        actions.follow_market(next(countries), by=me, now=now)

    follow_one()
    one = count_queries(lambda: client.get(f"/following/?show={kind}"))
    follow_one(), follow_one()
    assert count_queries(lambda: client.get(f"/following/?show={kind}")) == one


def test_lists_are_read_on_by_key(client, me, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for country in ("DE", "FR", "PT"):
        actions.follow_market(country, by=me, now=timezone.now())
    first = client.get("/following/?show=markets").context["followed"]
    rest = client.get(f"/following/?show=markets&before={first.next_key}").context["followed"]
    assert [str(one.country) for one in (*first.rows, *rest.rows)] == ["PT", "FR", "DE"]
    assert rest.next_key == 0
    assert b"That was all" in client.get("/following/?show=markets&before=1").content
