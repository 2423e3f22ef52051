from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from landings.placements.facts import LandingPlaced
from network.feed import registry
from network.feed.queries import pages, statement
from network.introductions import actions as introductions
from network.organisations import actions
from network.organisations.facts import PageChanged
from network.organisations.models import Organisation
from realtime.streams import publish
from tests.factories.events import make_booth, make_hall, make_open_show, make_session, visit
from tests.factories.introductions import make_agreed_introduction, make_introduction, sides_of
from tests.factories.landings_placements import make_landing
from tests.factories.members import confirm_address, make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def me():
    return make_member(name="Me")


@pytest.fixture
def client(log_in, me):
    return log_in(me)


@pytest.fixture
def firm(me):
    firm = make_organisation(name="Tidewrack", slug="tidewrack")
    join(firm, make_member(name="Olga"), role="owner")
    join(firm, me)
    return firm


def change(firm, at=None, by=None):
    with transaction.atomic():
        who = by or firm.members.get(name="Olga")
        publish(
            PageChanged(organisation_id=firm.pk, fields=["about"]), to=firm.stream, by=who.pk, at=at or timezone.now()
        )


def read(client, address="/feed/"):
    return [(item.line.text, item.why) for item in client.get(address).context["page"].items]


def test_an_empty_feed_teaches(client):
    assert "that is quickly changed" in client.get("/feed/").content.decode()


def test_what_happens_in_my_organisation_is_told_with_the_reason(client, firm):
    change(firm)
    assert read(client) == [("Olga changed the page of Tidewrack", "You belong to it")]
    assert 'href="/organisations/tidewrack/"' in client.get("/feed/").content.decode()


def test_what_i_did_and_what_happens_elsewhere_is_not_told(client, firm, me):
    change(firm, by=me)
    other = make_organisation(name="Elsewhere", staff=[make_member(name="Olga")])
    change(other)
    assert read(client) == []


def test_what_i_left_is_no_longer_told(client, firm, me):
    change(firm)
    actions.remove(firm.pk, me.pk, by=me, now=timezone.now())
    assert read(client) == []


def test_who_joins_is_named(client, firm):
    invitation = actions.invite(
        firm.pk, by=firm.members.get(name="Olga"), email="ada@kontor.example", role="staff", now=START
    )
    actions.accept(invitation.token, by=confirm_address(make_member(name="Ada"), "ada@kontor.example"), now=START)
    assert [text for text, _why in read(client)] == ["Ada joined Tidewrack"]


def test_a_side_never_reads_what_the_other_answered_alone(log_in):
    asked = make_introduction()
    founder, contact = sides_of(asked)
    introductions.answer(contact.pk, answer="no", now=timezone.now())
    refused = log_in(founder.member)
    assert read(refused) == []
    agreed = make_agreed_introduction()
    founder, contact = sides_of(agreed)
    for side in (founder, contact):
        assert [why for _text, why in read(log_in(side.member))] == ["You are in this introduction"]


def test_shows_i_am_registered_for_are_told(client, me):
    show = make_open_show()
    hall = make_hall(show)
    make_session(hall)
    make_booth(hall)
    assert read(client) == []
    visit(show, me)
    told = read(client)
    assert len(told) == len(set(told)) >= 3
    assert {why for _text, why in told} == {"You are at this show"}


def test_landings_are_told_to_their_parties_alone(log_in, me):
    landing = make_landing()
    with transaction.atomic():
        publish(LandingPlaced(landing_id=landing.pk), to=landing.stream, by=None, at=timezone.now())
    join(landing.host, me)
    join(make_organisation(), stranger := make_member())
    [(text, why)] = read(log_in(me))
    assert text == f"{landing.firm.name} lands at {landing.site.name}: the desk is booked"
    assert why == "You take part in this landing"
    assert read(log_in(stranger)) == []


def test_pages_by_key_hold_each_item_once_newest_first(client, firm, monkeypatch):
    monkeypatch.setattr(pages, "PAGE", 3)
    monkeypatch.setattr(pages, "LOOKED_AT", 4)
    other = make_organisation(name="Blue", staff=[make_member(name="Olga")])
    join(other, client_member(client))
    for minute in range(6):
        change(firm, at=START + timedelta(minutes=minute))
        change(other, at=START + timedelta(minutes=minute, seconds=30))
    seen, address = [], "/feed/"
    while address:
        page = client.get(address).context["page"]
        seen += [item.at for item in page.items]
        address = f"/feed/?before={page.next_key}" if page.next_key else ""
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 12


def client_member(client):
    return client.get("/me/").wsgi_request.user


@pytest.mark.parametrize("wrong", ["x", "-1", "9" * 40, "999999", "\u0663"])
def test_a_wrong_key_begins_anew(client, firm, wrong):
    change(firm)
    assert len(read(client, f"/feed/?before={wrong}")) == 1


def test_a_feed_of_three_asks_no_more_than_of_one(client, firm, me, count_queries):
    def happen(number):
        change(firm)
        make_agreed_introduction()
        show = make_open_show()
        make_session(make_hall(show))
        visit(show, me)
        landing = make_landing()
        join(landing.host, me)
        with transaction.atomic():
            publish(LandingPlaced(landing_id=landing.pk), to=landing.stream, by=None, at=timezone.now())

    happen(1)
    one = count_queries(partial(client.get, "/feed/"))
    happen(2)
    happen(3)
    assert count_queries(partial(client.get, "/feed/")) == one


def test_two_sources_of_one_name_are_refused():
    with pytest.raises(ValueError, match="threads"):
        registry.register(next(source for source in registry.all_sources() if source.name == "threads"))


def test_a_source_that_looks_at_who_asks_rather_than_ask_the_database_is_found_out(monkeypatch, me):
    def by_a_mark(member):
        return Organisation.objects.all().values("stream_id") if member.is_staff else Organisation.objects.none()

    source = registry.FeedSource("test", (PageChanged,), by_a_mark, "Because")
    monkeypatch.setattr(statement, "all_sources", lambda: [source])
    with pytest.raises(ValueError, match="stand-in"):
        pages.page(me)


def test_a_source_finds_by_streams_or_by_a_condition():
    for how in ({}, {"streams_of": lambda member: None, "events_of": lambda member: None}):
        with pytest.raises(ValueError, match="by streams, or"):
            registry.FeedSource("test", (PageChanged,), why="Because", **how)


def test_each_reader_has_what_they_may_read_now(firm, me, log_in):
    olga, stranger = firm.members.get(name="Olga"), make_member()
    change(firm)
    change(firm, by=me)
    assert [len(pages.page(one).items) for one in (me, stranger, olga)] == [1, 0, 1]
    actions.remove(firm.pk, me.pk, by=olga, now=timezone.now())
    assert pages.page(me).items == []
    join(firm, stranger)
    assert len(pages.page(stranger).items) == 3
