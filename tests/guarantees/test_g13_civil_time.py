"""G13: for every zone offered and every form with a time, moment → form → moment is the identity.

Each form is drawn with a moment, read back from what is drawn as a browser would send it, and must mean the same. The
moments are those at which it goes wrong: the hours before and after each turn of the zone's clock, and an ordinary one.
Of zones that turn their clocks alike one is tried whole, and each for one turn; at full size, all are tried whole.
"""

from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module

import pytest
from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from events.booths.forms import DutyForm
from events.sessions.forms import SessionForm
from events.sessions.forms import initial_of as session_as_shown
from events.sessions.models import Session
from events.shows.actions.hours import moments as hours_of
from events.shows.forms import HoursForm, ShowForm
from events.shows.forms import initial_of as show_as_shown
from events.shows.models import Show
from ground.places.civil_time import civil, turns
from ground.places.fields import ClockField
from ground.places.said import shown
from ground.places.zones import zone_named, zones
from landings.itineraries.forms import ItemForm, written
from landings.itineraries.models import Item
from network.introductions.forms import TimeForm
from realtime.jobs.queue import run_all
from realtime.notices import Notice
from realtime.streams import Event
from tests.factories import events as made
from tests.factories.landings_hosts import make_site
from tests.factories.landings_itineraries import make_item
from tests.factories.landings_placements import make_landing
from tests.factories.members import make_member
from tests.factories.organisations import make_organisation
from tests.factories.typed import as_typed, sent_from
from tests.sizes import BROAD, FULL

pytestmark = pytest.mark.django_db
LENGTH = timedelta(minutes=45)
SINCE, UNTIL = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
ORDINARY = datetime(2027, 6, 9, 13, 15, tzinfo=UTC)
AROUND = [timedelta(minutes=minutes) for minutes in (-60, -15, 0, 15, 45)]


def cases():
    """Pairs of a zone's name and a moment. Every day one zone stands for all whose clocks go alike; when wide each is
    tried at one moment at least, at full size each at all.
    """
    seen = set()
    for name in zones():
        zone = zone_named(name)
        found = list(turns(zone, SINCE, UNTIL))
        rule = tuple((at, at.astimezone(zone).utcoffset()) for at in found) or ORDINARY.astimezone(zone).utcoffset()
        if rule not in seen or BROAD:
            yield name, ORDINARY
        if rule not in seen or FULL:
            yield from ((name, turn + gap) for turn in found for gap in AROUND)
        elif found and BROAD:
            yield name, found[-1]
        seen.add(rule)


CASES = list(cases())


@pytest.fixture
def show(monkeypatch):
    """A show that takes every day: what is tried here is the way of the clocks alone."""
    show = made.make_session().show
    monkeypatch.setattr(Show, "dates", lambda self: self.offered)
    return show


def offer_days_of(show, name, at):
    show.time_zone = name
    show.offered = [civil(at, show.zone).on]


def test_every_zone_and_the_hardest_moments_of_each_are_tried():
    assert len(zones()) > 400
    tried = {name for name, _at in CASES}
    assert tried == set(zones()) if BROAD else tried < set(zones())
    offsets = {ORDINARY.astimezone(zone_named(name)).utcoffset() for name in zones()}
    assert {ORDINARY.astimezone(zone_named(name)).utcoffset() for name in tried} == offsets
    assert ("Australia/LHI", datetime(2027, 4, 3, 15, 15, tzinfo=UTC)) in CASES  # Lord Howe, by its other name
    assert ("Africa/Casablanca", datetime(2027, 2, 7, 2, 0, tzinfo=UTC)) in CASES


def test_a_session(show):
    session = show.sessions.get()
    rest = None
    for name, at in CASES:
        offer_days_of(show, name, at)
        session.show, session.starts_at, session.ends_at = show, at, at + LENGTH
        drawn = SessionForm(show=show, session=session, initial=session_as_shown(session))
        rest = rest or as_typed(drawn)
        form = SessionForm({**rest, **as_typed(drawn, "on", "starts", "ends")}, show=show, session=session)
        assert form.is_valid(), (name, at, form.errors)
        assert (form.outline().starts_at, form.outline().ends_at) == (at, at + LENGTH), (name, at)


def test_a_session_whose_form_was_opened_with_another_time(show):
    """So that nothing is left as it was shown, and all of it is read."""
    session = show.sessions.get()
    session.starts_at, session.ends_at = ORDINARY - timedelta(days=90), ORDINARY - timedelta(days=90, hours=-1)
    rest = as_typed(
        SessionForm(show=show_of(show, "UTC", ORDINARY), session=session, initial=session_as_shown(session))
    )
    for name, at in CASES:
        typed = {**rest, **clocks_typed(name, at, at + LENGTH, on="on")}
        form = SessionForm(typed, show=show_of(show, name, at), session=session)
        assert form.is_valid(), (name, at, form.errors)
        assert (form.outline().starts_at, form.outline().ends_at) == (at, at + LENGTH), (name, at)


def show_of(show, name, at):
    offer_days_of(show, name, at)
    return show


def clocks_typed(name, starts_at, ends_at, on):
    """As a person types it who answers what is asked."""
    zone = zone_named(name)
    (first, starts), (_last, ends) = shown(starts_at, zone), shown(ends_at, zone)
    typed = {on: first.isoformat()}
    for field, said in (("starts", starts), ("ends", ends)):
        typed[field] = f"{said.clock:%H:%M}"
        if said.later is not None:
            typed[f"{field}_which"] = str(int(said.later))
    return typed


def test_duty(show):
    booth = made.make_booth(show.halls.get())
    member = made.exhibitor_of(booth)
    for name, at in CASES:
        booth.show = show_of(show, name, at)
        form = DutyForm({"member": member.pk, **clocks_typed(name, at, at + LENGTH, on="on")}, booth=booth)
        assert form.is_valid(), (name, at, form.errors)
        assert form.span() == (at, at + LENGTH), (name, at)


def test_hours_of_a_day(show):
    day = show.days.first()
    for name, at in CASES:
        show.time_zone = name
        day.show, day.on, day.opens_at, day.closes_at = show, civil(at, show.zone).on, at, at + LENGTH
        form = HoursForm(as_typed(HoursForm(day=day)), day=day)
        assert form.is_valid(), (name, at, form.errors)
        assert hours_of(day.on, zone=show.zone, **form.hours()) == (at, at + LENGTH), (name, at)


def test_the_usual_hours_of_a_show(show):
    """They are clocks without a day, laid on each new day."""
    rest = {**as_typed(ShowForm(show=show, initial=show_as_shown(show))), "sectors": ["software"], "languages": ["en"]}
    for name, at in CASES:
        typed = clocks_typed(name, at, at + LENGTH, on="first_on")
        typed = {key.replace("starts", "opens").replace("ends", "closes"): value for key, value in typed.items()}
        form = ShowForm({**rest, **typed, "last_on": typed["first_on"], "time_zone": name})
        assert form.is_valid(), (name, at, form.errors)
        plan = form.plan()
        assert hours_of(plan.first_on, plan.opens, plan.closes, zone_named(name)) == (at, at + LENGTH), (name, at)


def test_an_item_of_an_itinerary():
    landing = make_landing()
    item = make_item(landing)
    rest = as_typed(ItemForm(landing=landing, item=item, initial=written(item)))
    for name, at in CASES:
        landing.site.time_zone = name
        typed = {**rest, **clocks_typed(name, at, at + LENGTH, on="day")}
        item.landing, item.starts_at, item.ends_at = landing, at, at + LENGTH
        drawn = ItemForm(landing=landing, item=item, initial=written(item))
        for form in (
            ItemForm(typed, landing=landing),
            ItemForm({**rest, **as_typed(drawn, "day", "starts", "ends")}, landing=landing, item=item),
        ):
            assert form.is_valid(), (name, at, form.errors)
            assert (form.plan().starts_at, form.plan().ends_at) == (at, at + LENGTH), (name, at)


def test_a_time_to_meet():
    for name, at in CASES:
        with timezone.override(name):
            on, said = shown(at, zone_named(name))
            typed = {"starts_at": f"{on}T{said.clock:%H:%M}", "minutes": "45"}
            if said.later is not None:
                assert list(TimeForm(typed).errors) == ["starts_at"]
                typed["starts_at_which"] = str(int(said.later))
            form = TimeForm(typed)
            assert form.is_valid(), (name, at, form.errors)
            assert form.cleaned_data["starts_at"] == at, (name, at)


def test_no_form_reads_a_clock_otherwise():
    """Clocks without a day (opening hours of a site, a member's quiet hours) mean no moment: all others go one way."""
    import_module(settings.ROOT_URLCONF)
    otherwise = {
        f"{form.__name__}.{name}"
        for form in _all_forms(forms.BaseForm)
        for name, field in form.base_fields.items()
        if isinstance(field, forms.TimeField | forms.DateTimeField)
        and not isinstance(field, ClockField)
        and not form.__module__.startswith(("django.", "allauth.", "tests."))
    }
    quiet = {"Preferences.quiet_from", "Preferences.quiet_until"}
    assert otherwise == {"SiteForm.opens", "SiteForm.closes", *quiet}


def _all_forms(form):
    for child in form.__subclasses__():
        if hasattr(child, "base_fields"):
            yield child
        yield from _all_forms(child)


SECOND = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)  # 02:30 in Amsterdam, the second time
LINES = "First, the port.\nThen the city.\n\nAnd back."
SPEAKERS = [made.sessions.Voice(name="Okafor, Ada", headline="Founder, and more"), made.sessions.Voice(name="Bo")]


def a_show():
    days = {"first_on": date(2027, 10, 30), "last_on": date(2027, 10, 31)}
    hours = {"opens": time(0), "closes": time(0), "time_zone": "Europe/Amsterdam"}
    show = made.make_open_show(about=LINES, sectors=["software", "health"], **days, **hours)
    return made.organiser_of(show), reverse("events:edit-show", args=[show.slug]), "headline"


def a_session():
    a_show()
    more = {"about": LINES, "speakers": SPEAKERS, "starts_at": SECOND, "ends_at": SECOND + LENGTH}
    session = made.make_session(made.make_hall(Show.objects.get()), **more)
    return made.organiser_of(session.show), reverse("events:edit-session", args=[session.pk]), "title"


def the_hours_of_a_day():
    by, _address, _field = a_show()
    day = Show.objects.get().days.last()
    made.shows.set_hours(day.show_id, on=day.on, opens=time(2, 30, fold=1), closes=time(2, 15), by=by, now=made.NOW)
    return by, reverse("events:hours", args=[day.pk]), "opens"


def a_hall():
    a_show()
    hall = made.make_hall(Show.objects.get(), about="By the water")
    return made.organiser_of(hall.show), reverse("events:edit-hall", args=[hall.pk]), "about"


def a_booth():
    booth = made.make_booth()
    by = made.exhibitor_of(booth)
    made.booths.dress(booth.pk, headline="Maps", about=LINES, sector="software", by=by, now=made.NOW)
    return by, reverse("events:edit-booth", args=[booth.pk]), "headline"


def a_sheet():
    booth = made.make_booth()
    by = made.exhibitor_of(booth)
    sheet = made.booths.add_sheet(booth.pk, title="Maps", text=LINES, file=None, by=by, key="", now=made.NOW)
    return by, reverse("events:edit-sheet", args=[sheet.pk]), "text"


def an_item():
    landing = make_landing()
    item = make_item(landing, title="Port", notes=LINES, spot=(51.9225, 4.4792))
    Item.objects.filter(pk=item.pk).update(starts_at=SECOND, ends_at=SECOND + LENGTH)
    return landing.application.applicant, reverse("landings:item", args=[item.pk]), "notes"


def a_page():
    organisation = make_organisation("firm", staff=[make_member()], about=LINES, revenue=1200000, currency="EUR")
    by = organisation.memberships.get().member
    return by, reverse("network:edit-organisation", args=[organisation.slug]), "founded_on"


def a_site():
    """Reviewed today already: that its facts still hold is news, once a day."""
    site = make_site(about=LINES, manager=make_member(), facts_reviewed_on=timezone.now().date())
    by = site.host.memberships.get().member
    return by, reverse("landings:edit-site", args=[site.pk]), "mentor_hours"


EDITS = [a_show, a_session, the_hours_of_a_day, a_hall, a_booth, a_sheet, an_item, a_page, a_site]


@pytest.mark.parametrize("make", EDITS, ids=lambda make: make.__name__)
def test_what_was_saved_unchanged_is_told_to_nobody(make, log_in):
    by, address, field = make()
    client = log_in(by)
    run_all()
    before = (Event.objects.count(), Notice.objects.count(), sequences())
    typed = sent_from(client.get(address).content.decode(), having=field)
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.content.decode()
    run_all()
    assert (Event.objects.count(), Notice.objects.count(), sequences()) == before


def sequences():
    return [
        list(kind.objects.order_by("pk").values_list("sequence", "starts_at", "ends_at")) for kind in (Session, Item)
    ]
