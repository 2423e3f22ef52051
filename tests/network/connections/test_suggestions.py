"""Who is suggested, why, and who is not: each source by itself, what is left out, and what it costs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.shows.models import Registration
from network.connections import actions, registry
from network.connections.models import PUT_OFF_FOR
from network.connections.queries import suggestions_for
from network.connections.queries.suggestions import scheme
from network.forums.models import BoardFollow
from network.reasons.rules import is_certified
from network.reasons.tellings import stored
from tests.factories.connections import connect, make_request
from tests.factories.events import make_open_show
from tests.factories.forums import make_board
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation
from tests.factories.tokens import program_of

pytestmark = pytest.mark.django_db
NOW = timezone.now()
FAR, NEAR = "Pacific/Auckland", "Europe/Berlin"


@pytest.fixture
def ada():
    return make_member(name="Ada", time_zone=NEAR)


@pytest.fixture
def bo():
    return make_member(name="Bo", time_zone=FAR)


def suggested(me, now=NOW):
    return {one.member.name: one.why for one in suggestions_for(me, now=now)}


def share_friends(one, other, count):
    for _ in range(count):
        both = make_member()
        connect(one, both), connect(both, other)


def firm_of(member, market="", category=""):
    firm = make_organisation(staff=[member])
    if market:
        firm.markets.create(country=market, relation="sought")
    if category:
        firm.services.create(category=category, title="Tides")


def both_follow(one, other, **board):
    made = make_board(name="Ports", **board)
    for member in (one, other):
        BoardFollow.objects.create(board=made, member=member)


def both_visit(one, other, door="visible"):
    show = make_open_show(name="Harbour Days")
    Registration.objects.create(show=show, member=one, at=NOW)
    Registration.objects.create(show=show, member=other, at=NOW, door=door)


WAYS = {
    "known": (lambda a, b: share_friends(a, b, 3), "3 connections in common"),
    "market": (lambda a, b: (firm_of(a, "JP"), firm_of(b, "JP")), "You both sell to Japan, or want to"),
    "service": (
        lambda a, b: (firm_of(a, category="SI2"), firm_of(b, category="SI2")),
        "You both sell: Computer services",
    ),
    "board": (both_follow, "You both follow the board Ports"),
    "show": (both_visit, "You both are at Harbour Days"),
}


def test_every_source_has_its_way_here():
    assert set(WAYS) == {one.name for one in registry.all_sources()}


@pytest.mark.parametrize("way", WAYS)
def test_each_reason_is_found_and_said(ada, bo, way):
    arrange, words = WAYS[way]
    assert "Bo" not in suggested(ada)
    arrange(ada, bo)
    (why,) = [said for name, said in suggested(ada).items() if name == "Bo"]
    assert why == [words]


def test_reasons_add_up_the_clock_among_them_and_the_most_is_first(ada):
    one, several = make_member(name="One", time_zone=FAR), make_member(name="Several", time_zone=NEAR)
    share_friends(ada, one, 1), share_friends(ada, several, 5), both_follow(ada, several)
    firm_of(ada, "JP"), firm_of(several, "JP")
    found = suggestions_for(ada, now=NOW)
    assert [each.member.name for each in found][:2] == ["Several", "One"]
    assert found[0].why == ["5 connections in common", "You both sell to Japan, or want to"]
    assert "8 working hours shared" in [
        scheme().why[p.reason.name](p.reason.figures) for p in found[0].parts if p.points
    ]
    assert all(is_certified(stored(each.parts, scheme()), each.score) for each in found)


@pytest.mark.parametrize(
    "way",
    [
        lambda a, b: both_follow(a, b, audience="closed"),
        lambda a, b: both_visit(a, b, door="private"),
        lambda a, b: both_visit(a, b, door="exhibitors"),
    ],
)
def test_what_others_hide_is_no_reason(ada, bo, way):
    way(ada, bo)
    assert suggested(ada) == {}


@pytest.mark.parametrize("tie", ["asked", "declined", "withdrawn", "connected", "ended"])
def test_who_was_asked_already_is_not_suggested_to_either(ada, bo, tie):
    share_friends(ada, bo, 3)
    make_request(ada, bo)
    if tie == "declined":
        actions.decline(ada.pk, by=bo, now=timezone.now())
    elif tie == "withdrawn":
        actions.withdraw(bo.pk, by=ada, now=timezone.now())
    elif tie != "asked":
        actions.accept(ada.pk, by=bo, now=timezone.now())
    if tie == "ended":
        actions.disconnect(ada.pk, by=bo, now=timezone.now())
    assert "Bo" not in suggested(ada) and "Ada" not in suggested(bo)


def test_nobody_who_is_not_here_and_not_oneself(ada, bo):
    share_friends(ada, bo, 3)
    bo.is_active = False
    bo.save()
    assert not {"Bo", "Ada"} & set(suggested(ada))


def test_not_now_lasts_for_a_while_and_for_oneself_alone(ada, bo, log_in):
    share_friends(ada, bo, 3)
    client = log_in(ada)
    assert "3 connections in common" in client.get("/connections/suggestions/").content.decode()
    for _ in range(2):
        assert client.post(f"/members/{bo.pk}/not-now/")["Location"] == "/connections/"
    assert "Bo" not in suggested(ada, timezone.now()) and "Ada" in suggested(bo)
    assert "Bo" in suggested(ada, timezone.now() + PUT_OFF_FOR + timedelta(minutes=1))


def test_programs_are_told_the_same(ada, bo):
    share_friends(ada, bo, 3)
    rows = program_of(ada).get("/api/v1/connections/suggestions").json()
    assert [(row["member"]["name"], row["why"]) for row in rows] == [("Bo", ["3 connections in common"])]
    assert 0 < rows[0]["score"] <= 100


def test_it_takes_as_many_statements_for_one_as_for_many(ada, count_queries):
    def one_more():
        other = make_member()
        share_friends(ada, other, 1), firm_of(other, "JP", "SI2"), both_follow(ada, other), both_visit(ada, other)

    firm_of(ada, "JP", "SI2")
    one_more()
    one = count_queries(lambda: suggestions_for(ada, now=NOW))
    one_more(), one_more()
    assert count_queries(lambda: suggestions_for(ada, now=NOW)) == one <= 20


def test_no_step_reads_more_than_its_bound(ada, monkeypatch):
    monkeypatch.setattr("network.connections.queries.candidates.BEST", 2)
    for _ in range(3):
        share_friends(ada, make_member(), 1)
    assert len(suggestions_for(ada, now=NOW)) == 2
