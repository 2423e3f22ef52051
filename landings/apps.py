from importlib import import_module

from django.apps import AppConfig

from ground.web import policies


class Landings(AppConfig):
    name = "landings"

    def ready(self) -> None:
        policies.declare_roles("host", "finance", "officer")
        import_module("landings.wiring")
