from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class StaffsSite(AdminConfig):
    default_site = "config.staff.Staff"


class Configuration(AppConfig):
    name = "config"

    def ready(self) -> None:
        # The web process wakes the worker: it must know the broker. Checks are registered by what they are about.
        from config import baseline, celery, checks, second_step  # noqa: F401 (they register themselves)
        from ground.ui.navigation import VISITORS, Entry, add_entries
        from ground.words.mail_addresses import take_every_script

        take_every_script()
        add_entries(Entry("home", _("Welcome"), "front", ("config.front",), rank=10, audience=VISITORS))
