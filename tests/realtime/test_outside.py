"""Outside work: claimed by a lease, done outside any transaction, written down under a token."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from ground.tables.commits import InTransaction
from realtime.jobs import mail, outside
from realtime.jobs.outside import Priority, Result, attempts, kinds, letters
from realtime.jobs.outside.models import OutsideJob
from realtime.streams import open_stream, publish
from tests.factories.members import make_member
from tests.realtime.facts_for_tests import Happened

pytestmark = pytest.mark.django_db
LIMIT = timedelta(seconds=10)
done = []


def do(work):
    done.append((work.key, work.attempt, work.event and work.event.told.what, work.payload))
    if work.payload.get("fail") or (work.event and work.event.told.what == "fail"):
        raise OSError("the other side is away")


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    done.clear()
    monkeypatch.setattr(kinds, "_by_name", {**kinds._by_name})
    monkeypatch.setattr(kinds, "_by_fact", {**kinds._by_fact})
    outside.kind("test", limit=LIMIT, tries=3, back_off=timedelta(seconds=4))(do)
    return kinds.kind_named("test")


def add(key="k", now=None, **words):
    return outside.defer("test", key=key, now=now or timezone.now(), **words)[0]


def run(now=None):
    return attempts.run_due(now=now or timezone.now(), only=["test"])


def test_what_is_deferred_is_done_once_however_often_it_is_asked_for():
    assert add(payload={"n": 1}) == add(payload={"n": 2})
    assert (run(), run()) == (1, 0)
    add()
    assert run() == 0
    assert done == [("k", 1, None, {"n": 1})]


def test_a_fact_has_its_outside_work_done_with_its_event():
    outside.on(Happened, limit=LIMIT)(do)
    with transaction.atomic():
        [event] = publish(Happened(what="good"), to=open_stream("test"), by=None, at=timezone.now())
    assert attempts.run_due(now=timezone.now(), only=[f"{__name__}.do"]) == 1
    assert done == [(str(event.pk), 1, "good", {})]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_work():
    with transaction.atomic():
        add()
        transaction.set_rollback(True)
    assert run() == 0


def test_within_a_transaction_it_is_refused():
    job = add()
    with transaction.atomic():
        with pytest.raises(InTransaction):
            attempts.attempt(job, attempts.work_on(job))
        with pytest.raises(RuntimeError):
            run()
    assert done == []


@pytest.mark.django_db(transaction=True)
def test_it_works_outside_any_transaction_and_writes_its_result_in_one():
    open_then = []
    outside.kind("looks")(lambda work: look() or Result(look))

    def look():
        open_then.append(transaction.get_connection().in_atomic_block)

    outside.defer("looks", key="k", now=timezone.now())
    assert attempts.run_due(now=timezone.now(), only=["looks"]) == 1
    assert open_then == [False, True]


def test_what_the_result_writes_is_undone_where_the_job_cannot_be_marked():
    def write():
        add("another")
        raise ValueError("no")

    outside.kind("writes")(lambda work: Result(write))
    outside.defer("writes", key="k", now=timezone.now())
    assert attempts.run_due(now=timezone.now(), only=["writes"]) == 0
    assert OutsideJob.objects.get().error == "ValueError: no"


def test_it_waits_twice_as_long_each_time_with_chance_and_dies_after_its_last_attempt(kind):
    add(payload={"fail": 1})
    now, waits = timezone.now(), []
    for _ in range(kind.tries):
        assert run(now) == 0
        job = OutsideJob.objects.get()
        waits.append((job.due_at - now).total_seconds())
        now = job.due_at
    assert [8 <= waits[0] < 13, 16 <= waits[1] < 25] == [True, True]
    assert (job.attempts, job.error) == (3, "OSError: the other side is away")
    assert job.dead_at is not None
    assert run(now + timedelta(days=1)) == 0
    assert len(done) == 3


def test_chance_keeps_apart_what_failed_together(kind):
    assert len({kind.wait_after(1) for _ in range(20)}) > 10
    assert kind.wait_after(40) <= 1.5 * kinds.LONGEST_WAIT


def test_who_comes_while_it_is_leased_is_sent_away_and_after_that_takes_it(kind):
    job, now = add(), timezone.now()
    assert attempts.claim(now).pk == job.pk
    assert attempts.claim(now + LIMIT) is None
    assert attempts.claim(now + kind.lease).pk == job.pk


def test_who_lost_it_to_another_cannot_mark_it(kind):
    wrote = []
    outside.kind("slow")(lambda work: Result(lambda: wrote.append(work.attempt)))
    outside.defer("slow", key="k", now=timezone.now())
    now = timezone.now()
    first = attempts.claim(now)
    second = attempts.claim(now + timedelta(hours=1))
    assert attempts.attempt(first, attempts.work_on(first)) is False
    assert (OutsideJob.objects.get().done_at, wrote) == (None, [])
    attempts.fail(first, "late", now)
    assert OutsideJob.objects.get().error == ""
    assert attempts.attempt(second, attempts.work_on(second)) is True
    assert wrote == [2]


def test_who_is_late_while_nobody_else_has_begun_may_still_say_that_it_is_done():
    """Else what went out would go out again."""
    job = add()
    ours = attempts.claim(timezone.now())
    attempts.fail(ours, "Its time was over.", timezone.now())
    assert attempts.attempt(ours, attempts.work_on(ours)) is True
    job.refresh_from_db()
    assert (job.error, job.dead_at, job.done_at is None) == ("", None, False)


def test_what_takes_its_worker_down_each_time_is_given_up(kind):
    add()
    now = timezone.now()
    for _ in range(kind.tries):
        now += kind.lease
        assert attempts.claim(now)
    assert attempts.claim(now + kind.lease) is None
    job = OutsideJob.objects.get()
    assert job.dead_at is not None
    assert "Its worker ended" in job.error


def test_a_kind_that_nobody_knows_is_a_dead_letter_in_the_end():
    outside.defer("of.another.release", key="k", now=timezone.now())
    now = timezone.now()
    for _ in range(8):
        attempts.run_due(now=now, only=["of.another.release"])
        now += timedelta(hours=2)
    assert letters.dead().get().error.startswith("LookupError")


def test_a_thousand_letters_do_not_hold_up_a_log_ins():
    now = timezone.now()
    for number in range(30):
        mail.send_once(key=f"k{number}", to="a@b.example", subject="s", text="t", now=now - timedelta(hours=1))
    mail.send_once(key="code", to="a@b.example", subject="s", text="t", now=now, priority=Priority.URGENT)
    assert attempts.claim(now).key == "code"
    assert attempts.claim(now).key == "k0"


def test_a_mail_of_log_in_is_urgent(client):
    client.post("/account/password/reset/", {"email": make_member().email})
    assert [job.priority for job in OutsideJob.objects.all()] == [Priority.URGENT]


def test_dead_letters_are_tried_again_with_all_their_attempts():
    job, now = add(payload={"fail": 1}), timezone.now()
    OutsideJob.objects.update(dead_at=now, attempts=3, token=3)
    assert letters.retry(OutsideJob.objects.filter(pk=job.pk), now=now) == 1
    assert letters.retry(OutsideJob.objects.filter(pk=job.pk), now=now) == 0
    assert run(now) == 0
    job.refresh_from_db()
    assert (job.attempts, job.token, job.dead_at) == (1, 4, None)


def test_who_discards_a_mail_throws_its_words_away():
    mail.send_once(key="k", to="a@b.example", subject="s", text="a personal link", now=timezone.now())
    job = OutsideJob.objects.get()
    assert letters.discard(job.pk, by=1) is False
    OutsideJob.objects.update(dead_at=timezone.now())
    assert letters.discard(job.pk, by=1) is True
    assert (OutsideJob.objects.count(), mail.Mail.objects.count()) == (0, 0)


def test_nothing_is_kept_for_ever(monkeypatch):
    monkeypatch.setattr(letters, "BATCH", 1)
    now = timezone.now()
    for key, done_days, dead_days in (
        ("done", 31, None),
        ("done too", 32, None),
        ("done lately", 29, None),
        ("dead", None, 91),
        ("dead lately", None, 89),
    ):
        job = add(key)
        job.done_at = done_days and now - timedelta(days=done_days)
        job.dead_at = dead_days and now - timedelta(days=dead_days)
        job.save()
    add("waits")
    assert letters.forget_old(now=now) == 3
    assert set(OutsideJob.objects.values_list("key", flat=True)) == {"done lately", "dead lately", "waits"}


def test_what_is_sent_outlives_its_job():
    now = timezone.now()
    mail.send_once(key="k", to="a@b.example", subject="s", text="t", now=now)
    assert mail.send_due(now=now) == 1
    letters.forget_old(now=now + timedelta(days=31))
    mail.send_once(key="k", to="a@b.example", subject="s", text="t", now=now)
    assert (mail.Mail.objects.count(), OutsideJob.objects.count()) == (1, 0)
