"""What the followed did is in the feed, with every why that holds; never what the reader may not read."""

import pytest
from django.db import transaction
from django.utils import timezone

from events.shows.facts import ShowAnnounced
from landings.hosts.facts import OfferPublished, SiteOpened
from network.feed.queries import page
from network.feed.queries.statement import _worded
from network.feed.registry import all_sources
from network.following import actions
from network.forums import actions as forums
from network.organisations import actions as organisations
from network.organisations.facts import PageChanged, StaffLeft
from realtime.streams import publish
from tests.factories.events import make_open_show
from tests.factories.forums import make_board, make_post, make_thread
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation, make_staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return make_member(name="Me")


@pytest.fixture
def ada(me):
    ada = make_member(name="Ada")
    actions.follow_member(ada, by=me, now=timezone.now())
    return ada


def now():
    return timezone.now()


def happens(fact, to, by=None):
    with transaction.atomic():
        publish(fact, to=to.stream, by=by and by.pk, at=now())


def told(member):
    return [(item.line.text, item.why) for item in reversed(page(member).items)]


def test_a_followed_firm_tells_of_its_page_services_and_staff(me):
    olga = make_member(name="Olga")
    firm = make_organisation(name="Tidewrack", staff=[olga])
    actions.follow_organisation(firm, by=me, now=now())
    happens(PageChanged(organisation_id=firm.pk, fields=["about"]), firm, olga)
    organisations.add_service(firm.pk, by=olga, category="SI", title="Tides", description="", now=now())
    happens(StaffLeft(member_id=olga.pk), firm, olga)
    assert told(me) == [
        ("Olga changed the page of Tidewrack", "You follow Tidewrack"),
        ("Olga changed the services of Tidewrack", "You follow Tidewrack"),
    ]
    firm.closed_at = now()
    firm.save()
    assert told(me) == []


def test_a_followed_member_tells_of_what_they_say_where_one_reads(me, ada):
    open_one, closed = make_board(name="Ports"), make_board("closed", listed=[ada])
    make_thread(open_one, by=ada, title="How?")
    make_post(make_thread(open_one, title="Who?"), by=ada)
    make_thread(closed, by=ada, title="A secret")
    make_thread(open_one, title="Another's")
    assert told(me) == [
        ("Ada started “How?” on Ports", "You follow Ada"),
        ("Ada replied in “Who?”", "You follow Ada"),
    ]


def test_a_right_that_is_lost_takes_the_line_away(me, ada):
    board = make_board("closed", listed=[ada, me])
    thread = make_thread(board, by=ada)
    assert len(told(me)) == 1
    board.listings.filter(member=me).delete()
    assert told(me) == []
    make_thread(make_board(), by=ada)
    actions.unfollow_member(ada, by=me)
    assert told(me) == []
    assert thread.author == ada


def test_each_why_that_holds_is_said_and_the_line_shown_once(me, ada):
    board = make_board(name="Ports")
    forums.follow(board, by=me, now=now())
    thread = make_thread(board, by=ada, title="How?")
    mine = make_thread(board, by=me, title="Who?")
    make_post(mine, by=ada)
    make_post(mine, by=make_member(name="Bo"))
    assert told(me) == [
        ("Ada started “How?” on Ports", "You follow the board · You follow Ada"),
        ("Ada replied in “Who?”", "You watch the thread · You follow Ada"),
        ("Bo replied in “Who?”", "You watch the thread"),
    ]
    assert thread.author == ada


def test_a_followed_market_tells_of_what_is_new_there(me):
    actions.follow_market("PT", by=me, now=now())
    staff = make_member()
    host = make_organisation("host", name="Cais", country="PT", staff=[staff])
    actions.follow_organisation(host, by=me, now=now())
    there = make_site(host, name="Doca", country="PT")
    happens(SiteOpened(site_id=there.pk), there, staff)
    elsewhere = make_site(make_organisation("host", country="FR"), country="FR")
    happens(SiteOpened(site_id=elsewhere.pk), elsewhere)
    offer = make_offer(there, title="Spring")
    happens(OfferPublished(offer_id=offer.pk), offer)
    show = make_open_show(name="Fair", organiser=make_staff_of("agency", country="PT"))
    happens(ShowAnnounced(show_id=show.pk), show)
    lines = told(me)
    both = "You follow Cais · You follow the market Portugal"
    assert ("Cais has a new site: Doca", both) in lines
    assert ("Cais offers desks at Doca: Spring", both) in lines
    assert {why for text, why in lines if "Fair" in text} == {"You follow the market Portugal"}
    assert not any(elsewhere.name in text for text, _why in lines)


def test_a_new_organisation_of_a_followed_market_is_told(me):
    actions.follow_market("PT", by=me, now=now())
    opener = make_member()
    for name, country in (("Maré", "PT"), ("Loire", "FR")):
        given = {"name": name, "country": country, "city": "", "headline": ""}
        organisations.open_organisation(by=opener, kind="firm", page=given, now=now())
    assert told(me) == [("Maré is here now", "You follow the market Portugal")]


def test_the_feed_asks_as_much_for_three_as_for_one(me, count_queries):
    def happen():
        ada, firm = make_member(), make_organisation()
        actions.follow_member(ada, by=me, now=now())
        actions.follow_organisation(firm, by=me, now=now())
        make_thread(by=ada)
        happens(PageChanged(organisation_id=firm.pk, fields=["about"]), firm, ada)

    happen()
    assert count_queries(lambda: told(me)) == 2
    happen(), happen()
    assert count_queries(lambda: told(me)) == 2


def test_what_is_followed_is_asked_without_values_that_the_index_has():
    """Else SQLite plans the feed's statement anew each time, which takes longer than to answer it."""
    for source in all_sources():
        statement, _params = _worded(source, 41).statement(member=1)
        assert not [
            kept for place, kept in statement.places if place is None and kept == "" and "follow" in source.name
        ]
