"""What works unseen is seen: workers, the clock, and how long work has waited."""

import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from realtime.jobs import handlers, mail
from realtime.operating import heartbeats
from realtime.streams import hints, open_stream, publish
from tests.factories.members import make_member
from tests.realtime.conftest import NOBODY
from tests.realtime.facts_for_tests import Happened
from tests.realtime.test_queue import note

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def silence():
    def hush():
        client = hints.client()
        for key in (heartbeats.CLOCK, *client.scan_iter(match="kontor:worker:*")):
            client.delete(key)

    hush()
    yield
    hush()
    heartbeats._over.clear()


def work_waits(seconds):
    assert handlers.handler_named(f"{note.__module__}.note")
    with transaction.atomic():
        publish(Happened(what="good"), to=open_stream("test"), by=None, at=timezone.now() - timedelta(seconds=seconds))


def test_where_nobody_works_it_says_so_and_serves(client):
    work_waits(90)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    said = answer.json()
    assert said["degraded"] == ["worker", "clock", "work"]
    assert (said["ready"], said["workers"], said["clock"]) == (True, 0, False)
    assert 90 <= said["waiting_seconds"] < 120


def test_a_worker_and_the_clock_are_felt_while_they_live(client):
    worker = threading.Thread(target=heartbeats.beat, args=("one",))
    worker.start()
    heartbeats.tick()
    while not heartbeats.felt().workers:
        pass
    felt = heartbeats.felt()
    assert felt.workers == 1
    assert 0 <= felt.clock < heartbeats.TTL
    assert client.get("/readyz").json()["degraded"] == []
    heartbeats._end()
    worker.join()
    assert heartbeats.felt().workers == 0


def test_without_redis_nobody_is_felt(settings):
    settings.REDIS_URL = NOBODY
    hints.client.cache_clear()
    assert heartbeats.felt() == heartbeats.Pulse(0, None)
    hints.client.cache_clear()


def test_a_mail_that_waits_is_work_that_waits():
    now = timezone.now()
    mail.send_once(key="k", to="a@b.example", subject="s", text="t", now=now - timedelta(seconds=70))
    assert heartbeats.age_of_waiting_work(now) == 70
    assert mail.send_due(now=now) == 1
    assert heartbeats.age_of_waiting_work(now) == 0


def test_the_operator_sees_it_on_the_page_and_in_the_figures(log_in):
    browser = log_in(make_member(is_staff=True))
    assert "stands still" in browser.get("/operating/").content.decode()
    heartbeats.tick()
    assert "sweeps are run" in browser.get("/operating/").content.decode()
    figures = browser.get("/metrics").content.decode()
    assert "kontor_workers 0.0\n" in figures
    assert "kontor_clock_up 1.0\n" in figures
