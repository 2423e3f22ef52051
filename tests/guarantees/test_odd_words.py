"""Whatever an address asks for or a form sends, no door fails: numbers that no row has, days that do not exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.forms import BaseForm
from django.test import Client

from realtime.access import ROLES
from tests.guarantees import worlds
from tests.guarantees.matrix import VISITOR, doors
from tests.guarantees.test_g12_matrix import drawn
from tests.guarantees.worlds import world_for
from tests.sizes import FULL

__all__ = ["drawn"]
worlds.gather()
ROOT = Path(__file__).parents[2]
ASKED = re.compile(r"""(?:GET|asked)\.get(?:list)?\(\s*"(\w+)"|key_in\(request, "(\w+)"|in request\.GET\b""")
ODD = [
    "9" * 5000,
    str(2**63),
    str(2**63 - 1),
    f"{'9' * 17}~{2**63 - 1}",
    f"{'9' * 16}~1",
    f"2027-03-28~{2**63}",
    "0001-01-01~1",
    "9999-12-31",
    "9999-12",
    "2027-02-30",
    "2027-13",
    "10000000000000000-1",
    "²",
    "٣",
    "-1",
    "1e400",
    "NaN",
    "99999999999999999999.99",
    "23:60",
    "\0",
    "{",
    "",
]
# In the suite those that broke most, several at once; all of them, and each alone, at full size.
FEW = ODD if FULL else ["9" * 5000, str(2**63), f"{'9' * 17}~{2**63 - 1}", "²", "\0"]


def asked_in(sources):
    return {first or second for text in sources for first, second in ASKED.findall(text)} - {""}


NAMES = sorted(
    {"before"}
    | asked_in(
        path.read_text()
        for area in ("config", "network", "events", "landings", "realtime")
        for path in (ROOT / area).rglob("*.py")
    )
)


@pytest.fixture
def cast(drawn, db):
    return drawn.again()


def caller(cast, world):
    """Somebody whom the door lets in, if anybody has something of their own there."""
    role = next((role for role in (*ROLES, VISITOR) if role in world.own), "officer")
    client = Client(raise_request_exception=False)
    if role != VISITOR:
        client.cookies[settings.SESSION_COOKIE_NAME] = cast.session(role)
    return client, world.own.get(role, world.other)


def failed(ask, *words, **more):
    with transaction.atomic():
        answer = ask(*words, **more)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return f"{answer.status_code}: {getattr(answer, 'exc_info', '')}" if answer.status_code >= 500 else ""


@pytest.mark.parametrize("door", [door for door in doors() if "GET" in door.methods], ids=lambda door: door.name)
def test_no_address_makes_a_door_fail(door, cast):
    world = world_for(door, cast)
    client, kwargs = caller(cast, world)
    address = door.address(kwargs)
    each = [{name: odd} for name in NAMES for odd in ODD] if FULL else []
    found = {
        str(asked)[:80]: fault
        for asked in [*each, *(dict.fromkeys(NAMES, odd) for odd in FEW)]
        if (fault := failed(client.get, address, asked))
    }
    assert found == {}


@pytest.mark.parametrize(
    "number", [2**31, 2**63 - 1, 2**63, 10**30, int("9" * 4000)], ids=["int", "most", "more", "long", "endless"]
)
def test_no_number_in_a_path_makes_a_door_fail(number, cast):
    found = {}
    for door in doors():
        numbered = {name: number for name in door.arguments if name.endswith("_id")}
        if not numbered:
            continue
        with transaction.atomic():
            people = cast.again()
            client, kwargs = caller(people, world_for(door, people))
            fault = failed(client.get if "GET" in door.methods else client.post, door.address({**kwargs, **numbered}))
            transaction.set_rollback(True)
        if fault:
            found[door.name] = fault
    assert found == {}


# What stands in a path where a name, a token or a language is meant, as a browser may send it.
WRITTEN = [
    "%00",
    "a%00b",
    "%FF",
    "%ED%A0%80",
    "%F0%9F%A6%8A",
    "%E2%80%AE",
    "9" * 500,
    "%2E%2E",
    "%25",
    "a%0Ab",
    "a:b:c",
]


@pytest.mark.parametrize("word", WRITTEN if FULL else WRITTEN[:4], ids=lambda word: word[:12])
def test_no_word_in_a_path_makes_a_door_fail(word, cast):
    """A page that is not there is looked up too: what was told of it is marked as seen."""
    found = {}
    for door in doors():
        texts = [name for name in door.arguments if not (name.endswith("_id") or name == "number")]
        if not texts:
            continue
        with transaction.atomic():
            people = cast.again()
            client, kwargs = caller(people, world_for(door, people))
            address = door.address({**kwargs, **dict.fromkeys(texts, "PLACE")}).replace("PLACE", word)
            fault = failed(client.get if "GET" in door.methods else client.post, address)
            transaction.set_rollback(True)
        if fault:
            found[door.name] = fault
    assert found == {}


# Bodies that are no form, and say that they are one, or another thing.
BODIES = [
    ("multipart/form-data", b""),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb'),
    ("application/json", b"[" * 20_000),
    ("application/json", b'{"body": "\\ud800"}'),
    ("text/plain", b"\xff\xfe"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"body=%00%D8&title=x"),
    ("application/x-www-form-urlencoded", b"body=%ED%A0%80&title=%FF"),
    ("", b"x"),
]


@pytest.mark.parametrize("door", [door for door in doors() if "POST" in door.methods], ids=lambda door: door.name)
def test_no_body_makes_a_door_fail(door, cast):
    client, kwargs = caller(cast, world_for(door, cast))
    address = door.address(kwargs)
    found = {
        f"{kind} {body[:20]!r}": fault
        for kind, body in (BODIES if FULL else BODIES[1::3])
        if (fault := failed(client.generic, "POST", address, body, content_type=kind))
    }
    assert found == {}


COOKIES = ["\\000" + "a" * 16, "\\355\\240\\200", "x" * 4000, "../etc/localtime", "{}"]


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "zone", "theme", "device", "django_language"])
def test_no_cookie_makes_a_page_fail(name, cast):
    mine = f"{settings.SESSION_COOKIE_NAME}={cast.session('founder')}; " if name != "sessionid" else ""
    found = {
        f"{cookie[:20]} {page}": fault
        for cookie in COOKIES
        for page in ("/", "/forums/", "/account/login/", "/nothing/")
        for client in [Client(raise_request_exception=False)]
        if (fault := failed(client.get, page, headers={"cookie": f'{mine}{name}="{cookie}"'}))
    }
    assert found == {}


@pytest.mark.parametrize("door", [door for door in doors() if "POST" in door.methods], ids=lambda door: door.name)
def test_no_form_makes_a_door_fail(door, cast):
    world = world_for(door, cast)
    client, kwargs = caller(cast, world)
    address = door.address(kwargs)
    fields = fields_of(client, address, door, world)
    each = [{**world.data, name: odd} for name in fields for odd in FEW] if FULL else []
    found = {
        str(sent)[:80]: fault
        for sent in [*each, *(dict.fromkeys(fields, odd) for odd in FEW)]
        if (fault := failed(client.post, address, sent))
    }
    assert found == {}


def fields_of(client, address, door, world):
    """The fields of all forms on the door's page and on that of a refusal, and those of a sound answer."""
    with transaction.atomic():
        pages = [client.post(address, {})]
        pages += [client.get(address)] if "GET" in door.methods else []
        transaction.set_rollback(True)
    shown = [value for page in pages for part in page.context or [] for value in part.flatten().values()]
    forms = [form for value in shown for form in (value if isinstance(value, list) else [value])]
    found = {form.add_prefix(name) for form in forms if isinstance(form, BaseForm) for name in form.fields}
    return sorted(found | set(world.data))
