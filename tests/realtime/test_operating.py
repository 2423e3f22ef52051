"""What those who run the site see, and may try again."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from realtime.jobs import handlers, queue
from realtime.jobs.queue import Job
from realtime.streams import open_stream, publish
from tests.factories.members import make_member
from tests.realtime.facts_for_tests import Happened
from tests.realtime.test_queue import note

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(log_in):
    return log_in(make_member(is_staff=True))


def die(times=1):
    """Reactions that were given up."""
    assert handlers.handler_named(f"{note.__module__}.note")
    with transaction.atomic():
        stream = open_stream("test")
        for _ in range(times):
            publish(Happened(what="fail"), to=stream, by=None, at=timezone.now())
    later = timezone.now()
    for _ in range(queue.ATTEMPTS):
        later += timedelta(hours=1)
        queue.run_due(now=later)
    return list(Job.objects.filter(dead_at__isnull=False).order_by("pk"))


def test_it_is_for_the_staff_alone(client, log_in):
    assert client.get("/operating/").status_code == 302
    assert log_in(make_member()).get("/operating/").status_code == 403
    assert log_in(make_member()).get("/metrics").status_code == 403


def test_a_dead_letter_is_shown_with_its_reason_and_may_be_tried_again(operator):
    [dead] = die()
    page = operator.get("/operating/").content.decode()
    assert "ValueError: cannot" in page and dead.handler in page
    answer = operator.post(f"/operating/dead/{dead.pk}/retry/", follow=True)
    assert "It is tried again now." in answer.content.decode()
    dead.refresh_from_db()
    assert (dead.dead_at, dead.attempts) == (None, 0)
    answer = operator.post(f"/operating/dead/{dead.pk}/retry/", follow=True)
    assert "It is not dead" in answer.content.decode()
    assert operator.post("/operating/dead/999999/retry/").status_code == 404


def test_a_page_of_three_asks_no_more_than_of_one(operator, count_queries):
    die()
    one = count_queries(lambda: operator.get("/operating/"))
    die(2)
    assert count_queries(lambda: operator.get("/operating/")) == one


def test_dead_letters_are_paged_by_key(operator, monkeypatch):
    monkeypatch.setattr("realtime.operating.dead_letters.PAGE", 2)
    letters = die(3)
    page = operator.get("/operating/").content.decode()
    assert f"/dead/{letters[0].pk}/" not in page
    key = operator.get("/operating/").context["next_key"]
    assert f"/dead/{letters[0].pk}/" in operator.get(f"/operating/?before={key}").content.decode()
    assert operator.get("/operating/?before=x").status_code == 200


def test_metrics_are_read_by_staff_and_with_the_token(operator):
    with transaction.atomic():
        publish(Happened(what="good"), to=open_stream("test"), by=None, at=timezone.now() - timedelta(seconds=90))
    text = operator.get("/metrics").content.decode()
    figures = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert float(figures["kontor_jobs_waiting"]) >= 1
    assert float(figures["kontor_jobs_age_seconds"]) >= 90
    assert {"kontor_sockets", 'kontor_delivery_seconds_bucket{le="+Inf"}', "kontor_gaps_total"} <= set(figures)
    with override_settings(METRICS_TOKEN="secret"):
        ask = Client()
        assert ask.get("/metrics", headers={"authorization": "Bearer secret"}).status_code == 200
        assert ask.get("/metrics", headers={"authorization": "Bearer other"}).status_code == 403
    assert Client().get("/metrics", headers={"authorization": "Bearer "}).status_code == 403
