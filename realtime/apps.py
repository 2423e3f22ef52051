from importlib import import_module

from django.apps import AppConfig

from ground.web import policies


class Realtime(AppConfig):
    name = "realtime"

    def ready(self) -> None:
        policies.declare_roles("operator")
        import_module("realtime.wiring")
