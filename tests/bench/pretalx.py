"""pretalx beside us: the nearest that there is in Django, with a conference of its own making, in a Python of its own.

It is installed once, into the directory of what is measured, where pip finds it; `waitress` serves it, in one process.
"""

import json
import os
import socket
import subprocess
import sys
from contextlib import contextmanager

from tests.bench.servers import PEERS, SERVER, peers_home, pinned, wait_for

PACKAGES = ("pretalx==2025.2.2", "waitress==3.0.2", "freezegun", "faker")
PAGES = ("/{slug}/schedule/", "/{slug}/speaker/", "/{slug}/talk/", "/orga/event/{slug}/submissions/")


def run(measure):
    """What `measure(address, process, pages)` finds of its pages; nothing, said so, where it cannot be installed."""
    home = peers_home() / "pretalx"
    python = home / "bin" / "python"
    if not _is_installed(home, python):
        print("  pretalx cannot be installed here.")
        return []
    environ = _environ(home)
    told = subprocess.run(
        [python, PEERS / "pretalx_demo.py"], cwd=home, env=environ, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.splitlines()[-1]
    demo = json.loads(told)
    pages = [{"path": path.format(slug=demo["slug"]), "cookie": demo["cookie"]} for path in PAGES]
    with _served(python, environ) as (address, process):
        return measure(address, process, [{"name": f"pretalx {one['path']}", **one} for one in pages])


def _is_installed(home, python):
    if (home / "installed").exists():
        return True
    made = subprocess.run([sys.executable, "-m", "venv", home], check=False)
    pip = [python, "-m", "pip", "install", "--quiet", *PACKAGES]
    if made.returncode or subprocess.run(pip, check=False).returncode:
        return False
    (home / "installed").touch()
    return True


def _environ(home):
    data = home / "data"
    data.mkdir(exist_ok=True)
    own = {
        "DJANGO_SETTINGS_MODULE": "pretalx_settings",
        "PYTHONPATH": str(PEERS),
        "PRETALX_DATABASE_BACKEND": "sqlite3",
        "PRETALX_FILESYSTEM_DATA": str(data),
        "PRETALX_FILESYSTEM_STATIC": str(data / "static"),
        "PRETALX_SITE_URL": "http://localhost",
        "PRETALX_DEBUG": "False",
    }
    return {**{name: value for name, value in os.environ.items() if name != "DATABASE_URL"}, **own}


@contextmanager
def _served(python, environ):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    words = [python, "-m", "waitress", "--threads=1", f"--listen=127.0.0.1:{port}", "pretalx.wsgi:application"]
    with pinned(SERVER):
        server = subprocess.Popen(words, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for("127.0.0.1", port)
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.terminate()
        server.wait(10)
