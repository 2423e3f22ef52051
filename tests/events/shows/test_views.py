import re
from datetime import UTC, date, datetime, time

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from events.shows.models import Show
from tests.events.pages import text_of
from tests.factories import events as made
from tests.factories.members import make_member
from tests.factories.organisations import make_staff_of
from tests.factories.typed import sent_from

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


@pytest.mark.parametrize(("language", "words"), [("en", "until"), ("fr", "jusqu’à"), ("es", "hasta las")])
def test_until_when_a_show_is_open_is_said_of_a_clock(language, words):
    """Of days other languages say it otherwise: « du 3 au 5 »."""
    open_day = {"closes_at": datetime(2026, 6, 9, 15, tzinfo=UTC)}
    with translation.override(language):
        said = render_to_string("events/shows/_status.html", {"show": made.make_show(), "open_day": open_day})
    assert re.search(rf"{words}\s+<time", said)


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


def sent_at(client, address, **changes):
    return {**sent_from(text_of(client.get(address)), having="opens"), **changes}


def asks(page):
    return [re.search(r"<h1[^>]*autofocus>([^<]*)<", page)[1], re.search(r"<p class=\"dim\">([^<]*)<", page)[1]]


def test_other_hours_of_a_day_are_asked_about_with_the_old_ones_and_how_many_registered(asked_as):
    show = made.make_show(name="Harbour Days")
    made.visit(show), made.visit(show)
    client, day = asked_as(made.organiser_of(show)), show.days.get(on=date(2026, 6, 10))
    address = reverse("events:hours", args=[day.pk])
    sent = sent_at(client, address, opens="10:30", closes="12:00")

    asked = asks(text_of(client.post(address, sent)).replace("\u202f", " "))

    change = (
        "Wednesday, June 10, 2026, 10:30 AM – 12:00 PM EDT. Before: Wednesday, June 10, 2026, 9:00 AM – 5:00 PM EDT."
    )
    who = "2 visitors are registered: the show’s page and the calendars that follow it say so at once."
    assert asked == ["Change when Harbour Days is open?", f"{change} {who}"]
    assert show.days.get(pk=day.pk).opens_at == day.opens_at
    done = client.post(address, {**sent, "confirmed": "1"}, follow=True)
    assert done.redirect_chain == [(reverse("events:edit-show", args=[show.slug]), 302)]
    assert f"Saved. {change}" in text_of(done).replace("\u202f", " ")
    assert show.days.get(pk=day.pk).opens_at.astimezone(show.zone).time() == time(10, 30)


def test_other_days_of_a_show_are_asked_about_with_the_old_ones(asked_as):
    show = made.make_show(name="Harbour Days")
    made.visit(show)
    client, address = asked_as(made.organiser_of(show)), reverse("events:edit-show", args=[show.slug])
    sent = {**sent_at(client, address), "last_on": "2026-06-12", "time_zone": "Europe/Paris"}

    asked = asks(text_of(client.post(address, sent)).replace("\u202f", " "))

    assert asked[0] == "Change when Harbour Days is open?"
    assert asked[1].startswith("From June 9, 2026 to June 12, 2026. Before: from June 9, 2026 to June 11, 2026.")
    assert (
        "Tuesday, June 9, 2026, 9:00 AM – 5:00 PM CEST. Before: Tuesday, June 9, 2026, 9:00 AM – 5:00 PM EDT."
        in asked[1]
    )
    assert "1 visitor is registered" in asked[1]
    show.refresh_from_db()
    assert (show.days.count(), show.time_zone) == (3, "America/Toronto")
    done = client.post(address, {**sent, "confirmed": "1"}, follow=True)
    assert done.redirect_chain == [(f"/shows/{show.slug}/desk/", 302)]
    assert "Saved. From June 9, 2026 to June 12, 2026." in text_of(done)


@pytest.mark.parametrize(
    ("make", "visitors", "changes"),
    [
        (made.make_show, 1, {"name": "Renamed", "about": "Anew"}),
        (made.make_show, 0, {"last_on": "2026-06-12"}),
        (made.make_draft, 0, {"last_on": "2026-06-12"}),
    ],
)
def test_what_tells_nobody_is_saved_without_a_question(asked_as, make, visitors, changes):
    show = make()
    for _ in range(visitors):
        made.visit(show)
    client, address = asked_as(made.organiser_of(show)), reverse("events:edit-show", args=[show.slug])

    saved = client.post(address, {**sent_at(client, address), **changes})

    assert (saved.status_code, saved["Location"]) == (302, f"/shows/{show.slug}/desk/")
    show.refresh_from_db()
    assert {name: str(getattr(show, name)) for name in changes} == changes


def test_many_days_that_move_are_counted(asked_as):
    show = made.make_show(last_on=date(2026, 6, 14))
    made.visit(show)
    client, address = asked_as(made.organiser_of(show)), reverse("events:edit-show", args=[show.slug])

    page = text_of(client.post(address, {**sent_at(client, address), "time_zone": "Europe/Paris"}))

    assert page.count("Before:") == 3
    assert "3 more days move." in page
