"""Debounced work: what may be done at once, but not too often. The last that was asked for is never left out."""

import logging
import threading
import time
from collections.abc import Callable

log = logging.getLogger("kontor.jobs")


class Debounced:
    """`soon()` runs `work` in the caller's thread, or, within `seconds` of the last time, once when they are over.

    It may be called from any thread. A process that ends first leaves out what was still to come.
    """

    def __init__(self, work: Callable[[], object], *, seconds: float) -> None:
        self._work = work
        self._seconds = seconds
        self._lock = threading.Lock()
        self._last = float("-inf")
        self._timer: threading.Timer | None = None

    def soon(self) -> None:
        with self._lock:
            if self._timer is not None:
                return
            rest = self._last + self._seconds - time.monotonic()
            if rest > 0:
                self._timer = threading.Timer(rest, self._late)
                self._timer.daemon = True
                self._timer.start()
                return
            self._last = time.monotonic()
        self._work()

    def _late(self) -> None:
        with self._lock:
            self._timer = None
            self._last = time.monotonic()
        try:
            self._work()
        except Exception:  # nobody waits for this thread's answer
            log.exception("what was put off failed")
