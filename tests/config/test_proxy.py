"""The proxy's configuration, as docs/nginx.conf has it, in front of two processes with the settings of production."""

import asyncio
import contextlib
import json
import os
import random
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.test import Client
from django.utils import timezone
from websockets.asyncio.client import connect

from config.serve import children, web
from network.forums import actions
from realtime.nodes import roster
from tests.browser.site import address_of_database
from tests.factories.forums import make_thread
from tests.factories.members import make_member
from tests.realtime.test_reference_client import reference
from tests.waiting import it_is_so

ROOT = Path(__file__).parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
NAME = "kontor.example"
PATIENCE = 60
SAID = 5

pytestmark = pytest.mark.skipif(
    not NGINX and not os.environ.get("KONTOR_CI"), reason="nginx is not on the PATH: the proxy was NOT tried"
)


def certificate(room):
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)]), timezone.now()
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    (room / "kontor.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (room / "kontor.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))


def free_port():
    """One below those that the system gives to whoever calls out: nobody takes it before nginx does."""
    for port in random.sample(range(20_000, 32_000), 100):
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise LookupError("no port is free")


class House:
    """nginx and two web processes, each at a socket of its own."""

    def __init__(self, room, statics):
        self.channel, self.statics = room, statics
        self.port, self.plain_port = free_port(), free_port()
        environ = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "DATABASE_URL": address_of_database(),
            "SECRET_KEY": settings.SECRET_KEY + "x" * 50,
            "ALLOWED_HOSTS": NAME,
            "SITE_URL": f"https://{NAME}:{self.port}",
            "KONTOR_VAR": str(room),
        }
        environ.pop("DEMO", None)
        self.environ, self.secret = environ, environ["SECRET_KEY"]
        self.web, self.proxy = {}, None

    def open(self):
        (self.channel / "static").symlink_to(self.statics)
        for number in (1, 2):
            self.web[number] = self._start_web(number)
        self.proxy = self._start_proxy()
        self.trust = ssl.create_default_context(cafile=self.channel / "kontor.pem")
        self._until(lambda: self.get("/readyz")[0] == 200)
        self._until(lambda: {one.pid for one in self.web.values()} <= {node.pid for node in roster.known()})

    def _start_web(self, number):
        words = ["-m", "config.serve.web", "--uds", str(self.channel / f"web-{number}.sock"), "--drain", "1"]
        return subprocess.Popen([sys.executable, *words], cwd=ROOT, env=self.environ)

    def _start_proxy(self):
        text = (ROOT / "docs/nginx.conf").read_text()
        for path in ("/run/kontor", "/etc/ssl"):
            text = text.replace(path, str(self.channel))
        for port, ours in (("443 ssl", f"{self.port} ssl"), ("80", str(self.plain_port))):
            text, changed = re.subn(rf"listen {port};\s+listen \[::\]:{port};", f"listen 127.0.0.1:{ours};", text)
            assert changed == 1  # at both families' addresses; not every machine that tests has the newer
        user = f"user {Path('/').owner()};" if os.getuid() == 0 else ""
        kept = f"pid {self.channel}/nginx.pid; error_log {self.channel}/error.log;"
        places = "".join(
            f"{what}_temp_path {self.channel}/{what};" for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        whole = f"{user} daemon off; {kept} events {{}} http {{ access_log off; {places} {text} }}"
        (self.channel / "nginx.conf").write_text(whole)
        return subprocess.Popen([NGINX, "-c", str(self.channel / "nginx.conf"), "-e", str(self.channel / "error.log")])

    def _until(self, condition):
        end = time.monotonic() + PATIENCE
        while True:
            try:
                if condition():
                    return
            except OSError:
                pass
            assert self.proxy.poll() is None, (self.channel / "error.log").read_text()
            assert time.monotonic() < end
            time.sleep(0.05)

    def get(self, path, **headers):
        """Status, headers and body of what the proxy answers."""
        line = HTTPSConnection("127.0.0.1", self.port, context=self.trust, timeout=10)
        line.sock = self.trust.wrap_socket(socket.create_connection(("127.0.0.1", self.port)), server_hostname=NAME)
        line.request("GET", path, headers={"Host": f"{NAME}:{self.port}", **headers})
        answer = line.getresponse()
        found = answer.status, answer.headers, answer.read()
        line.close()
        return found

    def led_from_port_80(self, path):
        line = HTTPConnection("127.0.0.1", self.plain_port, timeout=10)
        line.request("GET", path, headers={"Host": NAME})
        answer = line.getresponse()
        answer.read()
        line.close()
        return answer.headers["Location"]

    def close(self):
        for process in filter(None, (*self.web.values(), self.proxy)):
            if process.poll() is None:
                children.stop(process, patience=PATIENCE)


@pytest.fixture
def house(transactional_db, prepared):
    with tempfile.TemporaryDirectory(prefix="kp-", dir="/tmp") as name:
        certificate(Path(name))
        there = House(Path(name), prepared / "static")
        try:
            there.open()
            yield there
        finally:
            there.close()


def session_at(house, member):
    """A session that the processes take for theirs: it is signed with their key."""
    before, settings.SECRET_KEY = settings.SECRET_KEY, house.secret
    try:
        client = Client()
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    finally:
        settings.SECRET_KEY = before
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def line_to(house, cookie=""):
    """A socket through the proxy."""
    address = f"https://{NAME}:{house.port}"
    asks = {"additional_headers": {"Cookie": cookie} if cookie else {}, "origin": address}
    where = {"host": "127.0.0.1", "port": house.port, "ssl": house.trust, "server_hostname": NAME}
    return connect(f"wss://{NAME}:{house.port}/live/", **asks, **where)


async def follow(house, cookie, follower, heard):
    """A listener that comes back whenever its line breaks."""
    while True:
        try:
            async with line_to(house, cookie) as line:
                assert json.loads(await line.recv())["op"] == "welcome"
                await line.send(json.dumps(follower.ask()))
                async for text in line:
                    frame = json.loads(text)
                    if frame["op"] == "events":
                        heard += [event["seq"] for event in follower.take(frame)]
        except (OSError, reference.ConnectionClosed, reference.InvalidHandshake):
            await asyncio.sleep(0.05)


def test_an_idle_line_is_closed_by_the_proxy_never_under_its_hands():
    """A request that meets the closing of a kept line would be answered by nobody."""
    [kept] = re.findall(r"keepalive_timeout (\d+)s;", (ROOT / "docs/nginx.conf").read_text())
    assert int(kept) < web.IDLE


async def test_pages_and_sockets_go_through_it_and_outlive_a_process(house):
    ada = await sync_to_async(make_member)(name="Ada")
    thread = await sync_to_async(make_thread)(by=ada)
    cookie = await sync_to_async(session_at)(house, ada)

    status, headers, page = await asyncio.to_thread(house.get, f"/forums/threads/{thread.pk}/", Cookie=cookie)
    assert status == 200
    assert b"Ada" in page
    assert headers["Strict-Transport-Security"].startswith("max-age=")
    assert len(headers["X-Request-ID"]) == 32  # the proxy's own
    assert await asyncio.to_thread(house.led_from_port_80, "/forums/?a=b") == f"https://{NAME}/forums/?a=b"

    async with line_to(house, cookie) as line:
        assert json.loads(await line.recv())["member"] == ada.pk

    heard = [[] for _ in range(4)]
    listeners = [
        asyncio.create_task(follow(house, cookie, reference.Follower(thread.stream.name), one)) for one in heard
    ]
    await it_is_so(lambda: all(heard), within=PATIENCE)
    house.web[1].kill()
    for _ in range(SAID):
        await sync_to_async(actions.reply)(thread.pk, by=ada, body="Still here", now=timezone.now())
        assert (await asyncio.to_thread(house.get, "/readyz"))[0] == 200, (house.channel / "error.log").read_text()
    await it_is_so(lambda: all(len(one) > SAID for one in heard), within=PATIENCE)
    for listener in listeners:
        listener.cancel()
    await asyncio.wait(listeners)
    assert heard == [list(range(1, SAID + 2))] * len(listeners)


async def move(house, cookie, moved, refused):
    """A browser that moves when it is asked to; `refused` counts lines that were sent away at once."""
    while True:
        try:
            async with line_to(house, cookie) as line:
                assert json.loads(await line.recv())["op"] == "welcome"
                moved.append(1)
                async for text in line:
                    if json.loads(text)["op"] == "reconnect":
                        break
        except reference.ConnectionClosed:
            refused.append(1)


@pytest.mark.parametrize("how", ["told to end", "drained by name"])
async def test_who_moves_is_not_sent_back_to_the_process_that_is_to_end(house, how):
    """That one soon has the fewest connections, and the proxy keeps lines to it."""
    cookie = await sync_to_async(session_at)(house, await sync_to_async(make_member)(name="Ada"))
    for _ in range(8):
        await asyncio.gather(*(asyncio.to_thread(house.get, "/livez") for _ in range(4)))
    moved, refused = [[] for _ in range(6)], []
    browsers = [asyncio.create_task(move(house, cookie, one, refused)) for one in moved]
    await it_is_so(lambda: all(moved), within=PATIENCE)
    begun = sum(map(len, moved))
    if how == "told to end":
        house.web[1].terminate()
    else:
        [node] = [one for one in await sync_to_async(roster.known)() if one.pid == house.web[1].pid]
        assert await sync_to_async(roster.ask_to_drain)(node.id, 1.0)
    statuses = set()
    while house.web[1].poll() is None:
        statuses.add((await asyncio.to_thread(house.get, "/livez"))[0])
    assert house.web[1].returncode == 0
    await it_is_so(lambda: sum(map(len, moved)) > begun, within=PATIENCE)
    for browser in browsers:
        browser.cancel()
    await asyncio.wait(browsers)
    assert (refused, statuses) == ([], {200})
