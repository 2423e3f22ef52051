"""A meeting that came of an introduction is a dealing between the founder for the firm and the contact."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from network.dealings.actions import register_missing
from network.dealings.kinds import Speech
from network.dealings.models import Dealing
from network.dealings.queries import dealings_between
from network.dealings.rules import may_speak_of
from network.introductions import actions
from network.introductions.models import MeetingTime
from realtime.jobs.queue import run_all
from tests.factories.introductions import make_agreed_introduction, sides_of
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def close(introduction, outcome, now=None):
    actions.close(introduction.pk, by=introduction.commissioner, outcome=outcome, note="", now=now or timezone.now())
    run_all()


def found():
    return list(Dealing.objects.values_list("kind", "subject", "happened_on"))


@pytest.mark.parametrize("outcome", ["met", "follow_up", "deal"])
def test_they_met(outcome):
    introduction = make_agreed_introduction()
    founder, contact = (side.member for side in sides_of(introduction))
    now = datetime(2026, 2, 1, 12, tzinfo=UTC)

    close(introduction, outcome, now)

    dealing = dealings_between(introduction.firm, contact).get()
    assert found() == [("meeting", introduction.pk, date(2026, 2, 1))]
    assert dealing.closes_on - dealing.happened_on == timedelta(days=180)
    may = {speech.value: may_speak_of(founder, dealing, speech, now=now) for speech in Speech}
    assert may == {"recommendation": True, "rating": True, "dispute": False}
    assert may_speak_of(introduction.commissioner, dealing, Speech.RATING, now=now) is False


def test_nothing_came_of_it():
    close(make_agreed_introduction(), "nothing")
    assert register_missing() == 0
    assert found() == []


def test_the_day_is_that_of_the_last_agreed_time_that_has_passed_where_it_was_suggested():
    introduction = make_agreed_introduction(founder=make_member(time_zone="Asia/Tokyo"))
    founder, contact = (side.member for side in sides_of(introduction))
    for day, accepted in ((1, True), (3, True), (4, False), (9, True)):
        MeetingTime.objects.create(
            introduction=introduction,
            suggested_by=founder,
            starts_at=datetime(2026, 2, day, 20, tzinfo=UTC),
            suggested_at=introduction.proposed_at,
            accepted_by=contact if accepted else None,
            accepted_at=introduction.proposed_at if accepted else None,
        )

    close(introduction, "met", datetime(2026, 2, 7, 12, tzinfo=UTC))

    assert found() == [("meeting", introduction.pk, date(2026, 2, 4))]


def test_meetings_held_before_dealings_were_kept_are_registered_afterwards():
    introduction = make_agreed_introduction()
    close(introduction, "met", datetime(2026, 2, 1, 12, tzinfo=UTC))
    Dealing.objects.all().delete()

    assert [register_missing(), register_missing()] == [1, 0]
    assert found() == [("meeting", introduction.pk, date(2026, 2, 1))]
