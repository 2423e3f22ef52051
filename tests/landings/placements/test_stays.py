"""A stay that ended is a dealing between firm and host: any of their people may speak of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from landings.placements import actions
from network.dealings.actions import register_missing
from network.dealings.kinds import Speech
from network.dealings.models import Dealing
from network.dealings.queries import dealings_between
from network.dealings.rules import may_speak_of
from realtime.jobs.queue import run_all
from tests.factories.landings_placements import NOW, make_landing
from tests.factories.members import make_member
from tests.factories.organisations import join

pytestmark = pytest.mark.django_db
AFTER = datetime(2026, 5, 14, 12, tzinfo=UTC)


def test_the_end_of_a_stay_registers_it_once():
    landing = make_landing(started_at=NOW)
    assert register_missing() == 0

    for _twice in range(2):
        actions.begin_and_end_due(now=AFTER)
        run_all()

    dealing = dealings_between(landing.firm, landing.host).get()
    assert (dealing.kind, dealing.subject, dealing.happened_on) == ("stay", landing.pk, date(2026, 5, 13))
    assert dealing.closes_on - dealing.happened_on == timedelta(days=365)
    for organisation in (landing.firm, landing.host):
        member = make_member()
        join(organisation, member)
        assert all(may_speak_of(member, dealing, speech, now=AFTER) for speech in Speech)


def test_stays_that_ended_before_dealings_were_kept_are_registered_afterwards():
    ended = make_landing(started_at=NOW, returned_at=AFTER)
    make_landing(cancelled_at=NOW)
    make_landing(started_at=NOW)

    assert [register_missing(), register_missing()] == [1, 0]
    assert list(Dealing.objects.values_list("kind", "subject")) == [("stay", ended.pk)]
