"""Keeps the search index of members and organisations: by the save, and only where a word that is searched may change.

modelsearch would index anew at every save: each log-in (`last_login`) would cost six statements more.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from modelsearch.index import Indexed
from modelsearch.signal_handlers import post_delete_signal_handler, post_save_signal_handler

from network.members.models import Member
from network.organisations.models import Organisation


def searched(model: type[Indexed]) -> frozenset[str]:
    """What the words come from that find a row. Whoever changes a related row (`services`) indexes anew himself."""
    return frozenset(field.field_name for field in model.get_search_fields())


def index_saved(
    sender: type[Model], instance: Model, update_fields: frozenset[str] | None = None, **how_saved: Any
) -> None:
    if update_fields is None or update_fields & searched(sender):
        post_save_signal_handler(instance, **how_saved)


for model in (Member, Organisation):
    post_save.connect(index_saved, sender=model)
    post_delete.connect(post_delete_signal_handler, sender=model)
