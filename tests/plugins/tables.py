"""Tables made once for each set of migrations: running them all takes longer than most tests that need them.

Only for a SQLite file, and only for as long as every migration, what each imports from us, and the lock are unchanged.
Of several processes that begin at once, the first makes them and the others wait for it.
"""

import fcntl
import hashlib
import os
import re
import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]
OURS = re.compile(r"^(?:import|from) ((?:ground|realtime|network|events|landings)[\w.]*)", re.MULTILINE)


_turn = None


def lay_out(shelf):
    """Put a copy of made tables where Django looks for the test database. False when there is none to copy: then it is
    this process' turn to make them, until it puts them away or ends.
    """
    global _turn
    if not settings.SQLITE:
        return False
    _turn = (shelf / "turn").open("w")
    fcntl.flock(_turn, fcntl.LOCK_EX)
    if not (made := _place(shelf)).exists():
        return False
    shutil.copyfile(made, settings.DATABASES["default"]["TEST"]["NAME"])
    _turn.close()
    return True


def put_away(shelf):
    """Keep the tables that were just made for the next process and the next run."""
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
    _turn.close()


def _place(shelf):
    migrations = sorted(ROOT.glob("*/migrations/*.py"))
    imported = {name for file in migrations for name in OURS.findall(file.read_text())}
    sources = [ROOT.joinpath(*name.split(".")).with_suffix(".py") for name in sorted(imported)]
    digest = hashlib.sha256()
    for file in [*migrations, *filter(Path.exists, sources), ROOT / "requirements-test.txt"]:
        digest.update(f"{file.relative_to(ROOT)}\n".encode() + file.read_bytes())
    return shelf / f"{digest.hexdigest()}.sqlite3"
