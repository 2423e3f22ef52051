"""Keeps the search index of members and organisations: by the save, and only where a word that is searched may change.

modelsearch would index anew at every save: each log-in (`last_login`) would cost six statements more.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from modelsearch.signal_handlers import post_delete_signal_handler

from network.directory import actions
from network.members.models import Member
from network.organisations.facts import ServicesChanged
from network.organisations.models import Organisation
from realtime.jobs.handlers import on
from realtime.streams import Event


def index_saved(sender: Any, instance: Model, update_fields: frozenset[str] | None = None, **how_saved: Any) -> None:
    if not how_saved.get("raw") and (update_fields is None or update_fields & sender.searched):
        actions.put(instance)


for model in (Member, Organisation):
    post_save.connect(index_saved, sender=model)
    post_delete.connect(post_delete_signal_handler, sender=model)


@on(ServicesChanged)
def index_services(event: Event) -> None:
    """What it sells is found: and its words are known."""
    for organisation in Organisation.objects.filter(stream=event.stream_id):
        actions.put(organisation)
