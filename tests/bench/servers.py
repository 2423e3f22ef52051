"""What is measured, each as a child on the first core: Kontor as it is served, and the baselines."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from config.serve import children, household, listening
from config.serve.private_redis import redis_for
from tests.bench import machine

ROOT = Path(__file__).parents[2]
PATIENCE = 120
SERVER, LOAD = 0, 1


@contextlib.contextmanager
def kontor():
    """Kontor's web server on a new SQLite file with a Redis: its address, its stream, a cookie, and `say(events)`."""
    with tempfile.TemporaryDirectory(prefix="kontor-bench-") as var, contextlib.ExitStack() as closing:
        redis, _found = closing.enter_context(redis_for(os.environ))
        environ = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "KONTOR_VAR": var,
            "DATABASE_URL": f"sqlite:///{var}/bench.sqlite3",
            "REDIS_URL": redis,
        }
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environ, check=True)
        line = closing.enter_context(listening.listen("127.0.0.1", 0))
        with pinned(SERVER):
            web = household.web(line.fileno(), environ).start(time.monotonic())
        closing.callback(children.stop, web, patience=10)
        wait_for(*line.getsockname())
        writer = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.writer"],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        closing.callback(writer.kill)
        stream, cookie = writer.stdout.readline().split()
        yield listening.address(line).rstrip("/"), stream, cookie, writer


@contextlib.contextmanager
def baseline(*words):
    """A baseline that listens at the port it is given as `{port}`: its address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, *(word.format(port=port) for word in words)]
    with pinned(SERVER):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for("127.0.0.1", port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def pinned(core):
    """Children started here live on this core; we stay on the other."""
    machine.pin(core)
    try:
        yield
    finally:
        machine.pin(LOAD)


def wait_for(host, port):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens at {host}:{port}")
