from importlib import import_module

from django.apps import AppConfig

from ground.web import policies


class Network(AppConfig):
    name = "network"

    def ready(self) -> None:
        policies.declare_roles("founder", "commissioner", "stranger")
        import_module("network.wiring")
