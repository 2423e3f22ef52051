from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from events.shows.models import Hall, Show
from tests.factories import events as made
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
State = Show.State


def test_a_draft_is_seen_by_its_organiser_alone():
    draft = made.make_draft()
    assert list(Show.objects.visible_to(made.organiser_of(draft))) == [draft]
    assert list(Show.objects.visible_to(make_member())) == []
    assert list(Show.objects.visible_to(AnonymousUser())) == []


def test_halls_are_hidden_with_their_show():
    hall = made.make_hall(made.make_draft())
    assert list(Hall.objects.visible_to(make_member())) == []
    assert list(Hall.objects.visible_to(made.organiser_of(hall.show))) == [hall]


def test_an_announced_and_a_closed_show_are_seen_by_everyone():
    announced, closed = made.make_show(), made.close(made.make_open_show())
    assert set(Show.objects.visible_to(AnonymousUser())) == {announced, closed}


def test_a_state_is_set_once():
    show = made.close(made.make_open_show())
    for again in (show.announce, show.open_doors, show.close):
        with pytest.raises(ValidationError) as caught:
            again(made.NOW)
        assert caught.value.code == "state"


def test_it_is_open_now_within_its_hours_half_open():
    show = made.make_open_show()
    day = show.days.get(on=date(2026, 6, 10))
    assert day.opens_at == datetime(2026, 6, 10, 13, tzinfo=UTC)
    assert show.day_at(day.opens_at) == day
    assert show.day_at(day.opens_at - timedelta(microseconds=1)) is None
    assert show.day_at(day.closes_at) is None
    assert show.next_day(day.opens_at).on == date(2026, 6, 11)


def test_an_announced_show_is_not_open_even_within_its_hours():
    assert made.make_show().day_at(made.NOW) is None


def test_hours_that_touch_are_one_and_a_gap_is_none():
    apart, touching = made.make_open_show(), made.make_open_show(opens=time(0), closes=time(0))
    evening = datetime(2026, 6, 11, 3, tzinfo=UTC)  # 23:00 in Toronto, an hour before the next day's doors
    assert not apart.is_open_throughout(evening, evening + timedelta(hours=8))
    assert touching.is_open_throughout(evening, evening + timedelta(hours=8))
    assert not touching.is_open_throughout(evening, evening + timedelta(days=30))
    assert not touching.is_open_throughout(evening, evening)


def test_hours_follow_the_clock_of_the_zone_over_a_change_of_it():
    # Clocks in Toronto go back in the night to Sunday 1 November 2026.
    show = made.make_show(first_on=date(2026, 10, 31), last_on=date(2026, 11, 1))
    assert [day.opens_at.hour for day in show.days.all()] == [13, 14]


def test_hours_may_end_after_midnight():
    show = made.make_show(opens=time(20), closes=time(2))
    day = show.days.first()
    assert day.closes_at - day.opens_at == timedelta(hours=6)


def test_a_day_that_closes_at_the_hour_it_opened_is_open_round_the_clock():
    # The night in which clocks go back is an hour longer.
    whole = made.make_show(
        first_on=date(2026, 11, 1), last_on=date(2026, 11, 1), opens=time(0), closes=time(0)
    ).days.first()
    assert whole.is_round_the_clock
    assert whole.closes_at - whole.opens_at == timedelta(hours=25)
    assert not made.make_show().days.first().is_round_the_clock


def test_shows_to_come_begin_with_the_soonest_and_past_ones_with_the_latest():
    today = date(2026, 6, 10)
    later = made.make_show(first_on=date(2026, 8, 1), last_on=date(2026, 8, 1))
    on_now = made.make_show()
    long_ago = made.make_show(first_on=date(2025, 1, 1), last_on=date(2025, 1, 2))
    ended = made.make_show(first_on=date(2026, 6, 1), last_on=date(2026, 6, 9))
    assert list(Show.objects.coming(today)) == [on_now, later]
    assert list(Show.objects.past(today)) == [ended, long_ago]


def test_a_slug_is_free_whatever_the_name():
    organiser = made.make_staff_of("partner")
    slugs = [made.make_draft(organiser, name=name).slug for name in ("Łódź!", "Łódź!", "🚢", "معرض", "x" * 120)]
    assert len(set(slugs)) == 5
    assert all(len(slug) <= 80 for slug in slugs)
