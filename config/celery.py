"""The worker, and the visible table of the clock: every sweep, and how often it runs (seconds)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")

app = Celery("kontor")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["realtime", "network", "events", "landings"], related_name="wiring")

app.conf.beat_schedule = {
    "floors": {"task": "events.floors.sweep", "schedule": 5.0},
    "shows": {"task": "events.shows.sweep", "schedule": 20.0},
    "reactions": {"task": "realtime.outbox.sweep", "schedule": 3.0},
    "mail": {"task": "realtime.mail.sweep", "schedule": 5.0},
    "introductions": {"task": "network.introductions.sweep", "schedule": 60.0},
    "matches": {"task": "landings.matching.expire", "schedule": 60.0},
    "stays": {"task": "landings.placements.turn", "schedule": 300.0},
    "letters": {"task": "landings.letters.sweep", "schedule": 60.0},
}
