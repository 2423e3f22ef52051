"""Metrics of this process and of the outbox, in Prometheus' text format (version 0.0.4)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate

from realtime import hub, mail, outbox, pulse
from realtime.meter import BUCKETS

COUNTED = {
    "arrivals": "Sockets that came.",
    "hints": "Words that a stream had moved.",
    "fetches": "Readings of the database for rooms.",
    "events": "Events handed out to rooms.",
    "frames": "Frames made of them.",
    "resumes": "Subscriptions that had missed something, and were given it.",
    "gaps": "Clients that were told to fetch their page anew.",
}


def exposition(now: datetime) -> str:
    return "\n".join([*_of_process(), *_of_outbox(now), *_of_what_works(now), ""])


def _of_process() -> Iterator[str]:
    hubs = hub.all_here()
    yield from _one("kontor_sockets", "gauge", "Open sockets.", sum(len(one.lines) for one in hubs))
    yield from _one("kontor_streams", "gauge", "Streams that somebody follows.", sum(len(one.rooms) for one in hubs))
    waiting = sum(line.waiting_bytes for one in hubs for line in list(one.lines))
    yield from _one("kontor_unacknowledged_bytes", "gauge", "Sent as events and not acknowledged.", waiting)
    lag = max((one.meter.lag for one in hubs), default=0.0)
    yield from _one("kontor_loop_lag_seconds", "gauge", "How late the loop comes back.", lag)
    for name, words in COUNTED.items():
        yield from _one(f"kontor_{name}_total", "counter", words, sum(one.tally[name] for one in hubs))
    stalled = sum(line.stalled_at is not None for one in hubs for line in list(one.lines))
    yield from _one("kontor_stalled_sockets", "gauge", "Whose credits are used up, or whose line is full.", stalled)
    yield from _delivery(hubs)


def _delivery(hubs: "list[hub.Hub]") -> Iterator[str]:
    name = "kontor_delivery_seconds"
    yield f"# HELP {name} From an event's own moment to its being handed out."
    yield f"# TYPE {name} histogram"
    counts = [sum(ones) for ones in zip(*(one.meter.delivery.counts for one in hubs), strict=True)]
    counts = list(accumulate(counts or [0] * (len(BUCKETS) + 1)))
    for bound, count in zip((*map(str, BUCKETS), "+Inf"), counts, strict=True):
        yield f'{name}_bucket{{le="{bound}"}} {count}'
    yield f"{name}_sum {sum(one.meter.delivery.sum for one in hubs)}"
    yield f"{name}_count {counts[-1]}"


def _of_outbox(now: datetime) -> Iterator[str]:
    state = outbox.state(now=now)
    yield from _one("kontor_outbox_waiting", "gauge", "Reactions that are due.", state.waiting)
    yield from _one("kontor_outbox_age_seconds", "gauge", "Since when the oldest of them waits.", state.age)
    yield from _one("kontor_outbox_dead", "gauge", "Reactions that were given up.", state.dead)


def _of_what_works(now: datetime) -> Iterator[str]:
    felt = pulse.felt()
    yield from _one("kontor_workers", "gauge", "Workers that said lately that they live.", felt.workers)
    yield from _one("kontor_clock_up", "gauge", "1 while the clock ticks.", int(felt.clock_ticks))
    yield from _one("kontor_mail_age_seconds", "gauge", "Since when the oldest mail waits.", mail.age_of_waiting(now))


def _one(name: str, kind: str, words: str, value: float) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} {kind}"
    yield f"{name} {value}"
