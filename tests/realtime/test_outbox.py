from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from realtime import outbox, reactions
from realtime.outbox import Outbox, run_due
from realtime.streams import open_stream, publish
from tests.realtime.facts_for_tests import Happened

seen = []


def note(event):
    if event.told.what == "fail":
        raise ValueError("cannot")
    seen.append(event.told.what)


if reactions.reaction_named(f"{__name__}.note") is None:
    reactions.on(Happened)(note)


def happen(what):
    with transaction.atomic():
        publish(Happened(what=what), to=open_stream("test"), by=None, at=timezone.now())


@pytest.mark.django_db
def test_a_reaction_runs_once():
    seen.clear()
    happen("good")
    assert run_due(now=timezone.now()) == 1
    assert run_due(now=timezone.now()) == 0
    assert seen == ["good"]


@pytest.mark.django_db
def test_a_leased_row_is_left_alone_until_its_lease_ends():
    seen.clear()
    happen("good")
    Outbox.objects.update(leased_until=timezone.now() + outbox.LEASE)
    assert run_due(now=timezone.now()) == 0
    assert run_due(now=timezone.now() + outbox.LEASE + timedelta(seconds=1)) == 1


@pytest.mark.django_db
def test_a_failing_reaction_backs_off_and_ends_as_a_dead_letter():
    happen("fail")
    now = timezone.now()
    for _ in range(outbox.ATTEMPTS):
        assert run_due(now=now) == 0
        now += timedelta(hours=1)
    row = Outbox.objects.get()
    assert row.dead_at is not None
    assert row.error == "ValueError: cannot"


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_woken_once_for_a_transaction(monkeypatch):
    woken = []
    monkeypatch.setattr(outbox.sweep, "apply_async", lambda **options: woken.append(options))
    with transaction.atomic():
        happen("first")
        happen("second")
    assert len(woken) == 1
    happen("third")
    assert len(woken) == 2
