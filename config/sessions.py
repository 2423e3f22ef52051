"""Sessions that have ended are swept: each row is somebody's log-in that nobody can use any more."""

from importlib import import_module

from celery import shared_task
from django.conf import settings


@shared_task(name="config.sessions.sweep")
def sweep() -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
