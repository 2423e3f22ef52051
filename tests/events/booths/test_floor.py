"""Who is on the floor, who sees whom, and what is told when it stirs."""

import pytest
from django.contrib.auth.models import AnonymousUser

from events.booths import actions, queries, tasks
from events.booths.facts import FloorStirred
from events.booths.models import Booth, Visit
from realtime.kinds.pieces import pieces_of
from realtime.streams import Event, timeline
from tests.factories import events as made
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
NOW = made.NOW


def names(company):
    return {member.pk for member in company.visitors}


def test_each_viewer_sees_the_visitors_who_chose_to_be_seen_by_them(here):
    booth = made.make_booth()
    doors = {door: made.visit(booth.show, door=door) for door in ("visible", "exhibitors", "private")}
    passing, exhibitor = make_member(), made.exhibitor_of(booth)
    colleague = made.exhibitor_of(made.make_booth(booth.hall))
    rival = made.exhibitor_of(made.make_booth())
    here(booth, exhibitor, passing, *doors.values())
    seen = {door: member.pk for door, member in doors.items()}
    for viewer in (exhibitor, colleague):
        company = queries.company_of(booth, viewer, NOW)
        assert names(company) == {seen["visible"], seen["exhibitors"]}
        assert (company.count, company.unseen) == (4, 2)
    for viewer in (rival, made.organiser_of(booth.show), AnonymousUser()):
        assert names(queries.company_of(booth, viewer, NOW)) == {seen["visible"]}
    for door in ("exhibitors", "private"):
        assert names(queries.company_of(booth, doors[door], NOW)) == {seen["visible"], seen[door]}


def test_staff_on_duty_are_here_or_expected(here):
    booth = made.make_booth()
    made.give_duty(booth)
    exhibitor = made.exhibitor_of(booth)
    company = queries.company_of(booth, exhibitor, NOW)
    assert (company.here, [duty.member for duty in company.expected]) == ([], [exhibitor])
    here(booth, exhibitor)
    company = queries.company_of(booth, exhibitor, NOW)
    assert (company.here, company.expected, company.count) == ([exhibitor], [], 0)


def test_a_tile_says_when_somebody_comes_back(here):
    booth = made.make_booth()
    later = made.give_duty(booth, starts_at=NOW + made.timedelta(hours=2))
    [tile] = queries.tiles_of([booth], NOW)
    assert (tile.staff, tile.back_at, tile.mood) == ([], later.starts_at, "quiet")


def test_who_is_on_duty_now_and_again_later_is_here_and_comes_back(here):
    booth = made.make_booth()
    later = made.give_duty(booth, starts_at=NOW + made.timedelta(hours=2))
    made.give_duty(booth)
    exhibitor = made.exhibitor_of(booth)
    here(booth, exhibitor)
    [tile] = queries.tiles_of([booth], NOW)
    assert (tile.staff, tile.back_at) == ([exhibitor], later.starts_at)


def test_tiles_stand_as_one_walks(here):
    hall = made.make_hall(made.make_open_show())
    for place in ("B1", "A10", "A2", "12", "A"):
        made.make_booth(hall, place=place)
    assert [tile.booth.place for tile in queries.floor_of(hall, NOW).tiles] == ["A", "A2", "A10", "B1", "12"]


def stir(hall, now=NOW):
    booths = list(Booth.objects.filter(hall=hall, withdrawn_at=None))
    return actions.stir(hall.pk, queries.attendance_at(booths, now), now=now)


def test_the_floor_is_told_once_of_each_change(here):
    booth = made.make_booth()
    made.give_duty(booth)
    visitor, exhibitor = made.visit(booth.show), made.exhibitor_of(booth)
    assert stir(booth.hall) == []
    for there in ([visitor], [visitor, exhibitor], [exhibitor], []):
        here(booth, *there)
        assert stir(booth.hall) == [booth.pk]
        assert stir(booth.hall) == []
    told = [event.told for event in timeline(booth.hall.stream)]
    assert told.count(FloorStirred(booth_ids=[booth.pk])) == 4
    assert timeline(booth.stream)[0].told == FloorStirred(booth_ids=[booth.pk])


def test_a_door_that_closes_stirs_the_floor_though_nobody_moved(here):
    booth = made.make_booth()
    visitor = made.visit(booth.show)
    here(booth, visitor)
    assert stir(booth.hall) == [booth.pk]
    made.visit(booth.show, visitor, door="private")
    assert stir(booth.hall) == [booth.pk]


def test_only_the_booths_that_stir_are_told(here):
    booth = made.make_booth()
    quiet = made.make_booth(booth.hall)
    here(booth, made.visit(booth.show))
    assert stir(booth.hall) == [booth.pk]
    assert timeline(quiet.stream)[0].fact == "booth.assigned"


def test_a_visitor_counts_once_a_day_and_staff_do_not(here):
    booth = made.make_booth()
    exhibitor, visitor, other = made.exhibitor_of(booth), made.visit(booth.show), make_member()
    tomorrow = NOW + made.timedelta(days=1)
    for there, now in (([exhibitor, visitor], NOW), ([], NOW), ([visitor, other], NOW), ([visitor], tomorrow)):
        here(booth, *there)
        stir(booth.hall, now)
    assert Visit.objects.count() == 3
    figures = queries.figures_of(booth, NOW)
    assert (figures.today, figures.in_all) == (2, 2)
    assert queries.figures_of(booth, tomorrow).today == 1


def test_lines_are_counted_by_the_day_of_the_show(here):
    booth = made.make_booth()
    by = made.exhibitor_of(booth)
    midnight = NOW.replace(hour=4, minute=0)  # in Toronto
    for at in (midnight - made.timedelta(minutes=1), midnight, NOW):
        made.say(booth, by, now=at)
    figures = queries.figures_of(booth, NOW)
    assert (figures.lines, figures.lines_today) == (3, 2)


def test_the_clock_looks_at_the_halls_of_open_shows_only(here):
    booth = made.make_booth(made.make_hall(made.make_show_of_today()))
    over = made.make_booth()
    here(booth, make_member()), here(over, make_member())
    made.close(over.show)
    assert (tasks.sweep(), tasks.sweep()) == (1, 0)


def drawn(event):
    kind = event.stream.kind
    return {piece.id: piece for piece in pieces_of(Event.objects.select_related("stream").get(pk=event.pk), kind)}


def test_a_stirred_tile_is_pushed_as_the_page_shows_it(here, log_in):
    booth = made.make_booth(made.make_hall(made.make_show_of_today()))
    here(booth, made.put_on_duty(booth), made.visit(booth.show))
    tasks.sweep()
    pieces = drawn(timeline(booth.hall.stream)[0])
    page = log_in(make_member()).get(booth.hall.get_absolute_url()).content.decode()
    for piece in (f"tile-{booth.pk}", f"hall-now-{booth.hall_id}"):
        assert pieces[piece].do == "replace"
        assert _bare(pieces[piece].html) in _bare(page)
    assert {piece.id for piece in drawn(timeline(booth.stream)[0]).values()} == {
        f"booth-company-{booth.pk}",
        f"booth-figures-{booth.pk}",
    }


def _bare(html):
    return "".join(html.split())


def test_a_new_booth_refreshes_the_floor_as_each_looks_at_it(here):
    booth = made.make_booth()
    pieces = drawn(timeline(booth.hall.stream)[0])
    assert pieces[f"floor-{booth.hall_id}"].do == "refresh"
    assert f"plan-{booth.hall_id}" in pieces
