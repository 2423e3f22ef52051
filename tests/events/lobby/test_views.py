from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from events.booths import queries as booth_queries
from tests.events.pages import assert_hidden, text_of
from tests.factories import events as made
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
SHOWS = reverse("events:shows")


def test_visitors_see_announced_shows_and_organisers_their_drafts(log_in):
    made.make_show_of_today(name="On the quay")
    draft = made.make_draft(name="Nobody knows", first_on=date(2126, 1, 1), last_on=date(2126, 1, 2))
    page = text_of(Client().get(SHOWS))
    assert "On the quay" in page
    assert "Nobody knows" not in page
    assert "Nobody knows" in text_of(log_in(made.organiser_of(draft)).get(SHOWS))


def test_a_hidden_show_answers_like_one_that_is_not_there(log_in):
    draft = made.make_draft(name="Draft of shows")
    for client in (Client(), log_in(make_member())):
        for route in ("show", "agenda", "show-feed", "door"):
            absent = reverse(f"events:{route}", args=["x" * len(draft.slug)])
            assert_hidden(client, reverse(f"events:{route}", args=[draft.slug]), absent)


def test_shows_are_paged_by_key_without_gap_or_double():
    names = [f"Show number {n:02}" for n in range(30)]
    organiser = made.make_staff_of("partner")
    for n, name in enumerate(names):
        first_on = date(2126, 1, 1) + timedelta(days=n // 4)
        made.make_show(organiser, name=name, first_on=first_on, last_on=date(2126, 1, 20))
    seen, address = [], SHOWS
    while address:
        page = text_of(Client().get(address))
        seen += [name for name in names if name in page]
        after = page.split('rel="next" href="')[1].split('"')[0] if 'rel="next"' in page else ""
        address = SHOWS + after if after else ""
    assert seen == names


@pytest.mark.parametrize("after", ["nonsense", "2026-01-01", "2026-01-01.x", "'.1", "9999-99-99.1"])
def test_a_broken_key_gives_the_first_page(after):
    made.make_show_of_today(name="Still here")
    assert "Still here" in text_of(Client().get(SHOWS, {"after": after}))


def test_the_page_of_a_show_says_what_is_on(log_in, here):
    show = made.make_show_of_today(name="On the quay")
    hall = made.make_hall(show, "North")
    booth = made.make_booth(hall, name="Boreal Maps")
    visitor = made.visit(show)
    here(booth, made.put_on_duty(booth), visitor)
    page = text_of(log_in(visitor).get(show.get_absolute_url()))
    for words in (
        "Open now",
        "North",
        "1 of 1 booth staffed",
        "1 visitor on the floor",
        "Boreal Maps",
        "You are registered",
    ):
        assert words in page


def test_each_reads_the_show_in_their_own_time_with_a_warning_where_it_differs(log_in):
    show = made.make_show()
    far, near = make_member(time_zone="Asia/Kathmandu"), make_member(time_zone="America/Toronto")
    page = text_of(log_in(far).get(show.get_absolute_url()))
    assert "is 9 h 45 min behind yours" in page
    assert "clock is" not in text_of(log_in(near).get(show.get_absolute_url()))


def test_the_floor_shows_who_is_really_there(log_in, here):
    hall = made.make_hall(made.make_show_of_today())
    staffed, absent = made.make_booth(hall, name="Staffed firm"), made.make_booth(hall, name="Absent firm")
    present, _away = made.put_on_duty(staffed), made.put_on_duty(absent)
    visitors = [make_member() for _ in range(booth_queries.floor.BUSY)]
    here(staffed, present, *visitors)
    page = text_of(log_in(visitors[0]).get(hall.get_absolute_url()))
    assert "1 of 2 booths staffed" in page
    assert f"{len(visitors)} visitors on the floor" in page
    assert "busy" in page
    only = text_of(log_in(visitors[0]).get(hall.get_absolute_url(), {"staffed": "1"}))
    assert "Staffed firm" in only
    assert "Absent firm" not in only


def test_being_there_without_duty_is_not_staffing(log_in, here):
    booth = made.make_booth(made.make_hall(made.make_show_of_today()))
    here(booth, made.exhibitor_of(booth))
    page = text_of(log_in(make_member()).get(booth.hall.get_absolute_url()))
    assert "0 of 1 booth staffed" in page
    assert "0 visitors" in page


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"q": "MAPS"}, "Boréal"),
        ({"q": "boreal"}, "Boréal"),
        ({"q": "b2"}, "Kestrel"),
        ({"sector": "software"}, "Kestrel"),
        ({"q": "'%_"}, ""),
    ],
)
def test_booths_are_found_by_words_place_and_sector(log_in, wish, found):
    hall = made.make_hall(made.make_show_of_today())
    for name, place in (("Boréal Maps", "A1"), ("Kestrel Games", "B2")):
        booth = made.make_booth(hall, name=name, place=place)
        sector = "ocean" if name == "Boréal Maps" else "software"
        by = made.exhibitor_of(booth)
        made.booths.dress(booth.pk, headline="", about="", sector=sector, by=by, now=made.NOW)
    page = text_of(log_in(make_member()).get(hall.get_absolute_url(), wish))
    assert [name for name in ("Boréal", "Kestrel") if "<a href=" in page and name in page] == ([found] if found else [])


def test_hidden_halls_answer_like_absent_ones(log_in):
    hall = made.make_hall(made.make_draft())
    assert_hidden(log_in(make_member()), hall.get_absolute_url(), "/halls/9/")


def test_the_organisers_desk_counts_each_visitor_once(log_in, here):
    show = made.make_show_of_today(capacity=10)
    hall = made.make_hall(show)
    booths = [made.make_booth(hall), made.make_booth(hall)]
    visitor, other = made.visit(show), made.visit(show, door="private")
    here(booths[0], made.put_on_duty(booths[0]), visitor, other)
    here(booths[1], visitor)
    page = text_of(log_in(made.organiser_of(show)).get(reverse("events:organiser-desk", args=[show.slug])))
    for words in ("<b>2 <small>of 10 places", "<b>2 <small>of 2 registered", "<b>1 <small>of 2</small>"):
        assert words in page


def test_desks_and_lists_begin_with_what_to_do_first(log_in):
    client = log_in(make_member())
    assert "You hold no shows yet" in text_of(client.get(reverse("events:organising")))
    assert "You exhibit nowhere yet" in text_of(client.get(reverse("events:exhibiting")))
    assert "No show is announced" in text_of(client.get(SHOWS))
    draft = made.make_draft()
    desk = text_of(log_in(made.organiser_of(draft)).get(reverse("events:organiser-desk", args=[draft.slug])))
    assert "Now the first hall" in desk


def test_lists_ask_as_often_for_three_as_for_one(log_in, count_queries):
    show = made.make_show_of_today()
    hall = made.make_hall(show)
    client = log_in(made.visit(show))
    pages = [SHOWS, show.get_absolute_url(), hall.get_absolute_url(), reverse("events:agenda", args=[show.slug])]

    def fill():
        made.make_show_of_today()
        booth = made.make_booth(hall)
        made.put_on_duty(booth)
        n = show.sessions.count()
        start = show.days.all()[2].opens_at + timedelta(hours=n)  # tomorrow: none is on stage
        session = made.make_session(hall, starts_at=start, ends_at=start + timedelta(hours=1))
        made.sessions.plan(session.pk, by=made.organiser_of(show), now=start)

    fill()
    one = [count_queries(lambda page=page: client.get(page)) for page in pages]
    fill(), fill()
    assert [count_queries(lambda page=page: client.get(page)) for page in pages] == one
