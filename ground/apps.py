from django.apps import AppConfig


class Ground(AppConfig):
    name = "ground"
