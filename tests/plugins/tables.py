"""Tables made once for each set of migrations: running them all takes longer than most tests that need them.

Only for a SQLite file, and only for as long as every migration, what each imports from us, and the lock are unchanged.
"""

import hashlib
import os
import re
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]
OURS = re.compile(r"^(?:import|from) ((?:realtime|network|events|landings)[\w.]*)", re.MULTILINE)


def lay_out(shelf):
    """Put a copy of made tables where Django looks for the test database. False when there is none to copy."""
    made = _place(shelf)
    if not settings.SQLITE or not made.exists():
        return False
    shutil.copyfile(made, settings.DATABASES["default"]["TEST"]["NAME"])
    return True


def put_away(shelf):
    """Keep the tables that were just made for the next run."""
    if not settings.SQLITE:
        return
    made = _place(shelf)
    for old in shelf.glob("*.sqlite3"):
        if old != made:
            old.unlink(missing_ok=True)
    draft = made.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(draft)])
    draft.replace(made)


def _place(shelf):
    migrations = sorted(ROOT.glob("*/migrations/*.py"))
    imported = {name for file in migrations for name in OURS.findall(file.read_text())}
    sources = [ROOT.joinpath(*name.split(".")).with_suffix(".py") for name in sorted(imported)]
    digest = hashlib.sha256()
    for file in [*migrations, *filter(Path.exists, sources), ROOT / "requirements-test.txt"]:
        digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return shelf / f"{digest.hexdigest()}.sqlite3"
