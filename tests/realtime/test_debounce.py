import threading
import time

from realtime.jobs.debounce import Debounced


def test_the_first_is_done_at_once_and_the_rest_once_at_the_end():
    done, again = [], threading.Event()

    def work():
        done.append(time.monotonic())
        if len(done) > 1:
            again.set()

    throttle, began = Debounced(work, seconds=1), time.monotonic()
    for _ in range(50):
        throttle.soon()
    assert len(done) == 1
    assert again.wait(5)
    assert len(done) == 2
    assert done[1] - began >= 1


def test_what_fails_late_is_logged_and_does_not_stop_the_next(caplog):
    tried = []

    def work():
        tried.append(1)
        if len(tried) == 2:
            raise LookupError("the broker is away")

    throttle = Debounced(work, seconds=0.5)
    throttle.soon()
    throttle.soon()
    end = time.monotonic() + 5
    while time.monotonic() < end and "failed" not in caplog.text:
        threading.Event().wait(0.01)
    assert "what was put off failed" in caplog.text
    while time.monotonic() < end and len(tried) < 3:
        throttle.soon()
    assert len(tried) >= 3
