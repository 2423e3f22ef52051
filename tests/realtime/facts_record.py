"""The record of every fact's fields, by version: what is stored somewhere and must be read for ever.

    python -m tests.realtime.facts_record

adds facts and versions that are new. What is recorded is never changed: events of it are stored.
"""

import json
from dataclasses import MISSING, fields
from pathlib import Path

FILE = Path(__file__).with_name("facts.json")


def recorded():
    """Name → version → field → its type, with `= …` where it need not be given."""
    return {
        name: {int(version): shape for version, shape in versions.items()}
        for name, versions in json.loads(FILE.read_text()).items()
    }


def shape_of(fact_type):
    from realtime.streams.fits import hints_of

    optional = {each.name for each in fields(fact_type) if (each.default, each.default_factory) != (MISSING, MISSING)}
    return {name: written(hint) + (" = …" if name in optional else "") for name, hint in hints_of(fact_type).items()}


def written(hint):
    return hint.__name__ if isinstance(hint, type) and not hasattr(hint, "__args__") else str(hint)


def add_new():
    from realtime.streams import facts

    record = recorded() if FILE.exists() else {}
    for name in facts.all_names():
        fact_type = facts.type_named(name)
        record.setdefault(name, {}).setdefault(facts.version_of(fact_type), shape_of(fact_type))
    FILE.write_text(json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    add_new()
