"""The pool: what hangs neither fills it for ever nor delays what is urgent, what is of another kind, or inside work."""

import statistics
import threading
import time
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from ground.tables.commits import InTransaction
from realtime.jobs import handlers, mail, outside, queue
from realtime.jobs.outside import Priority, kinds
from realtime.jobs.outside.models import OutsideJob
from realtime.jobs.outside.pool import Pool
from realtime.streams import open_stream, publish
from tests.realtime.facts_for_tests import Happened
from tests.realtime.silent_server import silent_server
from tests.realtime.test_queue import note
from tests.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30
ROUNDS = 20


def is_done(key):
    return OutsideJob.objects.filter(key=key).exclude(done_at=None).exists()


@pytest.fixture(autouse=True)
def kinds_of_this_test(monkeypatch):
    monkeypatch.setattr(kinds, "_by_name", {**kinds._by_name})


@pytest.fixture
def ends():
    """Set when the test is over: what hangs comes back."""
    over = threading.Event()
    yield over
    over.set()


@pytest.fixture
def hanging(ends):
    def hang(limit=timedelta(seconds=60), name="hangs"):
        outside.kind(name, limit=limit, tries=2)(lambda work: ends.wait() and None)
        return name

    return hang


@pytest.fixture
def make_pool(ends):
    made = []

    def make(size, **words):
        made.append(Pool(size, **words))
        return made[-1]

    yield make
    ends.set()
    for pool in made:
        assert pool.stop(patience=PATIENCE)
        until(lambda pool=pool: not pool._hanging)


def add(kind, times=1, **words):
    for number in range(times):
        outside.defer(kind, key=f"{kind} {number}", now=timezone.now(), **words)


def test_all_that_is_due_is_done_by_as_many_as_there_is_room_for(make_pool):
    together = threading.Barrier(3, timeout=PATIENCE)
    outside.kind("meets")(lambda work: together.wait() and None)
    add("meets", 6)
    make_pool(5).wake()
    until(lambda: OutsideJob.objects.exclude(done_at=None).count() == 6)


def test_a_kind_that_hangs_leaves_room_for_others(make_pool, hanging):
    add(hanging(), 6)
    outside.kind("quick")(lambda work: None)
    pool = make_pool(3)
    pool.wake()
    until(lambda: pool.at_work() == 2)
    add("quick")
    pool.wake()
    until(lambda: is_done("quick 0"))


def test_the_urgent_has_a_thread_of_its_own(make_pool, hanging):
    add(hanging(name="one"), 3)
    add(hanging(name="two"), 3)
    pool = make_pool(3)
    pool.wake()
    until(lambda: pool.at_work() == 3)
    outside.kind("code", priority=Priority.URGENT)(lambda work: None)
    add("code")
    pool.wake()
    until(lambda: is_done("code 0"))


def test_who_takes_too_long_makes_room_and_is_tried_again(make_pool, hanging):
    gave_up = threading.Event()
    add(hanging(limit=timedelta(seconds=0.2)), 3)
    outside.kind("quick", priority=Priority.LATER)(lambda work: None)
    add("quick")
    pool = make_pool(1, give_up=gave_up.set)
    pool.wake()
    until(lambda: is_done("quick 0"))
    late = OutsideJob.objects.filter(kind="hangs")
    assert set(late.values_list("error", "leased_until", "attempts")) == {("Its time was over: 0.2 seconds.", None, 1)}
    assert not gave_up.is_set()
    add("hangs", 4)
    outside.defer("hangs", key="one too many", now=timezone.now())
    pool.wake()
    until(gave_up.is_set)


def test_a_server_that_says_nothing_is_hung_up_on(make_pool, settings, monkeypatch):
    """Its own limit would be longer here than that of the attempt, as with one that says a letter now and then."""
    settings.EMAIL_BACKEND = "realtime.jobs.smtp.SmtpBackend"
    settings.EMAIL_TIMEOUT = None
    settings.EMAIL_HOST = "127.0.0.1"
    kind = kinds.kind_named(mail.KIND)
    outside.kind("quick mail", limit=timedelta(seconds=0.5))(kind.do)
    monkeypatch.setitem(kinds._by_name, mail.KIND, kinds._by_name["quick mail"])
    monkeypatch.setattr(kinds.Work, "left", lambda work: 600)
    pool = make_pool(2)
    with silent_server() as settings.EMAIL_PORT:
        mail.send_once(key="k", to="a@b.example", subject="s", text="t", now=timezone.now())
        pool.wake()
        until(lambda: OutsideJob.objects.get().error.startswith("Its time was over"))
        until(lambda: not pool._hanging)
    assert OutsideJob.objects.get().attempts == 1


def test_who_stops_waits_for_what_is_being_done(make_pool, ends, hanging):
    add(hanging(), 2)
    pool = make_pool(1)
    pool.wake()
    until(lambda: pool.at_work() == 1)
    assert pool.stop(patience=0.05) is False
    ends.set()
    assert pool.stop(patience=PATIENCE) is True
    assert OutsideJob.objects.exclude(done_at=None).count() == 1


def seconds_from_fact_to_inside_work():
    """The middle of several."""
    assert handlers.handler_named(f"{note.__module__}.note")
    stream, took = open_stream("test"), []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        with transaction.atomic():
            publish(Happened(what="good"), to=stream, by=None, at=timezone.now())
        assert queue.run_due(now=timezone.now()) == 1
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def test_inside_work_is_done_as_soon_while_all_outside_work_hangs(make_pool, settings):
    settings.EMAIL_BACKEND = "realtime.jobs.smtp.SmtpBackend"
    settings.EMAIL_TIMEOUT = 2 * PATIENCE
    settings.EMAIL_HOST = "127.0.0.1"
    seconds_from_fact_to_inside_work()
    without = seconds_from_fact_to_inside_work()
    pool = make_pool(4)
    with silent_server() as settings.EMAIL_PORT:
        for number in range(50):
            mail.send_once(key=f"k{number}", to="a@b.example", subject="s", text="t", now=timezone.now())
        pool.wake()
        until(lambda: pool.at_work() == 3)
        with_it = seconds_from_fact_to_inside_work()
        assert pool.at_work() == 3
        pool.stop(patience=0)
        for work in list(pool._doing.values()):
            work.interrupt()
    assert with_it < 2 * without + 0.05


def test_the_negative_control_what_waits_within_a_transaction_holds_up_others_and_is_refused(settings):
    """As mail would, sent from a handler inside: on SQLite nobody else could write meanwhile."""
    settings.EMAIL_BACKEND = "realtime.jobs.smtp.SmtpBackend"
    with transaction.atomic(), pytest.raises(InTransaction):
        EmailMessage("s", "t", "a@b.example", ["c@d.example"]).send()
