import re
from datetime import date, time

import pytest
from django.urls import reverse

from events.shows.models import Show
from tests.events.pages import text_of
from tests.factories import events as made
from tests.factories.members import make_member
from tests.factories.organisations import make_staff_of

pytestmark = pytest.mark.django_db


def form(**changes):
    values = {
        "name": "Harbour Days",
        "headline": "",
        "about": "",
        "time_zone": "Europe/Oslo",
        "first_on": "2026-06-09",
        "last_on": "2026-06-11",
        "opens": "09:00",
        "closes": "17:00",
        "capacity": "",
        "sectors": ["software"],
        "languages": ["en"],
    }
    return {**values, **changes}


def test_a_show_is_made_and_a_double_click_makes_no_second(log_in):
    owner = make_staff_of("partner")
    sent = form(organiser=owner.memberships.get().organisation_id, key="k")
    client = log_in(owner)
    answers = [client.post(reverse("events:make-show"), sent) for _ in range(2)]
    show = Show.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/shows/{show.slug}/desk/"] * 2
    assert (show.days.count(), show.opens, show.time_zone) == (3, time(9), "Europe/Oslo")
    again = client.post(reverse("events:make-show"), {**sent, "name": "Other words"})
    assert "sent before with other words" in text_of(again, 422)


def test_who_manages_no_organisation_is_told_what_to_do(log_in):
    member = make_member()
    assert "held by an organisation" in text_of(log_in(member).get(reverse("events:make-show")))
    assert log_in(member).post(reverse("events:make-show"), form(organiser=1)).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"last_on": "2026-06-08"}, "The last day comes before the first."),
        ({"last_on": "2027-06-08"}, "A show lasts at most 31 days."),
        ({"last_on": "soon"}, "Enter a valid date."),
        ({"name": ""}, "This field is required."),
        ({"name": "x" * 300}, "at most 120 characters"),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice."),
        ({"capacity": "-3"}, "greater than or equal to 1"),
        ({"capacity": "9" * 30}, "less than or equal to 1000000"),
        ({"sectors": ["piracy"]}, "Select a valid choice."),
        ({"opens": "25:99"}, "Enter a valid time."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_still_there(log_in, wrong, words):
    owner = make_staff_of("partner")
    sent = form(organiser=owner.memberships.get().organisation_id, headline="Typed with care", **wrong)
    page = text_of(log_in(owner).post(reverse("events:make-show"), sent), 422)
    assert words in page
    assert "Typed with care" in page
    assert Show.objects.count() == 0


def test_the_organiser_changes_the_show_and_the_hours_of_a_day(log_in):
    show = made.make_show()
    client = log_in(made.organiser_of(show))
    assert "Hours of each day" in text_of(client.get(reverse("events:edit-show", args=[show.slug])))
    client.post(reverse("events:edit-show", args=[show.slug]), form(name="Renamed", last_on="2026-06-12"))
    day = show.days.get(on=date(2026, 6, 10))
    client.post(reverse("events:hours", args=[day.pk]), {"opens": "10:30", "closes": "12:00"})
    show.refresh_from_db(), day.refresh_from_db()
    assert (show.name, show.days.count()) == ("Renamed", 4)
    assert day.opens_at.astimezone(show.zone).time() == time(10, 30)


def test_the_form_comes_back_as_it_was_saved(log_in):
    show = made.make_show(sectors=["ocean"], languages=["fr"])
    page = text_of(log_in(made.organiser_of(show)).get(reverse("events:edit-show", args=[show.slug])))
    inputs = re.findall(r"<input[^>]+>", page)
    for name, value, checked in (
        ("first_on", "2026-06-09", False),
        ("opens", "09:00", False),
        ("sectors", "ocean", True),
        ("languages", "fr", True),
    ):
        [found] = [one for one in inputs if f'name="{name}"' in one and f'value="{value}"' in one]
        assert ("checked" in found) == checked


def test_halls_are_added_and_renamed(log_in):
    show = made.make_show()
    client = log_in(made.organiser_of(show))
    for _ in range(2):
        client.post(reverse("events:add-hall", args=[show.slug]), {"name": "North", "about": ""})
    hall = show.halls.get()
    made.make_hall(show, "South")
    page = text_of(client.post(reverse("events:edit-hall", args=[hall.pk]), {"name": "South"}), 422)
    assert "Another hall of this show has this name." in page
    client.post(reverse("events:edit-hall", args=[hall.pk]), {"name": "East", "about": "Dawn"})
    hall.refresh_from_db()
    assert (hall.name, hall.about) == ("East", "Dawn")


def test_the_organiser_turns_the_show_and_is_told_when_it_can_not_be(log_in):
    show = made.make_draft()
    client, turn = log_in(made.organiser_of(show)), reverse("events:turn-show", args=[show.slug])
    for state in ("announced", "announced", "nonsense", "open", "closed"):
        assert client.post(turn, {"state": state}).status_code == 302
    show.refresh_from_db()
    assert show.state is Show.State.CLOSED
    answer = client.post(turn, {"state": "announced"}, follow=True)
    assert "this can&#x27;t be done now" in text_of(answer)


def test_a_visitor_registers_at_the_door_and_leaves(log_in):
    show, member = made.make_show(), make_member()
    client = log_in(member)
    for door in ("exhibitors", "exhibitors"):
        answer = client.post(reverse("events:register", args=[show.slug]), {"door": door}, follow=True)
        assert "You are registered for" in text_of(answer)
    assert made.door_of(show, member) == "exhibitors"
    for _ in range(2):
        client.post(reverse("events:unregister", args=[show.slug]))
    assert show.registrations.count() == 0


@pytest.mark.parametrize(
    ("capacity", "door", "words"),
    [(1, "visible", "The one place is taken."), (9, "sideways", "Select a valid choice."), (9, "", "This field is")],
)
def test_who_does_not_get_in_reads_why(log_in, capacity, door, words):
    show = made.make_show(capacity=capacity)
    made.visit(show)
    answer = log_in(make_member()).post(reverse("events:register", args=[show.slug]), {"door": door})
    assert words in text_of(answer, 422)
