"""Metrics of this process and of the work that waits, in Prometheus' text format."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from realtime.delivery import hub
from realtime.delivery.timings import DELIVERY
from realtime.jobs import queue
from realtime.jobs.outside import letters
from realtime.operating import heartbeats

COUNTED: Final = {
    "arrivals": "Sockets that came.",
    "hints": "Words that a stream had moved.",
    "fetches": "Readings of the database for channels.",
    "events": "Events handed out to channels.",
    "frames": "Frames made of them.",
    "resumes": "Subscriptions that had missed something, and were given it.",
    "gaps": "Clients that were told to fetch their page anew.",
}
OUTSIDE: Final = {
    "waiting": "Outside jobs that are due.",
    "running": "Outside jobs that a pool has.",
    "age_seconds": "Since when the oldest of those that are due waits.",
    "dead": "Outside jobs that were given up.",
}


def exposition(now: datetime) -> bytes:
    """All of them at this moment. It asks the database."""
    registry = CollectorRegistry()
    registry.register(_ThisProcess())
    registry.register(DELIVERY)
    registry.register(_WaitingWork(now))
    return generate_latest(registry)


class _ThisProcess(Collector):
    def collect(self) -> Iterator[Metric]:
        hubs = hub.all_here()
        connections = [one for each in hubs for one in each.subscriptions.connections()]
        channels = sum(len(one.subscriptions.channels) for one in hubs)
        stalled = sum(one.stalled_at is not None for one in connections)
        lag = max((one.timings.lag for one in hubs), default=0.0)
        yield GaugeMetricFamily("kontor_sockets", "Open sockets.", len(connections))
        yield GaugeMetricFamily("kontor_streams", "Streams that somebody follows.", channels)
        yield GaugeMetricFamily("kontor_stalled_sockets", "Whose credits are used up, or whose line is full.", stalled)
        yield GaugeMetricFamily("kontor_loop_lag_seconds", "How late the loop comes back.", lag)
        yield GaugeMetricFamily(
            "kontor_unacknowledged_bytes",
            "Sent as events and not acknowledged.",
            sum(one.waiting_bytes for one in connections),
        )
        for name, words in COUNTED.items():
            yield CounterMetricFamily(f"kontor_{name}", words, sum(one.tally[name] for one in hubs))


class _WaitingWork(Collector):
    def __init__(self, now: datetime) -> None:
        self._now = now

    def collect(self) -> Iterator[Metric]:
        state, felt = queue.state(now=self._now), heartbeats.felt()
        yield GaugeMetricFamily("kontor_jobs_waiting", "Jobs that are due.", state.waiting)
        yield GaugeMetricFamily("kontor_jobs_age_seconds", "Since when the oldest of them waits.", state.age)
        yield GaugeMetricFamily("kontor_jobs_dead", "Jobs that were given up.", state.dead)
        yield GaugeMetricFamily("kontor_workers", "Workers that said lately that they live.", felt.workers)
        yield GaugeMetricFamily("kontor_clock_up", "1 while the clock ticks.", int(felt.clock_ticks))
        yield from _of_outside_work(letters.states(now=self._now))


def _of_outside_work(states: Sequence[letters.KindState]) -> Iterator[Metric]:
    """Each figure of each kind; a kind of which all is done is left out."""
    for name, words in OUTSIDE.items():
        family = GaugeMetricFamily(f"kontor_outside_{name}", words, labels=["kind"])
        for state in states:
            family.add_metric([state.kind], getattr(state, name.removesuffix("_seconds")))
        yield family
