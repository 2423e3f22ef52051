"""Sites and offers: made, changed, shown, withdrawn; never under somebody who counts on them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from landings.hosts import actions, rules
from landings.hosts.models import Site, SlotOffer
from realtime.streams import timeline
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
PLACE = {"name": "Quay 9", "city": "Rotterdam", "country": "NL", "latitude": 51.9, "longitude": 4.5}
DATES = {"title": "Spring", "starts_on": date(2026, 4, 1), "ends_on": date(2026, 7, 1), "desks": 2}


@pytest.fixture
def manager():
    return make_member()


@pytest.fixture
def offer(manager):
    return make_offer(make_site(manager=manager), published_at=None)


@pytest.fixture
def counted_on(offer):
    """Somebody counts on the offer."""

    def asks(offer_id):
        return offer_id == offer.pk

    rules.hold_offers(asks)
    yield offer
    rules._holds.remove(asks)


def facts_in(thing):
    return [event.fact for event in reversed(timeline(thing.stream))]


def test_a_manager_opens_a_site_once(manager):
    house = make_organisation("host", staff=[manager])
    page = {**PLACE, "time_zone": "Europe/Amsterdam"}
    site = actions.open_site(house.pk, by=manager, page=page, key="k1", now=NOW)
    assert actions.open_site(house.pk, by=manager, page=page, key="k1", now=NOW) == site
    assert (Site.objects.count(), site.verified_at, facts_in(site)) == (1, None, ["site.opened"])


def test_a_firm_opens_no_site_and_staff_does_not_either(manager):
    house, firm = make_organisation("host"), make_organisation("firm", staff=[manager])
    join(house, manager, role="staff")
    for place in (house, firm):
        with pytest.raises(PermissionDenied):
            actions.open_site(place.pk, by=manager, page=PLACE, now=NOW)


def test_saving_the_page_reviews_its_facts(manager):
    site = make_site(manager=manager, facts_reviewed_on=date(2024, 1, 1))
    changed = actions.change_site(site.pk, by=manager, page={"about": "By the water."}, now=NOW)
    assert (changed.about, changed.facts_reviewed_on) == ("By the water.", NOW.date())


def test_an_officer_verifies_but_never_a_house_of_their_own(manager):
    site = make_site(manager=manager, verified_at=None)
    programme = make_programme()
    with pytest.raises(PermissionDenied):
        actions.verify_site(site.pk, by=make_officer(programme, manager), now=NOW)
    actions.verify_site(site.pk, by=make_officer(programme), now=NOW)
    actions.verify_site(site.pk, by=make_officer(programme), now=NOW)
    assert facts_in(site) == ["site.verified"]


def test_closed_days_are_set_and_lifted(manager):
    site = make_site(manager=manager)
    day = date(2026, 4, 27)
    actions.set_closure(site.pk, by=manager, day=day, reason="King's Day", now=NOW)
    actions.set_closure(site.pk, by=manager, day=day, reason="Holiday", now=NOW)
    assert [(row.day, row.reason) for row in site.closures.all()] == [(day, "Holiday")]
    actions.lift_closure(site.pk, by=manager, day=day, now=NOW)
    assert not site.closures.exists()


def test_an_offer_is_drafted_published_paused_and_withdrawn(manager):
    site = make_site(manager=manager)
    offer = actions.draft_offer(site.pk, by=manager, page=DATES, key="k", now=NOW)
    for act in (actions.publish_offer, actions.pause_offer, actions.resume_offer, actions.withdraw_offer):
        act(offer.pk, by=manager, now=NOW)
        act(offer.pk, by=manager, now=NOW) if act is not actions.resume_offer else None
    steps = ["drafted", "published", "paused", "resumed", "withdrawn"]
    assert facts_in(offer) == [f"offer.{step}" for step in steps]
    with pytest.raises(ValidationError):
        actions.publish_offer(offer.pk, by=manager, now=NOW)


def test_nobody_else_touches_an_offer(offer):
    for member in (make_member(), make_officer(make_programme())):
        with pytest.raises(PermissionDenied):
            actions.publish_offer(offer.pk, by=member, now=NOW)


def test_an_offer_somebody_counts_on_is_neither_cut_nor_withdrawn(counted_on, manager):
    for act in (
        lambda: actions.withdraw_offer(counted_on.pk, by=manager, now=NOW),
        lambda: actions.change_offer(counted_on.pk, by=manager, page={"desks": 1}, now=NOW),
        lambda: actions.change_offer(
            counted_on.pk, by=manager, page={"ends_on": counted_on.ends_on - timedelta(days=1)}, now=NOW
        ),
        lambda: actions.change_offer(counted_on.pk, by=manager, page={"desks": 9, "price_per_desk_day": 9}, now=NOW),
    ):
        with pytest.raises(ValidationError) as caught:
            act()
        assert caught.value.code == "held"
    more = {"desks": counted_on.desks + 1, "ends_on": counted_on.ends_on + timedelta(days=1)}
    assert actions.change_offer(counted_on.pk, by=manager, page=more, now=NOW).desks == more["desks"]
    changed = actions.change_offer(counted_on.pk, by=manager, page={"title": "Summer"}, now=NOW)
    assert (changed.title, SlotOffer.objects.get().withdrawn_at) == ("Summer", None)
