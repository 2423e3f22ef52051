"""What may be done with an item and by whom, in each of its states and each of its landing's."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ground.web.asking import CONFIRMED
from landings.hosts.models import Site
from landings.itineraries import actions, queries, rules
from landings.itineraries.forms import ItemForm, written
from landings.itineraries.models import Item
from landings.placements.models import Landing
from network.desk import actions as desk
from network.introductions import actions as introductions
from realtime.jobs.queue import run_all
from tests.factories.desk import on_desk
from tests.factories.introductions import make_agreed_introduction, sides_of
from tests.factories.landings_itineraries import make_item, plan
from tests.factories.landings_placements import make_landing
from tests.factories.landings_programmes import make_officer
from tests.factories.members import make_member
from tests.factories.organisations import join

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
AFTER = datetime(2026, 5, 7, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PEOPLE = ("founder", "colleague", "host", "officer", "commissioner", "finance", "reviewer", "stranger")
PLANNERS = {"founder", "colleague", "host"}
LOOK_ON = PLANNERS | {"officer", "commissioner"}
FIRM = {"founder", "colleague"}


@pytest.fixture(scope="module")
def drawn(module_transaction):
    """A landing with a meeting on 6 May, and all who stand near it."""
    landing = make_landing()
    people = {
        "founder": landing.application.applicant,
        "colleague": make_member(),
        "host": make_member(),
        "officer": make_officer(landing.programme),
        "commissioner": make_member(),
        "finance": make_officer(landing.programme, make_member(), role="finance"),
        "reviewer": make_officer(landing.programme, role="reviewer"),
        "stranger": make_member(),
    }
    join(landing.firm, people["colleague"])
    join(landing.host, people["host"])
    Landing.objects.filter(pk=landing.pk).update(commissioner=people["commissioner"])
    item = make_item(landing, now=NOW, title="Port")
    run_all(now=NOW)
    return SimpleNamespace(people=people, landing=Landing.objects.for_list().get(pk=landing.pk), item=item)


@pytest.fixture
def drawing(drawn, db):
    return deepcopy(drawn)


def in_state(drawing, state):
    item, founder = drawing.item, drawing.people["founder"]
    if state == "cancelled":
        actions.cancel(item.pk, by=founder, now=NOW)
    if state == "debriefed":
        actions.debrief(item.pk, by=founder, met="yes", outcome="A pilot", now=AFTER)
    return Item.objects.select_related("landing").get(pk=item.pk)


STEPS = {
    "change": lambda d, i: actions.change(
        i.pk, plan(title="Port anew"), by=d.people["host"], sequence=i.sequence, now=AFTER
    ),
    "the same": lambda d, i: actions.change(
        i.pk, plan(title="Port"), by=d.people["host"], sequence=i.sequence, now=AFTER
    ),
    "stale": lambda d, i: actions.change(
        i.pk, plan(title="Port"), by=d.people["host"], sequence=i.sequence + 1, now=AFTER
    ),
    "cancel": lambda d, i: actions.cancel(i.pk, by=d.people["host"], now=AFTER),
    "debrief": lambda d, i: actions.debrief(i.pk, by=d.people["founder"], met="yes", outcome=" A pilot ", now=AFTER),
    "debrief anew": lambda d, i: actions.debrief(i.pk, by=d.people["founder"], met="no", outcome="", now=AFTER),
    "debrief oddly": lambda d, i: actions.debrief(i.pk, by=d.people["founder"], met="maybe", outcome="", now=AFTER),
}
STALE, GONE = "Somebody changed this a moment ago. Look at it again.", "This is cancelled."
MET = "Say whether you met."
CHANGED, CANCELLED, LOOKED_BACK = "itinerary.item_changed", "itinerary.item_cancelled", "itinerary.debriefed"


@pytest.mark.parametrize(
    ("state", "step", "answer"),
    [
        ("standing", "change", [CHANGED]),
        ("standing", "the same", []),
        ("standing", "stale", STALE),
        ("standing", "cancel", [CANCELLED]),
        ("standing", "debrief", [LOOKED_BACK]),
        ("standing", "debrief anew", [LOOKED_BACK]),
        ("standing", "debrief oddly", MET),
        ("cancelled", "change", GONE),
        ("cancelled", "the same", GONE),
        ("cancelled", "stale", STALE),
        ("cancelled", "cancel", []),
        ("cancelled", "debrief", PermissionDenied),
        ("debriefed", "change", [CHANGED]),
        ("debriefed", "cancel", [CANCELLED]),
        ("debriefed", "debrief", []),
        ("debriefed", "debrief anew", [LOOKED_BACK]),
        ("debriefed", "debrief oddly", MET),
    ],
)
def test_each_step_from_each_state_and_what_is_told_of_it(drawing, state, step, answer):
    item = in_state(drawing, state)
    before, told = Item.objects.filter(pk=item.pk).values().get(), drawing.landing.stream.events.count()
    if isinstance(answer, list):
        STEPS[step](drawing, item)
    else:
        refusal = PermissionDenied if answer is PermissionDenied else ValidationError
        with pytest.raises(refusal) as refused:
            STEPS[step](drawing, item)
        assert answer is PermissionDenied or refused.value.messages == [answer]
    facts = list(drawing.landing.stream.events.order_by("seq").values_list("fact", flat=True))[told:]
    assert facts == (answer if isinstance(answer, list) else [])
    assert (Item.objects.filter(pk=item.pk).values().get() == before) is (facts == [])


def test_what_came_of_a_meeting_is_kept_to_three_hundred_letters(drawing):
    item = actions.debrief(
        drawing.item.pk, by=drawing.people["founder"], met="yes", outcome=f"  {'x' * 400}", now=AFTER
    )
    assert item.outcome == "x" * 300


# Who


@pytest.mark.parametrize("cancelled", [False, True])
@pytest.mark.parametrize("who", PEOPLE)
def test_firm_and_host_plan_the_firm_looks_back_and_nobody_plans_what_is_cancelled(drawing, who, cancelled):
    member, landing, item = drawing.people[who], drawing.landing, drawing.item
    if cancelled:
        landing.cancelled_at = item.landing.cancelled_at = AFTER
    assert rules.may_plan(member, landing) is (who in PLANNERS and not cancelled)
    assert rules.may_debrief(member, item, now=AFTER) is (who in FIRM)


@pytest.mark.parametrize("who", PEOPLE)
def test_each_door_opens_to_whom_it_is_for(drawing, log_in, who):
    client, url = log_in(drawing.people[who]), f"/landings/{drawing.landing.pk}/itinerary"
    looks = 200 if who in LOOK_ON else 404
    plans = 200 if who in PLANNERS else 403 if who in LOOK_ON else 404
    item = f"/itinerary-items/{drawing.item.pk}/"
    found = [client.get(path).status_code for path in (f"{url}/", f"{url}/panel/", f"{url}.ics", f"{url}/add/", item)]
    assert found == [looks, looks, looks, plans, plans]
    done = 302 if who in PLANNERS else plans
    posts = (f"{url}/begin/", f"{url}/meetings/", f"{item}cancel/")
    assert [client.post(path, {CONFIRMED: "1"}).status_code for path in posts] == [done] * 3
    standing = Item.objects.get(pk=drawing.item.pk).cancelled_at is None
    assert standing is (who not in PLANNERS)


@pytest.mark.parametrize("who", PEOPLE)
def test_the_page_offers_what_its_reader_may_do(drawing, log_in, who):
    page = log_in(drawing.people[who]).get(f"/landings/{drawing.landing.pk}/itinerary/")
    if who not in LOOK_ON:
        assert page.status_code == 404
        return
    text, item = page.content.decode(), f"/itinerary-items/{drawing.item.pk}/"
    assert (f'formaction="{item}cancel/"' in text) is (who in PLANNERS)
    assert (f'action="{item}debrief/"' in text) is (who in FIRM)


def test_of_a_meeting_that_a_cancelling_came_before_the_page_asks_nothing(drawing, log_in):
    """The action forbade it, and the page asked for it still."""
    Landing.objects.filter(pk=drawing.landing.pk).update(cancelled_at=drawing.item.starts_at)
    client, item = log_in(drawing.people["founder"]), f"/itinerary-items/{drawing.item.pk}/"
    assert f"{item}debrief/" not in client.get(f"/landings/{drawing.landing.pk}/itinerary/").content.decode()
    assert client.post(f"{item}debrief/", {"met": "yes"}).status_code == 403


def test_a_stale_window_is_told_and_keeps_what_was_typed(drawing, log_in):
    client, url = log_in(drawing.people["founder"]), f"/itinerary-items/{drawing.item.pk}/"
    typed = {"kind": "meeting", "title": "Mine", "day": "2026-05-06", "starts": "10:00", "ends": "11:00", "sequence": 0}
    actions.change(drawing.item.pk, plan(title="Theirs"), by=drawing.people["host"], sequence=0, now=NOW)
    answer = client.post(url, typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and STALE in page and 'value="Mine"' in page
    assert Item.objects.get(pk=drawing.item.pk).title == "Theirs"


# The meetings that were agreed


def agreed(drawing, at, minutes=30, accept=True):
    founder = drawing.people["founder"]
    introduction = make_agreed_introduction(founder=founder)
    time = introductions.suggest_time(introduction.pk, by=founder, starts_at=at, minutes=minutes, now=NOW)
    if accept:
        introductions.accept_time(time.pk, by=sides_of(introduction)[1].member, now=NOW)
    return time


@pytest.mark.parametrize(
    ("at", "taken"),
    [
        # The stay is from 4 to 13 May in Rotterdam, where midnight is 22:00 in UTC.
        ("2026-05-03T21:45", False),
        ("2026-05-03T22:00", True),
        ("2026-05-13T21:45", True),
        ("2026-05-13T22:00", False),
    ],
)
def test_an_agreed_meeting_is_of_the_stay_by_the_sites_midnights(drawing, at, taken):
    agreed(drawing, datetime.fromisoformat(at).replace(tzinfo=UTC))
    assert len(queries.agreed_meetings(drawing.landing)) == taken
    assert actions.add_agreed(drawing.landing.pk, by=drawing.people["host"], now=NOW) == taken


def test_a_time_that_nobody_accepted_and_another_firms_are_not_taken(drawing):
    at = datetime(2026, 5, 6, 8, tzinfo=UTC)
    agreed(drawing, at, accept=False)
    other = make_agreed_introduction()
    times = introductions.suggest_time(other.pk, by=sides_of(other)[0].member, starts_at=at, minutes=30, now=NOW)
    introductions.accept_time(times.pk, by=sides_of(other)[1].member, now=NOW)
    assert queries.agreed_meetings(drawing.landing) == []


def test_a_meeting_that_was_taken_and_cancelled_is_not_taken_again(drawing):
    time, founder = agreed(drawing, datetime(2026, 5, 6, 8, tzinfo=UTC), minutes=45), drawing.people["founder"]
    actions.add_agreed(drawing.landing.pk, by=founder, now=NOW)
    item = Item.objects.get(meeting_time=time)
    assert (item.kind, item.lasts) == ("introduction", timedelta(minutes=45))
    assert item.title.startswith("Introduction: ") and str(founder) in item.title
    actions.cancel(item.pk, by=founder, now=NOW)
    assert actions.add_agreed(drawing.landing.pk, by=founder, now=NOW) == 0


# What waits


@pytest.mark.parametrize("kind", Item.Kind.values)
def test_what_came_of_a_meeting_waits_for_the_firm_from_its_end_for_sixty_days(drawing, kind):
    item = make_item(drawing.landing, kind=kind, title="The one", day=8, now=NOW)
    desk.mend(now=NOW)
    line = "Say what came of “The one”"
    moments = [
        item.ends_at - DAY,
        item.ends_at,
        item.ends_at + 60 * DAY - timedelta(seconds=1),
        item.ends_at + 60 * DAY,
    ]
    asked = kind in ("meeting", "introduction", "show")
    waits = {
        who: [line in on_desk(member, at) for at in moments] for who, member in drawing.people.items() if who in LOOK_ON
    }
    assert waits == {who: [False, asked and who in FIRM, asked and who in FIRM, False] for who in LOOK_ON}


# The form


def a_form(**typed):
    site = Site(time_zone="Europe/Amsterdam")
    values = {"kind": "meeting", "title": "Port", "day": "2026-05-06", "starts": "10:00", "ends": "11:00"}
    return ItemForm({**values, **typed}, landing=Landing(site=site))


@pytest.mark.parametrize(
    ("typed", "spot"),
    [
        ("", None),
        ("51.9225, 4.4792", (51.9225, 4.4792)),
        ("51.9225,4.4792", (51.9225, 4.4792)),
        ("51 4", (51.0, 4.0)),
        ("-33.86; 151.21", (-33.86, 151.21)),
        ("90, 180", (90.0, 180.0)),
        ("-90, -180", (-90.0, -180.0)),
        ("0, 0", (0.0, 0.0)),
    ],
)
def test_coordinates_are_read_as_maps_give_them(typed, spot):
    form = a_form(spot=typed)
    assert form.is_valid(), form.errors
    assert form.plan().spot == spot


@pytest.mark.parametrize("typed", ["90.1, 0", "0, 180.1", "51,9225 4,4792", "51.9225", "N51 E4", "1e3, 4", "51., 4"])
def test_what_is_no_place_on_earth_is_refused_in_words_and_kept(typed):
    form = a_form(spot=typed)
    assert {name: list(errors) for name, errors in form.errors.items()} == {"spot": ["Write it like 51.9225, 4.4792."]}
    assert f'value="{typed}"' in str(form["spot"])


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "hours"),
    [
        ("meeting", "10:00", "11:00", 1),
        ("meeting", "20:00", "08:00", 12),
        ("meeting", "20:00", "08:01", None),
        ("show", "22:00", "02:00", 4),
        ("travel", "20:00", "19:59", 23 + 59 / 60),
        ("free", "14:00", "13:00", None),
    ],
)
def test_what_goes_on_past_midnight_lasts_twelve_hours_unless_it_is_a_journey(kind, starts, ends, hours):
    form = a_form(kind=kind, starts=starts, ends=ends)
    if hours is None:
        words = ["This is before it begins. What goes on past midnight lasts twelve hours at most."]
        assert {name: list(errors) for name, errors in form.errors.items()} == {"ends": words}
        return
    assert form.is_valid(), form.errors
    made = form.plan()
    assert made.ends_at - made.starts_at == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("title", ""), ("title", "x" * 161), ("place", "x" * 241), ("notes", "x" * 2001), ("kind", "dance"), ("day", "")],
)
def test_what_does_not_fit_is_said_at_its_field(name, typed):
    assert list(a_form(**{name: typed}).errors) == [name]


def test_an_item_is_shown_as_it_was_typed(drawing):
    drawing.item.latitude, drawing.item.longitude, drawing.item.place = 51.5, 4.0, "Kade 7"
    drawing.item.landing = drawing.landing
    shown = written(drawing.item)
    assert shown == {
        "kind": "meeting",
        "title": "Port",
        "place": "Kade 7",
        "notes": "",
        "day": datetime(2026, 5, 6).date(),
        "spot": "51.5, 4.0",
        "sequence": 0,
    }
