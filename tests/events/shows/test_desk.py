"""A draft waits for those who organise it."""

from datetime import timedelta

import pytest

from events.shows import actions
from network.desk import actions as desk
from network.desk.queries import desk_of
from tests.factories import events as made
from tests.factories.desk import on_desk
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db
NOW = made.MADE


def row_of(member, now=NOW):
    (row,) = desk_of(member.pk, now=now).rows
    return row


def test_a_draft_waits_for_its_organisers_until_it_is_announced(log_in):
    show = made.make_draft(name="Harbour Days")
    organiser, colleague = made.organiser_of(show), make_member()
    membership = join(show.organiser, colleague)
    row = row_of(organiser)
    assert (row.what, row.url) == ("Finish the draft of Harbour Days and announce it", show.get_absolute_url())
    assert row.due_at == show.days.first().opens_at
    assert row_of(colleague) == row
    assert on_desk(make_member(), NOW) == []
    assert log_in(colleague).get(row.url).status_code == 200
    membership.delete()
    assert on_desk(colleague, NOW) == []
    actions.announce(show.pk, by=organiser, now=NOW)
    assert on_desk(organiser, NOW) == []
    assert not desk.mend(now=NOW)


def test_its_deadline_goes_with_its_days():
    show = made.make_draft()
    organiser, first = made.organiser_of(show), show.first_on
    plan = made.plan(name=show.name, first_on=first + timedelta(days=1), last_on=show.last_on + timedelta(days=2))
    actions.change_show(show.pk, plan, by=organiser, now=NOW)
    assert row_of(organiser).due_at == show.days.get(on=plan.first_on).opens_at
    assert not desk.mend(now=NOW)
    actions.set_hours(
        show.pk, on=plan.first_on, opens=plan.opens.replace(hour=7), closes=plan.closes, by=organiser, now=NOW
    )
    assert row_of(organiser).due_at == show.days.get(on=plan.first_on).opens_at
    assert not desk.mend(now=NOW)


def test_a_draft_whose_days_are_over_waits_no_more():
    show = made.make_draft()
    organiser, last = made.organiser_of(show), show.days.last()
    assert row_of(organiser, last.opens_at).is_overdue
    assert on_desk(organiser, last.closes_at) == []
    assert not desk.mend(now=last.closes_at)
