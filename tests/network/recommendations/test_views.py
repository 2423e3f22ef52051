import pytest
from django.utils import timezone

from network.recommendations import actions
from network.recommendations.models import Recommendation, State
from realtime.kinds import stream_kinds
from tests.factories.dealings import make_dealing
from tests.factories.members import make_member
from tests.factories.recommendations import WORDS, make_asked, make_recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_member(name="Ada")


@pytest.fixture
def bo():
    return make_member(name="Bo")


def text(answer):
    return answer.content.decode()


def test_one_recommends_from_the_profile_and_the_other_shows_it(log_in, ada, bo):
    dealing = make_dealing(ada, bo)
    hers, his = log_in(ada), log_in(bo)
    page = f"/members/{bo.pk}/recommend/"
    assert page in text(hers.get(bo.get_absolute_url()))
    sent = hers.post(page, {"dealing": dealing.pk, "words": WORDS})
    made = Recommendation.objects.get()
    assert sent.url == made.get_absolute_url()
    assert WORDS in text(his.get(made.get_absolute_url()))
    assert WORDS not in text(hers.get(bo.get_absolute_url()))
    his.post(f"{made.get_absolute_url()}show/")
    shown = text(log_in(make_member()).get(bo.get_absolute_url()))
    assert WORDS in shown and "A meeting" in shown and ">Ada<" in shown
    assert WORDS in text(his.get(bo.get_absolute_url()))


def test_what_is_wrong_is_said_and_what_was_typed_stays(log_in, ada, bo):
    dealing = make_dealing(ada, bo)
    page = f"/members/{bo.pk}/recommend/"
    for wrong in ({"dealing": 999, "words": WORDS}, {"dealing": "x\0", "words": WORDS}, {"words": WORDS}):
        answer = log_in(ada).post(page, wrong)
        assert (answer.status_code, "Choose what you did together." in text(answer)) == (422, True)
        assert WORDS in text(answer)
    answer = log_in(ada).post(page, {"dealing": dealing.pk, "words": " "})
    assert "Write a few sentences first." in text(answer)


def test_where_nothing_was_done_together_the_form_leads_to_the_page(log_in, ada, bo):
    client = log_in(ada)
    for step in ("", "ask/"):
        assert client.get(f"/members/{bo.pk}/recommend/{step}").url == bo.get_absolute_url()
    assert "/recommend/" not in text(client.get(bo.get_absolute_url()))
    assert client.post(f"/members/{bo.pk}/recommend/", {"dealing": 1, "words": WORDS}).status_code == 422


def test_one_asks_and_the_other_writes_or_asks_for_other_words(log_in, ada, bo):
    dealing = make_dealing(ada, bo)
    hers, his = log_in(ada), log_in(bo)
    his.post(f"/members/{ada.pk}/recommend/ask/", {"dealing": dealing.pk, "request": "In two lines?"})
    made = Recommendation.objects.get()
    address = made.get_absolute_url()
    assert "In two lines?" in text(hers.get(f"{address}words/"))
    hers.post(f"{address}words/", {"words": WORDS})
    his.post(f"{address}change/", {"wanted": "Say Friday."})
    assert "Say Friday." in text(hers.get(address))
    assert his.get(f"{address}words/").status_code == hers.get(f"{address}change/").status_code == 403
    assert his.get(f"{address}change/").url == address
    hers.post(f"{address}withdraw/", {"confirmed": "1"})
    made.refresh_from_db()
    assert made.state in (State.WITHDRAWN, State.WAITING)


def test_others_find_nothing(log_in, ada, bo):
    made = make_recommendation(ada, bo, shown=True)
    stranger = log_in(make_member())
    assert stranger.get(made.get_absolute_url()).status_code == 404
    assert stranger.post(f"{made.get_absolute_url()}keep/").status_code == 404
    kind = stream_kinds.kind_named("recommendation")
    seen = [kind.may_read(member, made.stream_id) for member in (ada.pk, bo.pk, make_member().pk, None)]
    assert seen == [True, True, False, False]


@pytest.mark.parametrize("address", ["/recommendations/", "/recommendations/?show=by", "profile"])
def test_pages_of_three_ask_no_more_than_of_one(log_in, ada, bo, count_queries, address):
    client = log_in(bo)
    address = bo.get_absolute_url() if address == "profile" else address

    def add():
        make_recommendation(ada, bo, shown=True)
        make_recommendation(make_member(), bo)
        make_recommendation(bo, make_member())
        make_asked(bo, make_member())

    add()
    one = count_queries(lambda: client.get(address))
    add(), add()
    assert count_queries(lambda: client.get(address)) == one


def test_another_ones_profile_asks_as_much_for_three_dealings_as_for_one(log_in, ada, bo, count_queries):
    client = log_in(ada)
    make_dealing(ada, bo)
    one = count_queries(lambda: client.get(bo.get_absolute_url()))
    make_dealing(ada, bo), make_dealing(ada, bo)
    assert count_queries(lambda: client.get(bo.get_absolute_url())) == one


def test_lists_are_read_on_by_key(log_in, bo, monkeypatch):
    monkeypatch.setattr("network.recommendations.queries.PAGE", 2)
    made = [make_recommendation(make_member(), bo, now=timezone.now()) for _ in range(3)]
    client = log_in(bo)
    first = client.get("/recommendations/").context
    rest = client.get(f"/recommendations/?before={first['next_key']}").context
    assert [one.found.pk for one in (*first["rows"], *rest["rows"])] == [one.pk for one in reversed(made)]
    actions.withdraw(made[0].pk, by=made[0].by, now=timezone.now())
    assert rest["next_key"] == 0
