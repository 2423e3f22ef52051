"""The baseline: the state with which each area's migrations begin (docs/decisions/0026-migrations-made-anew.md).

A database that an earlier release brought exactly there holds the same tables and the same records as one that is made
today, and goes on from there. To one that stopped before it the steps are missing, whose files are gone: Django would
make tables that are there. So `migrate` and `prepare` ask here first, and refuse before anything is done.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def missing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """The last step before it of each area that was begun and has not come to it, as (area, name). DatabaseError."""
    loader = MigrationLoader(connection, load=False)
    loader.load_disk()
    done = MigrationRecorder(connection).applied_migrations().keys()
    return [
        max(migration.replaces)
        for step, migration in sorted(loader.disk_migrations.items())
        if not done.isdisjoint({step, *migration.replaces}) and not done >= set(migration.replaces)
    ]


def refusal(connection: BaseDatabaseWrapper) -> tuple[str, str]:
    """What is said to whoever would migrate it, and what to do; empty words where nothing is amiss."""
    if not (steps := missing(connection)):
        return "", ""
    words = "This database stands where an earlier release left it, before {}. Nothing was changed."
    return words.format(", ".join(f"{area} {name}" for area, name in steps)), way_on(connection, steps)


def way_on(connection: BaseDatabaseWrapper, steps: list[tuple[str, str]]) -> str:
    if not settings.DEMO:
        files = ", ".join(f"{area}/migrations/{name}.py" for area, name in steps)
        return f"Run `manage.py prepare` of the last release that has {files}, then this one's (docs/operating.md)."
    if settings.SQLITE and settings.VAR_DIR.resolve() in Path(connection.settings_dict["NAME"]).resolve().parents:
        return "`make demo-reset` makes the demo anew."
    return "Empty that database, then start Kontor: it makes the demo anew."


@register(Tags.database)
def is_reached(*, databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """Asked by `migrate`, whatever its words. Of a database that does not answer it is silent: `migrate` speaks."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        try:
            words, hint = refusal(connections[alias])
        except DatabaseError:
            continue
        if words:
            found.append(Error(words, hint=hint, id="kontor.E004"))
    return found
