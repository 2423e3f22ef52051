"""What a house's manager types of a place and of an offer, at each edge; what nobody touches stays as it was."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from landings.hosts import actions
from landings.hosts.forms import ClosureForm, OfferForm, SiteForm
from landings.hosts.models import Site, SlotOffer
from tests.factories.landings_hosts import NOW, make_offer, make_site
from tests.factories.landings_programmes import make_officer, make_programme
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation
from tests.factories.typed import as_typed

pytestmark = pytest.mark.django_db
OFFER = {"title": "Spring", "starts_on": "2027-04-01", "last_day": "2027-06-30", "desks": "2", "currency": "EUR"}
OFFER |= {"shortest_stay": "1", "longest_stay": "60"}
SITE = {"name": "Quay 9", "city": "Rotterdam", "country": "NL", "opens": "09:00", "closes": "17:30"}
SITE |= {"mentor_hours": "10", "visa_letter_lead_days": "10"}


@pytest.mark.parametrize(
    ("typed", "name", "complaint"),
    [
        ({"last_day": "2027-04-01"}, "last_day", ""),
        ({"last_day": "2027-03-31"}, "last_day", "The last day is before the first."),
        ({"last_day": "2028-03-31"}, "last_day", ""),
        ({"last_day": "2028-04-01"}, "last_day", "An offer spans a year at most. Make two."),
        ({"starts_on": "9999-12-31", "last_day": "9999-12-31"}, "last_day", "Choose a day before the year 2200."),
        ({"starts_on": "0001-01-01", "last_day": "0001-01-01"}, "starts_on", "Choose a day from 1970 on."),
        ({"desks": "500"}, "desks", ""),
        ({"desks": "501"}, "desks", "Ensure this value is less than or equal to 500."),
        ({"shortest_stay": "60"}, "longest_stay", ""),
        ({"shortest_stay": "61"}, "longest_stay", "This is shorter than the shortest stay."),
        ({"shortest_stay": "0"}, "shortest_stay", "A stay has one day at least."),
        ({"longest_stay": "1000"}, "longest_stay", ""),
        ({"longest_stay": "1001"}, "longest_stay", "Ensure this value is less than or equal to 1000."),
        ({"shortest_stay": "99999", "longest_stay": "99999"}, "shortest_stay", "Ensure this value is less than or"),
        ({"price": "-1"}, "price", "Write an amount of zero or more."),
        ({"price": "10.50", "currency": "JPY"}, "price", "JPY"),
        ({"currency": "XXX"}, "currency", "Select a valid choice."),
        ({"title": "x" * 161}, "title", "at most 160 characters"),
        ({"sectors": ["gold"]}, "sectors", "gold is not one of the available choices."),
    ],
)
def test_an_offer_at_each_edge(typed, name, complaint):
    form = OfferForm({**OFFER, **typed})
    assert form.is_valid() is not bool(complaint)
    assert complaint in " ".join(str(error) for error in form.errors.get(name, [""]))


@pytest.mark.parametrize(
    ("typed", "minor"),
    [({}, 0), ({"price": "0"}, 0), ({"price": "12,5"}, 1_250), ({"price": "1500", "currency": "JPY"}, 1_500)],
)
def test_an_offer_is_kept_half_open_and_in_minor_units(typed, minor):
    form = OfferForm({**OFFER, **typed})
    assert form.is_valid()
    page = form.page()
    assert (page["ends_on"], page["price_per_desk_day"]) == (date(2027, 7, 1), minor)
    assert set(page) == set(actions.offers.PAGE)


def test_an_offer_that_nobody_touches_stays_as_it_was_though_its_programme_takes_no_more_applications():
    """Its programme was not among those to choose from, so that saving gave the desks to any programme."""
    manager, programme = make_member(), make_programme()
    make_officer(programme)
    site = make_site(manager=manager)
    offer = make_offer(site, programme=programme, currency="PLN", sectors=["software", "health"], price_per_desk_day=99)
    actions.pause_offer(offer.pk, by=manager, now=NOW)
    programme.closed_at = NOW
    programme.save()
    other = make_programme()
    offer.refresh_from_db()

    form = OfferForm(as_typed(OfferForm(instance=offer)), instance=offer)
    assert form.is_valid(), form.errors
    before = SlotOffer.objects.values().get()
    actions.change_offer(offer.pk, by=manager, page=form.page(), now=NOW)
    assert SlotOffer.objects.values().get() == before
    assert OfferForm({**as_typed(form), "programme": other.pk}, instance=offer).is_valid() is False


def test_a_new_offer_is_for_programmes_that_take_applications():
    open_one, closed = make_programme(), make_programme(closed_at=NOW)
    for programme in (open_one, closed):
        make_officer(programme)
    assert list(OfferForm().fields["programme"].queryset) == [open_one]


@pytest.mark.parametrize(
    ("typed", "name", "complaint"),
    [
        ({"mentor_hours": "1000"}, "mentor_hours", ""),
        ({"mentor_hours": "1001"}, "mentor_hours", "less than or equal to 1000"),
        ({"mentor_hours": "-1"}, "mentor_hours", "greater than or equal to 0"),
        ({"visa_letter_lead_days": "40000"}, "visa_letter_lead_days", "less than or equal to 365"),
        ({"opens": "17:30"}, "closes", "It closes after it opens."),
        ({"opens": "17:29"}, "closes", ""),
        ({"latitude": "-90", "longitude": "180"}, "longitude", ""),
        ({"latitude": "-90.1"}, "latitude", "greater than or equal to -90"),
        ({"longitude": "180.1"}, "longitude", "less than or equal to 180"),
        ({"time_zone": "europe/amsterdam"}, "time_zone", ""),
        ({"time_zone": "CET/Berlin"}, "time_zone", "We do not know this time zone."),
        ({"country": "ZZ"}, "country", "Select a valid choice."),
        ({"languages": ["xx"]}, "languages", "xx is not one of the available choices."),
    ],
)
def test_a_site_at_each_edge(typed, name, complaint):
    form = SiteForm(
        {**SITE, "host": make_organisation("host").pk, **typed}, houses=make_organisation("host").__class__.objects
    )
    assert form.is_valid() is not bool(complaint), form.errors
    assert complaint in " ".join(str(error) for error in form.errors.get(name, [""]))


def test_a_new_site_begins_with_what_most_have():
    shown = as_typed(SiteForm(), "mentor_hours", "visa_letter_lead_days", "opens", "closes")
    assert list(shown.values()) == ["0", "10", "09:00", "17:00"]


def test_a_site_that_nobody_touches_stays_as_it_was():
    manager = make_member()
    site = make_site(manager=manager, languages=["nl", "en"], sectors=["health", "software"], about="One.\nTwo.")
    form = SiteForm(as_typed(SiteForm(instance=site)), instance=Site.objects.get())
    assert form.is_valid(), form.errors
    before = Site.objects.values().get()
    actions.change_site(site.pk, by=manager, page=form.cleaned_data, now=NOW)
    assert Site.objects.values().get() == before


@pytest.mark.parametrize(
    ("day", "fits"), [("1969-12-31", False), ("1970-01-01", True), ("2199-12-31", True), ("2200-01-01", False)]
)
def test_a_closed_day_is_one_that_a_calendar_shows(day, fits):
    assert ClosureForm({"day": day}).is_valid() is fits


def test_the_reason_of_a_closed_day_is_changed_though_the_calendar_is_full(monkeypatch):
    monkeypatch.setattr(actions.sites, "CLOSURES_AT_MOST", 2)
    manager, today = make_member(), timezone.localdate()
    site = make_site(manager=manager)
    days = [today + timedelta(days=n) for n in range(3)]
    for day in days[:2]:
        actions.set_closure(site.pk, by=manager, day=day, now=NOW)

    assert actions.set_closure(site.pk, by=manager, day=days[0], reason="Works", now=NOW).reason == "Works"
    with pytest.raises(actions.sites.ValidationError, match="A site holds at most 2 closed days") as refusal:
        actions.set_closure(site.pk, by=manager, day=days[2], now=NOW)
    assert refusal.value.code == "too_many"
    assert list(site.closures.values_list("day", "reason")) == [(days[0], "Works"), (days[1], "")]
