"""A booth that is not ready waits for whoever may dress it, until its show opens."""

from datetime import timedelta

import pytest

from events.booths import actions, queries
from events.booths.desk import SOURCE
from events.shows import actions as shows
from network.desk import actions as desk
from network.desk.queries import desk_of
from network.forums import actions as forums
from tests.factories import events as made
from tests.factories.desk import on_desk
from tests.factories.forums import first_post, make_board, make_thread
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db
NOW = made.MADE


@pytest.fixture
def booth():
    hall = made.make_hall(made.make_show(name="Harbour Days"))
    return made.make_booth(hall, name="Tidewrack", headline="Buoys")


def waiting(member, now=NOW):
    assert not desk.mend(now=now)
    return on_desk(member, now)


def dress(booth, about="Buoys by the hour."):
    by = made.exhibitor_of(booth)
    actions.dress(booth.pk, headline="Buoys", about=about, sector="software", by=by, now=NOW)


def lay_out(booth):
    by = made.exhibitor_of(booth)
    return actions.add_sheet(booth.pk, title="Buoys", text="", file=None, by=by, key="", now=NOW)


def give_duty(booth, member=None):
    return made.give_duty(booth, member, starts_at=booth.show.days.first().opens_at, now=NOW)


def make_ready(booth):
    dress(booth)
    lay_out(booth)
    give_duty(booth)


def test_it_waits_for_its_staff_and_for_who_manages_the_firm(booth, log_in):
    exhibitor, manager, staff, helper = made.exhibitor_of(booth), make_member(), make_member(), make_member()
    leading = join(booth.firm, manager, "manager")
    for member in (staff, helper):
        join(booth.firm, member)
    actions.add_staff(booth.pk, member_id=helper.pk, by=exhibitor, now=NOW)
    (row,) = desk_of(exhibitor.pk, now=NOW).rows
    assert row.what == "Make the booth of Tidewrack at Harbour Days ready for visitors"
    assert row.due_at == booth.show.days.first().opens_at
    assert waiting(manager) == waiting(helper) == [row.what]
    assert waiting(staff) == waiting(made.organiser_of(booth.show)) == waiting(make_member()) == []
    for member in (exhibitor, manager, helper):
        assert log_in(member).get(row.url).status_code == 200
    leading.delete()
    actions.remove_staff(booth.pk, member_id=helper.pk, by=exhibitor, now=NOW)
    assert waiting(manager) == waiting(helper) == []


def test_it_is_ready_when_no_step_is_left(booth):
    exhibitor = made.exhibitor_of(booth)
    for step in (dress, lay_out, give_duty):
        assert len(waiting(exhibitor)) == 1
        step(booth)
    assert waiting(exhibitor) == []
    assert all(step.done for step in queries.steps_of(booth))


def test_what_is_taken_away_waits_again(booth):
    exhibitor, helper = made.exhibitor_of(booth), make_member()
    make_ready(booth)
    dress(booth, about="")
    assert len(waiting(exhibitor)) == 1
    dress(booth)
    actions.remove_sheet(booth.pk, sheet_id=booth.sheets.get().pk, by=exhibitor, now=NOW)
    assert len(waiting(exhibitor)) == 1
    lay_out(booth)
    actions.cancel_duty(booth.duties.get().pk, by=exhibitor, now=NOW)
    assert len(waiting(exhibitor)) == 1
    join(booth.firm, helper)
    actions.add_staff(booth.pk, member_id=helper.pk, by=exhibitor, now=NOW)
    give_duty(booth, helper)
    assert waiting(exhibitor) == []
    actions.remove_staff(booth.pk, member_id=helper.pk, by=exhibitor, now=NOW)
    assert len(waiting(exhibitor)) == 1


def test_a_booth_that_is_withdrawn_or_of_a_show_that_is_over_waits_for_nobody(booth):
    organiser, exhibitor = made.organiser_of(booth.show), made.exhibitor_of(booth)
    other = made.make_booth(booth.hall)
    assert len(waiting(exhibitor)) == len(waiting(made.exhibitor_of(other))) == 1
    actions.withdraw(booth.pk, by=organiser, now=NOW)
    assert waiting(exhibitor) == []
    shows.close(booth.show_id, by=organiser, now=NOW)
    assert waiting(made.exhibitor_of(other)) == []


def test_it_is_late_once_the_show_is_open_and_lapses_with_its_last_hour(booth):
    exhibitor, days = made.exhibitor_of(booth), list(booth.show.days.all())
    assert desk_of(exhibitor.pk, now=days[0].opens_at).rows[0].is_overdue
    assert waiting(exhibitor, days[-1].closes_at) == []


def test_exhibitors_wait_for_nothing_in_a_draft():
    show = made.make_draft()
    booth = made.make_booth(made.make_hall(show))
    exhibitor = made.exhibitor_of(booth)
    assert waiting(exhibitor) == []
    shows.announce(show.pk, by=made.organiser_of(show), now=NOW)
    assert len(waiting(exhibitor)) == 1


def test_its_deadline_goes_with_the_days_of_the_show(booth):
    show, exhibitor = booth.show, made.exhibitor_of(booth)
    plan = made.plan(name=show.name, first_on=show.first_on + timedelta(days=1))
    shows.change_show(show.pk, plan, by=made.organiser_of(show), now=NOW)
    assert len(waiting(exhibitor)) == 1
    assert desk_of(exhibitor.pk, now=NOW).rows[0].due_at == show.days.get(on=plan.first_on).opens_at


def test_a_desk_costs_the_same_whatever_kinds_are_on_it(booth, count_queries):
    exhibitor = made.exhibitor_of(booth)
    read = lambda: desk_of(exhibitor.pk, now=NOW).rows  # noqa: E731
    counts = [count_queries(read)]
    made.make_draft(exhibitor)
    thread = make_thread(make_board(moderators=[exhibitor]), now=NOW)
    forums.report(first_post(thread).pk, by=make_member(), reason="rude", now=NOW)
    counts.append(count_queries(read))
    assert len(read()) == 3
    assert counts[0] == counts[1] == 2


def test_the_truth_costs_the_same_at_one_booth_and_three(booth, count_queries):
    keys = [booth.pk]
    counts = [count_queries(lambda: list(SOURCE.truth(keys)))]
    keys += [made.make_booth(booth.hall).pk for _ in range(2)]
    counts.append(count_queries(lambda: list(SOURCE.truth(keys))))
    assert counts[0] == counts[1]
