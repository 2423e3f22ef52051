from django.apps import AppConfig


class Configuration(AppConfig):
    name = "config"

    def ready(self) -> None:
        # The web process wakes the worker: it must know the broker.
        from config import celery  # noqa: F401
