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
from tests.sizes import BROAD

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
FEW = ODD if BROAD else ["9" * 5000, str(2**63), f"{'9' * 17}~{2**63 - 1}", "²", "\0"]


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
    each = [{name: odd} for name in NAMES for odd in ODD] if BROAD else []
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


@pytest.mark.parametrize("door", [door for door in doors() if "POST" in door.methods], ids=lambda door: door.name)
def test_no_form_makes_a_door_fail(door, cast):
    world = world_for(door, cast)
    client, kwargs = caller(cast, world)
    address = door.address(kwargs)
    fields = fields_of(client, address, door, world)
    each = [{**world.data, name: odd} for name in fields for odd in FEW] if BROAD else []
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
