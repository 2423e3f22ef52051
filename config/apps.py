from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class StaffsSite(AdminConfig):
    default_site = "config.staff.Staff"


class Configuration(AppConfig):
    name = "config"

    def ready(self) -> None:
        # The web process wakes the worker: it must know the broker. Checks are registered by what they are about.
        from config import celery, checks, second_step  # noqa: F401
        from ground.words.mail_addresses import take_every_script

        take_every_script()
