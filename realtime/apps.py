from importlib import import_module

from django.apps import AppConfig


class Realtime(AppConfig):
    name = "realtime"

    def ready(self) -> None:
        import_module("realtime.wiring")
