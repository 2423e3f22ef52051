"""The worker, and the visible table of the clock: every sweep, and how often it runs (seconds)."""

import os
from typing import Any, Final

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")

# A request waits for it: half a second where the broker hangs, not at all where it is dead. The sweeps do the rest.
HASTE: Final = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 0}


class Kontor(Celery):
    """Who consumes waits for the broker as long as it likes; who publishes gives up soon."""

    def connection_for_write(self, url: str | None = None, **words: Any) -> Any:
        options = HASTE | (words.pop("transport_options", None) or {})
        return super().connection_for_write(url, transport_options=options, **words)


app = Kontor("kontor", include=["config.files", "config.sessions"])
# Of all threads: else a task that a request's thread calls for goes to an app without a broker of ours.
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["realtime", "network", "events", "landings"], related_name="wiring")

app.conf.beat_schedule = {
    "floors": {"task": "events.floors.sweep", "schedule": 5.0},
    "shows": {"task": "events.shows.sweep", "schedule": 20.0},
    "pulse": {"task": "realtime.operating.heartbeats.tick", "schedule": 5.0},
    "jobs": {"task": "realtime.jobs.queue.sweep", "schedule": 3.0},
    "outside": {"task": "realtime.jobs.outside.wake", "schedule": 3.0},
    "old_jobs": {"task": "realtime.jobs.outside.tidy", "schedule": 3600.0},
    "safety": {"task": "network.safety.sweep", "schedule": 10.0},
    "tidying": {"task": "network.safety.tidy", "schedule": 3600.0},
    "tokens": {"task": "network.tokens.tidy", "schedule": 3600.0},
    "introductions": {"task": "network.introductions.sweep", "schedule": 60.0},
    "connections": {"task": "network.connections.sweep", "schedule": 60.0},
    "bookmarks": {"task": "network.bookmarks.sweep", "schedule": 30.0},
    "mydata": {"task": "network.mydata.sweep", "schedule": 600.0},
    "matches": {"task": "landings.matching.expire", "schedule": 60.0},
    "stays": {"task": "landings.placements.turn", "schedule": 300.0},
    "followups": {"task": "network.followups.sweep", "schedule": 60.0},
    "desks": {"task": "network.desk.mend", "schedule": 6 * 3600.0},
    "impact": {"task": "landings.impact.sweep", "schedule": 3600.0},
    "files": {"task": "config.files.sweep", "schedule": 3600.0},
    "sessions": {"task": "config.sessions.sweep", "schedule": 3600.0},
}
