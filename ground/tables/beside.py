"""Rows that lead to those in hand by a foreign key, held by these as `prefetch_related` would have it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import models

from ground.tables.worded import Worded


class Beside:
    """`rows` makes the query for all of them, in order; it is asked for once, when the models are there."""

    def __init__(self, owner: Callable[[], type[models.Model]], relation: str, rows: Callable[[Any], Any]) -> None:
        self._owner, self._relation, self._rows = owner, relation, rows
        self._worded: Worded[models.Model] = Worded(self._of)

    def ask(self, owners: Iterable[models.Model]) -> Callable[[], None]:
        """Of those that do not hold them yet. They hold them once the answer has been called for."""
        lacking = [owner for owner in owners if not holds(owner, self._relation)]
        told = self._worded.ask(keys=sorted({owner.pk for owner in lacking}))

        def hold_all() -> None:
            found: dict[int, list[models.Model]] = {owner.pk: [] for owner in lacking}
            by_key = {owner.pk: owner for owner in lacking}
            for row in told.objects():
                key = getattr(row, self._field.attname)
                self._field.set_cached_value(row, by_key[key])
                found[key].append(row)
            for owner in lacking:
                hold(owner, self._relation, found[owner.pk])

        return hold_all

    @property
    def _field(self) -> Any:
        return self._owner()._meta.get_field(self._relation).field  # type: ignore[union-attr]  # of the other side

    def _of(self, keys: Sequence[int]) -> models.QuerySet[models.Model]:
        found: models.QuerySet[models.Model] = self._rows(self._field.model._default_manager)
        return found.filter(**{f"{self._field.attname}__in": keys})


def holds(owner: models.Model, relation: str) -> bool:
    return relation in getattr(owner, "_prefetched_objects_cache", ())


def hold(owner: models.Model, relation: str, rows: list[Any]) -> None:
    """`owner.relation.all()` gives these, and asks nobody: where Django keeps what it prefetched."""
    # A relation's model is known once the apps are loaded.
    held: Any = owner._meta.get_field(relation).related_model._default_manager.all()  # type: ignore[union-attr]
    held._result_cache, held._prefetch_done = rows, True
    if not hasattr(owner, "_prefetched_objects_cache"):
        owner._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # where Django's own managers look
    owner._prefetched_objects_cache[relation] = held  # type: ignore[attr-defined]
