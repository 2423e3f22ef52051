from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from events.shows import actions, facts
from events.shows.models import Registration, Show
from ground.web.idempotency import KeyReused
from realtime.streams import Stream, broken_links, timeline
from tests.events.refusals import refused
from tests.factories import events as made
from tests.factories.members import make_member
from tests.factories.organisations import join, make_organisation, make_staff_of

pytestmark = pytest.mark.django_db
NOW = made.NOW


def told(thing):
    return [event.told for event in reversed(timeline(thing.stream))]


def test_a_show_is_made_as_planned():
    owner = make_staff_of("agency")
    organisation = owner.memberships.get().organisation
    plan = made.plan(name="Harbour Days", sectors=["software", "health", "software"], languages=["fr"])
    show = actions.make_show(plan, organiser_id=organisation.pk, by=owner, key="k", now=NOW)
    assert (show.slug, show.state, show.organiser) == ("harbour-days", Show.State.DRAFT, organisation)
    assert [row.sector for row in show.sectors.all()] == ["health", "software"]
    assert [day.on.day for day in show.days.all()] == [9, 10, 11]
    assert told(show) == [facts.ShowMade(show_id=show.pk)]


def test_a_key_makes_one_show():
    owner = make_staff_of("partner")
    organiser_id, plan = owner.memberships.get().organisation_id, made.plan()
    first, again = (actions.make_show(plan, organiser_id=organiser_id, by=owner, key="k", now=NOW) for _ in range(2))
    assert first == again
    assert Show.objects.count() == 1
    with pytest.raises(KeyReused):
        actions.make_show(replace(plan, about="else"), organiser_id=organiser_id, by=owner, key="k", now=NOW)


def test_only_who_manages_an_organisation_holds_shows_for_it():
    staff, organisation = make_member(), make_organisation("partner")
    join(organisation, staff, role="staff")
    for member in (staff, make_member(), make_staff_of("partner")):
        with pytest.raises(PermissionDenied):
            actions.make_show(made.plan(), organiser_id=organisation.pk, by=member, key="", now=NOW)


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"last_on": date(2026, 6, 8)}, "order"), ({"last_on": date(2026, 7, 10)}, "long")],
)
def test_dates_must_make_sense(changes, code):
    refused(code, made.make_draft, **changes)


def test_only_organisers_manage():
    show = made.make_show()
    hall = made.make_hall(show)
    stranger = make_staff_of("partner")
    for act in (
        lambda: actions.change_show(show.pk, made.plan(), by=stranger, now=NOW),
        lambda: actions.set_hours(show.pk, on=show.first_on, opens=time(9), closes=time(10), by=stranger, now=NOW),
        lambda: actions.add_hall(show.pk, name="B", about="", by=stranger, now=NOW),
        lambda: actions.change_hall(hall.pk, name="B", about="", by=stranger, now=NOW),
        lambda: actions.announce(show.pk, by=stranger, now=NOW),
        lambda: actions.open_doors(show.pk, by=stranger, now=NOW),
        lambda: actions.close(show.pk, by=stranger, now=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_moving_the_dates_keeps_the_hours_that_a_day_was_given():
    show = made.make_show()
    by = made.organiser_of(show)
    actions.set_hours(show.pk, on=date(2026, 6, 10), opens=time(11), closes=time(15), by=by, now=NOW)
    plan = made.plan(name=show.name, first_on=date(2026, 6, 10), last_on=date(2026, 6, 12), time_zone="Asia/Tokyo")
    show = actions.change_show(show.pk, plan, by=by, now=NOW)
    hours = [(day.on.day, day.opens_at.astimezone(show.zone).hour) for day in show.days.all()]
    assert hours == [(10, 11), (11, 9), (12, 9)]
    assert told(show)[-1] == facts.ShowChanged(show_id=show.pk, fields=["time_zone", "first_on", "last_on"])


def test_saving_what_is_there_already_is_no_change():
    plan = made.plan()
    owner = make_staff_of("partner")
    organiser_id = owner.memberships.get().organisation_id
    show = actions.make_show(plan, organiser_id=organiser_id, by=owner, key="", now=NOW)
    actions.change_show(show.pk, plan, by=owner, now=NOW + timedelta(hours=1))
    show.refresh_from_db()
    assert (show.changed_at, len(told(show))) == (NOW, 1)


def test_places_can_not_be_fewer_than_are_taken():
    show = made.make_show(capacity=5)
    made.visit(show), made.visit(show)
    by = made.organiser_of(show)
    refused("fewer", actions.change_show, show.pk, made.plan(name=show.name, capacity=1), by=by, now=NOW)
    assert actions.change_show(show.pk, made.plan(name=show.name, capacity=2), by=by, now=NOW).capacity == 2


def test_each_state_is_a_fact_once():
    show = made.make_draft()
    by = made.organiser_of(show)
    for act in (actions.announce, actions.open_doors, actions.close):
        act(show.pk, by=by, now=NOW)
        act(show.pk, by=by, now=NOW)
    happened = [facts.ShowMade, facts.ShowAnnounced, facts.ShowOpened, facts.ShowClosed]
    assert told(show) == [fact(show_id=show.pk) for fact in happened]
    assert broken_links(Stream.objects.get(pk=show.stream_id)) == []


def test_a_closed_show_keeps_its_record():
    show = made.close(made.make_open_show())
    by = made.organiser_of(show)
    refused("state", actions.change_show, show.pk, made.plan(), by=by, now=NOW)
    refused("state", actions.set_hours, show.pk, on=show.first_on, opens=time(9), closes=time(10), by=by, now=NOW)
    refused("state", actions.announce, show.pk, by=by, now=NOW)
    refused("state", actions.open_doors, show.pk, by=by, now=NOW)
    refused("state", actions.register, show.pk, door="visible", by=make_member(), now=NOW)
    refused("state", actions.add_hall, show.pk, name="North", about="", by=by, now=NOW)
    hall = made.make_hall(made.make_open_show())
    made.close(hall.show)
    renamed = {"name": "East", "about": "", "by": made.organiser_of(hall.show), "now": NOW}
    refused("state", actions.change_hall, hall.pk, **renamed)


def test_a_closed_show_offers_its_organiser_no_change_and_nothing_next(log_in):
    hall = made.make_hall(made.make_open_show())
    made.make_session(hall)
    made.close(hall.show)
    client = log_in(made.organiser_of(hall.show))
    desk = client.get(f"/shows/{hall.show.slug}/desk/").content.decode()
    for change in ("Change the show", "Add a hall", "Add a session", "Give a booth", "Rename"):
        assert change not in desk
    assert "Next on stage" not in client.get(f"/shows/{hall.show.slug}/").content.decode()


def test_a_hall_is_added_once_and_renamed():
    show = made.make_show()
    by = made.organiser_of(show)
    hall, same = (actions.add_hall(show.pk, name="North", about="", by=by, now=NOW) for _ in range(2))
    assert hall == same
    made.make_hall(show, "South")
    refused("taken", actions.change_hall, hall.pk, name="South", about="", by=by, now=NOW)
    assert actions.change_hall(hall.pk, name="East", about="Where it dawns", by=by, now=NOW).name == "East"
    assert told(hall) == [facts.HallChanged(hall_id=hall.pk)]


def test_the_clock_opens_at_the_first_hour_and_closes_after_the_last():
    show, draft = made.make_show(), made.make_draft()
    opens_at, closes_at = show.days.first().opens_at, show.days.last().closes_at
    assert actions.turn_with_the_clock(now=opens_at - timedelta(seconds=1)) == 0
    assert actions.turn_with_the_clock(now=opens_at) == 1
    assert actions.turn_with_the_clock(now=opens_at) == 0
    assert actions.turn_with_the_clock(now=closes_at - timedelta(seconds=1)) == 0
    assert actions.turn_with_the_clock(now=closes_at) == 1
    assert [event.actor for event in timeline(show.stream)][:2] == [None, None]
    show.refresh_from_db(), draft.refresh_from_db()
    assert (show.state, draft.state) == (Show.State.CLOSED, Show.State.DRAFT)


def test_the_clock_opens_a_show_where_tomorrow_has_begun():
    show = made.make_show(time_zone="Pacific/Kiritimati", opens=time(0), closes=time(12))
    first = datetime(2026, 6, 8, 10, tzinfo=UTC)
    assert show.days.first().opens_at == first
    assert actions.turn_with_the_clock(now=first) == 1


def test_a_visitor_registers_once_and_changes_the_door():
    show, member = made.make_show(), make_member()
    for door in ("visible", "visible", "private"):
        actions.register(show.pk, door=door, by=member, now=NOW)
    assert made.door_of(show, member) == "private"
    assert told(show)[2:] == [facts.Registered(show_id=show.pk), facts.DoorChosen(show_id=show.pk)]


def test_a_draft_takes_no_visitors():
    refused("state", actions.register, made.make_draft().pk, door="visible", by=make_member(), now=NOW)


def test_a_place_given_back_is_free_again():
    show = made.make_show(capacity=1)
    first, second = made.visit(show), make_member()
    refused("full", actions.register, show.pk, door="visible", by=second, now=NOW)
    actions.unregister(show.pk, by=first, now=NOW)
    actions.unregister(show.pk, by=first, now=NOW)
    actions.register(show.pk, door="visible", by=second, now=NOW)
    assert [row.member for row in Registration.objects.all()] == [second]
    assert told(show).count(facts.Unregistered(show_id=show.pk)) == 1


def test_who_is_in_changes_the_door_also_when_the_show_is_full():
    show = made.make_show(capacity=1)
    member = made.visit(show)
    made.visit(show, member, door="exhibitors")
    assert made.door_of(show, member) == "exhibitors"
