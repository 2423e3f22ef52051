"""A column that keeps the folded words of another: names are found, and stand in lists, whatever case and accents.

What is ordered by it stands in one order everywhere: a database compares it letter by letter, without a language of
its own (collation C on PostgreSQL, which is what SQLite does by itself).
"""

from collections.abc import Sequence
from typing import Any

from django.db import models

from ground.words.folding import folded


def name_key(name: str) -> str:
    """Two names with the same key are one name to a person: Zéphyr  SYSTEMS and zephyr systems. Lists go by it."""
    return " ".join(folded(name).split())


class NameKeyField(models.CharField):  # type: ignore[type-arg]
    """Written from the column `of` whenever the row is saved, one by one or in bulk."""

    def __init__(self, *, of: str, **options: Any) -> None:
        self.of = of
        super().__init__(**{"max_length": 480, "editable": False, "default": "", **options})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def db_parameters(self, connection: Any) -> Any:
        letter_by_letter = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": letter_by_letter}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = name_key(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key
