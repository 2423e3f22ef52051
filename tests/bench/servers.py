"""What is measured, each as a child on the first core: Kontor as it is served, and the baselines."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from config.serve import children, household, listening
from config.serve.private_redis import redis_for
from tests.bench import machine

ROOT = Path(__file__).parents[2]
PEERS = Path(__file__).parent / "peers"
PATIENCE = 120
SERVER, LOAD = 0, 1
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
MODULES = ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/local/libexec/nginx")
LIVE = "/live/"


@dataclass
class House:
    """A running Kontor. `threads` are its rooms with their `streams`, `cookies` its sessions; `environ` is what its
    processes know.
    """

    address: str
    environ: dict
    streams: list
    threads: list
    cookies: list
    web: subprocess.Popen
    writer: subprocess.Popen

    def tell(self, words):
        self.writer.stdin.write(f"{words}\n")

    def answer(self):
        """What the writer says when it is done."""
        return json.loads(self.writer.stdout.readline())


def postgres():
    """The address of an empty database in PostgreSQL, made anew beside the one that `KONTOR_BENCH_POSTGRES` names."""
    given = os.environ.get("KONTOR_BENCH_POSTGRES", "")
    if not given:
        return ""
    with psycopg.connect(given, autocommit=True) as there:
        there.execute("drop database if exists kontor_bench with (force)")
        there.execute("create database kontor_bench")
    return urlunsplit(urlsplit(given)._replace(path="/kontor_bench"))


@contextlib.contextmanager
def kontor(*, rooms=1, sessions=1, module="config.serve.web", database="", processes=1):
    """Kontor's web server, or several at one address, with a Redis, on a new SQLite file or on the empty database at
    `database`.
    """
    with tempfile.TemporaryDirectory(prefix="kontor-bench-") as var, contextlib.ExitStack() as closing:
        redis, _found = closing.enter_context(redis_for(os.environ))
        environ = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "KONTOR_VAR": var,
            "DATABASE_URL": database or f"sqlite:///{var}/bench.sqlite3",
            "REDIS_URL": redis,
        }
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environ, check=True)
        line = closing.enter_context(listening.listen("127.0.0.1", 0))
        with pinned(SERVER):
            for _ in range(processes):
                child = household.web(line.fileno(), environ)
                child.command = [module if word == "config.serve.web" else word for word in child.command]
                web = child.start(time.monotonic())
                closing.callback(children.stop, web, patience=10)
        wait_for(*line.getsockname())
        writer = start_writer(environ, rooms, sessions)
        closing.callback(writer.kill)
        told = json.loads(writer.stdout.readline())
        yield House(listening.address(line).rstrip("/"), environ, web=web, writer=writer, **told)


def start_writer(environ, rooms, sessions):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.bench.writer", str(rooms), str(sessions)],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )


@dataclass(frozen=True)
class Peer:
    """A baseline: how it is started, how a room is asked for, what it says first, and how it is made to speak."""

    name: str
    words: tuple
    path: str = "/live/?room={room}"
    welcome: tuple = ()
    opened_by: bytes = b""
    go: str = "go {events} {size} {pause}"


STOCK = Peer("Channels on daphne", ("-m", "daphne", "-p", "{port}", "-b", "127.0.0.1", "tests.bench.stock:application"))
BARE = Peer("bare websockets", ("-m", "tests.bench.bare", "{port}"))
WS = Peer("ws on Node", ("node", "{peers}/ws.mjs", "{port}"))
SOCKET_IO = Peer(
    "Socket.IO on Node",
    ("node", "{peers}/socketio.mjs", "{port}"),
    path="/socket.io/?EIO=4&transport=websocket&room={room}",
    welcome=("40",),
    opened_by=b'40{"sid"',
    go='42["go",{events},{size},{pause}]',
)


NCHAN = Peer("nchan in nginx", (NGINX or "nginx", "-c", "{room}/nginx.conf", "-e", "{room}/error.log"), go="")


def peers():
    """Those that this machine can run; Node's are installed once, into the directory of what is measured."""
    found = [STOCK, BARE]
    if shutil.which("node") and shutil.which("npm") and _install_peers():
        found += [WS, SOCKET_IO]
    if NGINX and _nchan():
        found.append(NCHAN)
    return found


def _nchan():
    """The module of nginx, where it is installed."""
    return next((path for folder in MODULES for path in Path(folder).glob("ngx_nchan_module.so")), None)


def peers_home():
    return Path(os.environ.get("KONTOR_VAR") or ROOT / "var") / "bench-peers"


def _install_peers():
    home = peers_home()
    home.mkdir(parents=True, exist_ok=True)
    for file in PEERS.iterdir():
        shutil.copy(file, home / file.name)
    words = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock"]
    return (home / "node_modules").exists() or not subprocess.run(words, cwd=home, check=False).returncode


@contextlib.contextmanager
def baseline(peer, *more, environ=None):
    """The baseline on a free port: its address and its process."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    room = Path(tempfile.mkdtemp(prefix="kontor-bench-peer-"))
    words = [word.format(port=port, peers=peers_home(), room=room) for word in (*peer.words, *more)]
    if peer is NCHAN:
        _write_nchan(room, port)
    command = words if words[0] in ("node", NGINX) else [sys.executable, *words]
    with pinned(SERVER):
        process = subprocess.Popen(
            command, cwd=ROOT, env=environ or os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    try:
        wait_for("127.0.0.1", port)
        yield f"http://127.0.0.1:{port}", process
    finally:
        # nginx has a child of its own, which only a goodbye ends.
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(room, ignore_errors=True)


def _write_nchan(room, port):
    text = (PEERS / "nchan.conf").read_text()
    for name, value in {"port": port, "module": _nchan(), "room": room}.items():
        text = text.replace(f"{{{name}}}", str(value))
    (room / "nginx.conf").write_text(f"{'user root;' if os.getuid() == 0 else ''}\n{text}")


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


def memory_of(process):
    """Resident memory of a process in KiB."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
