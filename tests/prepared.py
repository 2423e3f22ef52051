"""What `manage.py prepare` makes for the demo, tables, story and static files: a minute's work, done once in a run."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def environment(var, **more):
    """Of the demo in a data directory of its own, with nothing that the tests' own run names."""
    ours = {"DJANGO_SETTINGS_MODULE": "config.settings.demo", "KONTOR_VAR": str(var), "PYTHONUNBUFFERED": "1"}
    theirs = {name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "DATABASE_URL")}
    return theirs | ours | more


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, worker_id):
    """The data directory, the same for all workers of the run: to look at, or to copy by who changes anything."""
    ours = tmp_path_factory.getbasetemp()
    var = (ours if worker_id == "master" else ours.parent) / "prepared"
    with open(f"{var}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not var.exists():
            draft = tmp_path_factory.mktemp("draft")
            subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment(draft), check=True)
            draft.rename(var)
    return var
