from importlib import import_module

from django.apps import AppConfig


class Events(AppConfig):
    name = "events"

    def ready(self) -> None:
        import_module("events.wiring")
