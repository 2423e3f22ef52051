"""A host's manager opens a site and offers desks in the browser; firms look around."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from landings.hosts import rules
from landings.hosts.models import Site, SlotOffer
from tests.factories.landings_hosts import make_offer, make_site
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation
from tests.factories.typed import sent_from

pytestmark = pytest.mark.django_db
PLACE = {"name": "Quay 9", "city": "rotterdam", "country": "NL", "opens": "09:00", "closes": "17:30"}
PLACE |= {"mentor_hours": "10", "visa_letter_lead_days": "10", "services": ["desk", "mentoring"], "languages": ["nl"]}
DATES = {"title": "Spring", "starts_on": "2027-04-01", "last_day": "2027-06-30", "desks": "2", "currency": "EUR"}
DATES |= {"shortest_stay": "1", "longest_stay": "60", "price": "25.50"}


@pytest.fixture
def manager():
    return make_member()


@pytest.fixture
def house(manager):
    return make_organisation("host", staff=[manager])


def door(name, *args):
    return reverse(f"landings:{name}", args=args)


def words(response):
    return " ".join(response.content.decode().split())


def test_a_city_is_enough_to_find_where_a_site_lies(house, manager, log_in):
    client = log_in(manager)
    opened = client.post(door("open-site"), {**PLACE, "host": house.pk, "key": "k"})
    site = Site.objects.get()
    assert opened["Location"] == door("site", site.pk)
    assert (round(site.latitude, 1), round(site.longitude, 1), site.time_zone) == (51.9, 4.5, "Europe/Amsterdam")
    assert site.services == [{"key": "desk", "lead_days": 0}, {"key": "mentoring", "lead_days": 0}]
    client.post(door("open-site"), {**PLACE, "host": house.pk, "key": "k"})
    assert Site.objects.count() == 1


def test_the_way_back_to_a_form_that_was_sent_opens_nothing_and_says_so(house, manager, log_in):
    client, place = log_in(manager), {**PLACE, "host": house.pk, "key": "k"}
    assert client.post(door("open-site"), place).status_code == 302
    refused = client.post(door("open-site"), {**place, "address": "Quay 10"})
    site = Site.objects.get()
    assert (refused.status_code, site.address) == (422, "")
    assert "sent before with other words" in words(refused) and "Quay 10" in words(refused)

    # A key is for one thing: the same words of another kind are other words.
    offer = {**DATES, "do": "draft", "key": "k"}
    assert client.post(door("draft-offer", site.pk), offer).status_code == 422
    assert client.post(door("draft-offer", site.pk), {**offer, "key": "o"}).status_code == 302
    again = client.post(door("draft-offer", site.pk), {**offer, "key": "o", "desks": "3"})
    assert (again.status_code, [offer.desks for offer in SlotOffer.objects.all()]) == (422, [2])
    assert "sent before with other words" in words(again)


def test_a_village_asks_for_its_coordinates(house, manager, log_in):
    client = log_in(manager)
    village = {**PLACE, "city": "Ezinge", "host": house.pk}
    refused = client.post(door("open-site"), village)
    assert refused.status_code == 422
    assert words(refused).count("We do not know where this city lies.") == 2 * 3  # in the summary and at its field
    placed = {**village, "latitude": "53.31", "longitude": "6.43", "time_zone": "Europe/Amsterdam"}
    assert client.post(door("open-site"), placed).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"closes": "08:00"}, "It closes after it opens."),
        ({"time_zone": "Mars/Olympus"}, "We do not know this time zone."),
        ({"latitude": "95"}, "less than or equal to 90"),
        ({"name": ""}, "This field is required."),
        ({"services": ["gold"]}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_with_a_site_is_said(house, manager, log_in, wrong, complaint):
    refused = log_in(manager).post(door("open-site"), {**PLACE, "host": house.pk, **wrong})
    assert refused.status_code == 422
    assert complaint in words(refused)
    assert not Site.objects.exists()


def test_a_site_is_opened_only_for_a_house_one_manages(house, log_in):
    other = make_member()
    make_organisation("host", staff=[other])
    assert log_in(other).post(door("open-site"), {**PLACE, "host": house.pk}).status_code == 422
    helper = make_member()
    join(house, helper, role="staff")
    assert log_in(helper).get(door("open-site")).status_code == 403


def test_editing_keeps_the_notice_that_a_service_needs(manager, log_in):
    site = make_site(manager=manager)
    data = {**PLACE, "latitude": "52.0", "longitude": "4.4", "time_zone": "Europe/Amsterdam"}
    assert log_in(manager).post(door("edit-site", site.pk), data).status_code == 302
    site.refresh_from_db()
    assert site.services[1] == {"key": "mentoring", "lead_days": 5}
    assert site.latitude == 52.0


def test_an_offer_is_made_shown_and_withdrawn(manager, log_in):
    site, firm = make_site(manager=manager), make_member()
    client = log_in(manager)
    made = client.post(door("draft-offer", site.pk), {**DATES, "do": "draft", "key": "a"})
    offer = SlotOffer.objects.get()
    assert made["Location"] == door("offer", offer.pk)
    assert (str(offer.last_day), offer.price_per_desk_day, offer.state) == ("2027-06-30", 2_550, "draft")
    assert log_in(firm).get(door("offer", offer.pk)).status_code == 404
    for act, state in (
        ("publish", "published"),
        ("pause", "paused"),
        ("resume", "published"),
        ("withdraw", "withdrawn"),
    ):
        client.post(door(f"{act}-offer", offer.pk))
        offer.refresh_from_db()
        assert offer.state == state
        assert log_in(firm).get(door("offer", offer.pk)).status_code == (404 if state == "withdrawn" else 200)


def test_publishing_at_once(manager, log_in):
    site = make_site(manager=manager)
    log_in(manager).post(door("draft-offer", site.pk), {**DATES, "do": "publish"})
    assert SlotOffer.objects.get().state == "published"


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ({"last_day": "2027-03-01"}, "The last day is before the first."),
        ({"last_day": "2030-03-01"}, "An offer spans a year at most."),
        ({"desks": "0"}, "greater than or equal to 1"),
        ({"longest_stay": "0"}, "This is shorter than the shortest stay."),
        ({"shortest_stay": "0"}, "A stay has one day at least."),
        ({"price": "free"}, "Write a number"),
        ({"starts_on": "soon"}, "Enter a valid date."),
    ],
)
def test_what_is_wrong_with_an_offer_is_said(manager, log_in, wrong, complaint):
    site = make_site(manager=manager)
    refused = log_in(manager).post(door("draft-offer", site.pk), {**DATES, **wrong})
    assert refused.status_code == 422
    assert complaint in words(refused)
    assert not SlotOffer.objects.exists()


def test_an_offer_somebody_counts_on_stays(manager, log_in):
    offer = make_offer(make_site(manager=manager))

    def asks(offer_id):
        return offer_id == offer.pk

    rules.hold_offers(asks)
    try:
        client = log_in(manager)
        client.post(door("withdraw-offer", offer.pk))
        refused = client.post(door("edit-offer", offer.pk), {**DATES, "desks": "1"})
    finally:
        rules._holds.remove(asks)
    offer.refresh_from_db()
    assert (refused.status_code, offer.desks, offer.withdrawn_at) == (422, 2, None)
    assert "A landing counts on this offer" in words(refused)


def test_a_house_sees_its_neighbours_but_changes_nothing(log_in):
    manager = make_member()
    make_site(manager=manager)
    other = make_site()
    client = log_in(manager)
    assert client.get(door("site", other.pk)).status_code == 200
    assert client.get(door("edit-site", other.pk)).status_code == 403
    assert client.post(door("publish-offer", make_offer(other).pk)).status_code == 403
    assert client.post(door("publish-offer", make_offer(other, published_at=None).pk)).status_code == 404


def test_an_officer_verifies_in_the_browser(log_in):
    site = make_site(verified_at=None)
    client = log_in(make_officer(make_programme()))
    client.post(door("verify-site", site.pk))
    assert "Verified" in words(client.get(door("site", site.pk)))


def test_closed_days(manager, log_in):
    site = make_site(manager=manager)
    client, day = log_in(manager), (timezone.localdate() + timedelta(days=9)).isoformat()
    client.post(door("closures", site.pk), {"day": day, "reason": "Holiday"})
    assert "Holiday" in words(client.get(door("closures", site.pk)))
    assert client.post(door("closures", site.pk), {"day": "never"}).status_code == 422
    client.post(door("closures", site.pk), {"day": day, "do": "lift"})
    assert not site.closures.exists()


def test_sites_are_found_by_words_and_country_page_by_page(log_in):
    for n in range(22):
        make_site(name=f"House {n:02}")
    make_site(name="Lab", city="Berlin", country="DE")
    client = log_in(make_member())
    first = client.get(door("sites")).context["page"]
    second = client.get(door("sites"), {"after": first.older}).context["page"]
    assert (len(first.sites), len(second.sites), second.older) == (20, 3, "")
    assert [site.name for site in client.get(door("sites"), {"country": "DE"}).context["page"].sites] == ["Lab"]
    assert [site.name for site in client.get(door("sites"), {"q": "berlin"}).context["page"].sites] == ["Lab"]
    assert client.get(door("sites"), {"after": "~~", "country": "??", "q": "x" * 900}).status_code == 200


def test_where_a_city_lies_for_the_form(log_in):
    client = log_in(make_member())
    assert client.get(door("city"), {"q": "Rotterdam", "country": "NL"}).json()["time_zone"] == "Europe/Amsterdam"
    assert client.get(door("city"), {"q": "Atlantis"}).json() == {}


def test_an_offer_leads_to_who_sits_when_at_its_site(manager, log_in):
    make_offer(site := make_site(manager=manager))
    offer = make_offer(site)
    assert offer.pk != site.pk
    assert f'href="{door("occupancy", site.pk)}"' in words(log_in(manager).get(door("offer", offer.pk)))


def test_of_two_cities_of_one_name_the_one_that_is_meant_is_asked_for(log_in, manager, house):
    client = log_in(manager)
    place = {**PLACE, "city": "suzhou", "country": "CN", "host": house.pk, "key": "k"}
    asked = client.post(door("open-site"), place)
    assert asked.status_code == 422
    assert "Several cities here are called so. Choose which one you mean." in words(asked)
    typed = sent_from(asked.content.decode(), having="city")
    assert (typed["city"], typed["city_which"]) == ("suzhou", "")
    chosen = "33.636,116.979"
    assert f'<option value="{chosen}">Suzhou near ' in asked.content.decode()
    assert client.post(door("open-site"), {**place, "city_which": chosen}).status_code == 302
    assert (Site.objects.get().latitude, Site.objects.get().longitude) == (33.636, 116.979)


def test_the_form_is_not_filled_in_for_one_of_two_cities(log_in, manager):
    client = log_in(manager)
    assert client.get(door("city"), {"q": "Suzhou", "country": "CN"}).json() == {}
    assert client.get(door("city"), {"q": "Oslo", "country": "NO"}).json()["time_zone"] == "Europe/Oslo"
