from importlib import import_module

from django.apps import AppConfig


class Landings(AppConfig):
    name = "landings"

    def ready(self) -> None:
        import_module("landings.wiring")
