"""What those who run the site see of outside work, and may do about what was given up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from realtime.jobs import mail
from realtime.jobs.outside.models import OutsideJob
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(log_in):
    return log_in(make_member(is_staff=True))


def die(times=1, kind="mail"):
    now = timezone.now()
    for _ in range(times):
        number = OutsideJob.objects.count()
        OutsideJob.objects.create(
            kind=kind, key=f"k{number}", made_at=now, due_at=now, attempts=12, dead_at=now, error="OSError: away"
        )
    return list(OutsideJob.objects.order_by("pk"))


def wait(seconds):
    mail.send_once(
        key="waits", to="a@b.example", subject="s", text="t", now=timezone.now() - timedelta(seconds=seconds)
    )


def test_it_is_for_the_staff_alone(client, log_in):
    assert client.get("/operating/outside/").status_code == 302
    assert log_in(make_member()).get("/operating/outside/").status_code == 403


def test_each_kind_is_shown_with_what_waits_and_what_was_given_up(operator):
    page = operator.get("/operating/outside/").content.decode()
    assert "Nothing was given up." in page and "all mail is out" in page
    wait(90)
    die(2)
    for address in ("/operating/outside/", "/operating/"):
        answer = operator.get(address)
        page = answer.content.decode()
        assert "<code>mail</code>" in page and ">late<" in page
    [state] = operator.get("/operating/outside/").context["kinds"]
    assert (state.kind, state.waiting, state.running, state.dead) == ("mail", 1, 0, 2)
    assert 90 <= state.age < 120


def test_a_dead_letter_is_tried_again_or_discarded(operator):
    first, second = die(2)
    assert "OSError: away" in operator.get("/operating/outside/").content.decode()
    answer = operator.post(f"/operating/outside/{first.pk}/retry/", follow=True)
    assert "It is tried again now." in answer.content.decode()
    answer = operator.post(f"/operating/outside/{first.pk}/retry/", follow=True)
    assert "It is not dead" in answer.content.decode()
    answer = operator.post(f"/operating/outside/{first.pk}/discard/", follow=True)
    assert "It is not dead" in answer.content.decode()
    answer = operator.post(f"/operating/outside/{second.pk}/discard/", follow=True)
    assert "It is discarded" in answer.content.decode()
    assert list(OutsideJob.objects.values_list("pk", "dead_at")) == [(first.pk, None)]
    for step in ("retry", "discard"):
        assert operator.post(f"/operating/outside/999999/{step}/").status_code == 404


def test_who_discards_is_asked_first(client, log_in):
    [letter] = die()
    client.force_login(make_member(is_staff=True), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/operating/outside/{letter.pk}/discard/")
    assert "cannot be had back" in answer.content.decode()
    assert OutsideJob.objects.exists()


def test_all_of_a_kind_are_tried_again_at_once(operator):
    die(3)
    die(1, kind="other")
    answer = operator.post("/operating/outside/retry/", {"kind": "mail"}, follow=True)
    assert "3 things are tried again now." in answer.content.decode()
    assert [job.kind for job in OutsideJob.objects.exclude(dead_at=None)] == ["other"]
    again = operator.post("/operating/outside/retry/", {"kind": "mail"}, follow=True)
    assert "It is not dead" in again.content.decode()
    assert operator.post("/operating/outside/retry/", follow=True).status_code == 200


def test_a_page_of_three_asks_no_more_than_of_one(operator, count_queries):
    die()
    one = count_queries(lambda: operator.get("/operating/outside/"))
    die(2)
    assert count_queries(lambda: operator.get("/operating/outside/")) == one


def test_dead_letters_are_paged_by_key(operator, monkeypatch):
    monkeypatch.setattr("realtime.operating.dead_letters.PAGE", 2)
    letters = die(3)
    answer = operator.get("/operating/outside/")
    assert f"/{letters[0].pk}/retry/" not in answer.content.decode()
    older = operator.get(f"/operating/outside/?before={answer.context['next_key']}").content.decode()
    assert f"/{letters[0].pk}/retry/" in older


def test_metrics_tell_each_kind(operator):
    wait(90)
    die()
    text = operator.get("/metrics").content.decode()
    figures = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    assert figures['kontor_outside_waiting{kind="mail"}'] == "1.0"
    assert figures['kontor_outside_dead{kind="mail"}'] == "1.0"
    assert float(figures['kontor_outside_age_seconds{kind="mail"}']) >= 90
