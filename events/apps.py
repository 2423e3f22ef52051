from importlib import import_module

from django.apps import AppConfig

from ground.web import policies


class Events(AppConfig):
    name = "events"

    def ready(self) -> None:
        policies.declare_roles("exhibitor", "organiser")
        import_module("events.wiring")
