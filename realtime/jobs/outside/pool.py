"""The pool: threads of their own for outside work, so that none of the worker's waits for the world.

A thread is started when there is work, takes the next job as long as there is one, and ends. One kind may have all of
them but one in three; and one thread beside them takes nothing but what is urgent.

A time limit is kept in three ways. Sockets have limits of their own. When an attempt's time is over, it is told to let
go (`Work.when_late`), its job waits for the next attempt, and its thread no longer counts: another takes its place, and
the token keeps it from writing. And where so many threads hang that nothing can interrupt, the process ends, to be
started anew. What died with its process is claimed again when its lease has run out.
"""

import logging
import os
import signal
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from celery import shared_task
from celery.signals import worker_process_shutdown, worker_shutdown
from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone

from realtime.jobs.outside import attempts
from realtime.jobs.outside.adding import WAKE
from realtime.jobs.outside.kinds import Priority, Work, kind_named
from realtime.jobs.outside.models import OutsideJob

log = logging.getLogger("kontor.jobs")
HANGING: Final = 4
"""So many times its size may hang before the process ends."""
PATIENCE: Final = 5.0
"""Seconds that what is being done may take when the worker ends."""


def _end_process() -> None:
    log.error("too many threads of outside work hang: this process ends")
    os.kill(os.getpid(), signal.SIGTERM)


class Pool:
    def __init__(self, size: int, *, give_up: Callable[[], object] = _end_process) -> None:
        self.size = size
        self._share = max(1, size - max(1, size // 3))
        self._give_up = give_up
        self._changed = threading.Condition()
        self._claiming = threading.Lock()
        self._threads: dict[threading.Thread, Priority] = {}
        self._doing: dict[threading.Thread, Work] = {}
        self._hanging: set[threading.Thread] = set()
        self._again = False
        self._stopping = False

    def wake(self) -> None:
        """Have one thread more look for work; where there is no room, one for what is urgent."""
        with self._changed:
            if not self._start(Priority.LATER):
                self._again = True
                self._start(Priority.URGENT)

    def stop(self, *, patience: float = PATIENCE) -> bool:
        """Begin nothing more. Whether all was done in so many seconds; what was not is another's after its lease."""
        with self._changed:
            self._stopping = True
            return self._changed.wait_for(lambda: not self._threads, patience)

    def at_work(self) -> int:
        """How many jobs are being done, late ones not counted."""
        with self._changed:
            return len(self._doing)

    def _start(self, up_to: Priority) -> bool:
        """Under the lock. False where there is no room."""
        room = self.size if up_to == Priority.LATER else 1
        if self._stopping or Counter(self._threads.values())[up_to] >= room:
            return False
        thread = threading.Thread(target=self._run, args=(up_to,), name=f"outside-{up_to.name.lower()}", daemon=True)
        self._threads[thread] = up_to
        thread.start()
        return True

    def _run(self, up_to: Priority) -> None:
        me = threading.current_thread()
        try:
            while self._is_ours(me) and (claimed := self._claim(up_to, me)):
                with self._changed:
                    # Where there was one there may be more.
                    self._start(Priority.LATER)
                self._do(*claimed, me)
        except DatabaseError:  # the database is away: the clock wakes us again
            log.exception("a thread of outside work lost the database")
        finally:
            connections.close_all()
            self._end(me)

    def _is_ours(self, thread: threading.Thread) -> bool:
        with self._changed:
            return thread in self._threads and not self._stopping

    def _claim(self, up_to: Priority, me: threading.Thread) -> tuple[OutsideJob, Work] | None:
        """One after the other, so that no kind gets more than its share."""
        with self._claiming:
            with self._changed:
                busy = Counter(work.kind for work in self._doing.values())
            full = [] if up_to == Priority.URGENT else [name for name, times in busy.items() if times >= self._share]
            job = attempts.claim(timezone.now(), up_to=up_to, but=full)
            if job is None:
                return None
            work = attempts.work_on(job)
            with self._changed:
                self._doing[me] = work
        return job, work

    def _do(self, job: OutsideJob, work: Work, me: threading.Thread) -> None:
        watch = threading.Timer(kind_named(job.kind).limit.total_seconds(), self._late, (job, work, me))
        watch.daemon = True
        watch.start()
        try:
            attempts.attempt(job, work)
        finally:
            watch.cancel()
            with self._changed:
                self._doing.pop(me, None)

    def _late(self, job: OutsideJob, work: Work, thread: threading.Thread) -> None:
        """In the watch's own thread."""
        with self._changed:
            if self._doing.get(thread) is not work:
                return
            del self._doing[thread], self._threads[thread]
            self._hanging.add(thread)
            hang = len(self._hanging)
        try:
            limit = kind_named(job.kind).limit.total_seconds()
            log.warning("outside job %s took too long: %s %s", job.pk, job.kind, job.key)
            attempts.fail(job, f"Its time was over: {limit:g} seconds.", timezone.now())
            work.interrupt()
        finally:
            connections.close_all()
            self.wake()
            if hang >= HANGING * self.size:
                self._give_up()

    def _end(self, me: threading.Thread) -> None:
        with self._changed:
            lane = self._threads.pop(me, None)
            self._hanging.discard(me)
            if lane == Priority.LATER and self._again:
                # Somebody called while all were busy, perhaps after this one had looked.
                self._again = False
                self._start(Priority.LATER)
            self._changed.notify_all()


_pool: Pool | None = None
_making = threading.Lock()


def pool() -> Pool:
    """This process's, made when it first has something to do."""
    global _pool
    with _making:
        if _pool is None:
            _pool = Pool(settings.OUTSIDE_THREADS)
        return _pool


@shared_task(name=WAKE, ignore_result=True)
def wake() -> None:
    pool().wake()


@worker_shutdown.connect
@worker_process_shutdown.connect
def _stop(**_: Any) -> None:
    if _pool is not None and not _pool.stop():
        log.warning("outside work was still going on when the worker ended")
