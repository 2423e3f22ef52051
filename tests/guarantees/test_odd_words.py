"""Whatever an address asks for or a form sends, no door fails: numbers that no row has, days that do not exist.

Odd words come several at once, each name with another one (`packed`). In the suite a door gets some, and the next door
others; when wide each gets all of the few that broke most; at full size all that there are, and each alone in what is
otherwise sound. Alone are tried the names that a door looks up, as it is seen to: what nobody reads makes nothing fail;
and of a form's field the words that it lets pass and one that it refuses: each field refuses for itself, and to what
follows all that is refused is alike.
"""

import re
from pathlib import Path
from zlib import crc32

import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.datastructures import MultiValueDict

from tests.guarantees import worlds
from tests.guarantees.laboratory.asked import names_asked
from tests.guarantees.laboratory.cast import cast, drawn
from tests.guarantees.matrix import VISITOR, doors
from tests.guarantees.worlds import world_for
from tests.roles import ROLES
from tests.sizes import BROAD, FULL
from tests.transactions import undone

__all__ = ["cast", "drawn"]
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
# Those that broke most.
FEW = ODD if FULL else ["9" * 5000, str(2**63), f"{'9' * 17}~{2**63 - 1}", "²", "\0"]
A_DAY = 2


def share(door, all_of_them, at_most=A_DAY):
    """What this door gets of them: all when wide, in the suite so many, the next door others."""
    at = crc32(door.name.encode()) % len(all_of_them)
    turned = [*all_of_them[at:], *all_of_them[:at]]
    return turned if BROAD else turned[:at_most]


def packed(door, names):
    """Forms in which every name is odd: all with the same word, and each with another one."""
    turns = [{name: FEW[(at + turn) % len(FEW)] for at, name in enumerate(names)} for turn in range(len(FEW))]
    same = [dict.fromkeys(names, odd) for odd in FEW]
    return share(door, [*turns, *same])


def faults_of(ask, each):
    return {str(one)[:80]: fault for one in each if (fault := failed(ask, one))}


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


def caller(cast, world):
    """Somebody whom the door lets in, if anybody has something of their own there."""
    role = next((role for role in (*ROLES, VISITOR) if role in world.own), "officer")
    client = Client(raise_request_exception=False)
    if role != VISITOR:
        client.cookies[settings.SESSION_COOKIE_NAME] = cast.session(role)
    return client, world.own.get(role, world.other)


def failed(ask, *words, **more):
    with undone():
        answer = ask(*words, **more)
        if answer.streaming:
            b"".join(answer.streaming_content)
    return f"{answer.status_code}: {getattr(answer, 'exc_info', '')}" if answer.status_code >= 500 else ""


GET_DOORS = [door for door in doors() if "GET" in door.methods]
POST_DOORS = [door for door in doors() if "POST" in door.methods]


@pytest.mark.parametrize("door", GET_DOORS, ids=lambda door: door.name)
def test_no_address_makes_a_door_fail(door, cast):
    client, kwargs = caller(cast, world_for(door, cast))
    address = door.address(kwargs)

    def ask(query):
        return client.get(address, query)

    with names_asked() as read:
        found = faults_of(ask, packed(door, NAMES))
    tried = set()
    while FULL and (fresh := read - tried):
        tried |= fresh
        with names_asked() as more:
            found |= faults_of(ask, [{name: odd} for name in sorted(fresh) for odd in ODD])
        read |= more
    assert found == {}


NUMBERS = {"int": 2**31, "most": 2**63 - 1, "more": 2**63, "long": 10**30, "endless": int("9" * 4000)}


@pytest.mark.parametrize(
    "door",
    [door for door in doors() if any(name.endswith("_id") for name in door.arguments)],
    ids=lambda door: door.name,
)
def test_no_number_in_a_path_makes_a_door_fail(door, cast):
    client, kwargs = caller(cast, world_for(door, cast))
    ask = client.get if "GET" in door.methods else client.post
    ids = [argument for argument in door.arguments if argument.endswith("_id")]
    found = {
        name: fault
        for name in share(door, list(NUMBERS), 1)
        if (fault := failed(ask, door.address({**kwargs, **dict.fromkeys(ids, NUMBERS[name])})))
    }
    assert found == {}


def written(door):
    """Where a name, a token or a language stands in its path."""
    return [name for name in door.arguments if not (name.endswith("_id") or name == "number")]


# What may stand there, as a browser may send it.
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


@pytest.mark.parametrize("door", [door for door in doors() if written(door)], ids=lambda door: door.name)
def test_no_word_in_a_path_makes_a_door_fail(door, cast):
    client, kwargs = caller(cast, world_for(door, cast))
    address = door.address({**kwargs, **dict.fromkeys(written(door), "PLACE")})
    ask = client.get if "GET" in door.methods else client.post
    words = WRITTEN if FULL else share(door, WRITTEN[:4], 1)
    assert faults_of(lambda word: ask(address.replace("PLACE", word)), words) == {}


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


@pytest.mark.parametrize("door", POST_DOORS, ids=lambda door: door.name)
def test_no_body_makes_a_door_fail(door, cast):
    client, kwargs = caller(cast, world_for(door, cast))
    address = door.address(kwargs)
    found = {
        f"{kind} {body[:20]!r}": fault
        for kind, body in (BODIES if FULL else share(door, BODIES, 1))
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


@pytest.mark.parametrize("door", POST_DOORS, ids=lambda door: door.name)
def test_no_form_makes_a_door_fail(door, cast):
    world = world_for(door, cast)
    client, kwargs = caller(cast, world)
    address = door.address(kwargs)
    fields = fields_of(client, address, door, world)
    alone = [{**world.data, name: odd} for name in fields for odd in alone_of(name, fields[name])] if FULL else []
    assert faults_of(lambda sent: client.post(address, sent), [*packed(door, list(fields)), *alone]) == {}


def fields_of(client, address, door, world):
    """By its name in what is sent, in whichever forms a field stands on the door's page and on that of a refusal; and
    what the door looks up in what is sent, and what a sound answer has, which stand in none.
    """
    with undone(), names_asked() as read:
        pages = [client.post(address, {})]
        pages += [client.get(address)] if "GET" in door.methods else []
    shown = [value for page in pages for part in page.context or [] for value in part.flatten().values()]
    shown = [one for value in shown for one in (value if isinstance(value, list) else [value])]
    found = {name: [] for name in sorted(read | set(world.data))}
    for form in (one for one in shown if isinstance(one, forms.BaseForm)):
        for name, field in form.fields.items():
            found.setdefault(form.add_prefix(name), []).append(field)
    return dict(sorted(found.items()))


def alone_of(name, fields):
    """The odd words that not every field of this name refuses, whatever else is sent, and the first of the others."""
    refused = [odd for odd in FEW if fields and all(_refuses(field, name, odd) for field in fields)]
    return [odd for odd in FEW if odd not in refused[1:]]


def _refuses(field, name, odd):
    sent = MultiValueDict({name: [odd]})
    try:
        field.clean(field.widget.value_from_datadict(sent, MultiValueDict(), name))
    except ValidationError:
        return True
    return False


def test_alone_are_tried_the_words_that_a_field_lets_pass_and_one_that_none_does():
    number, short = forms.IntegerField(max_value=9), forms.CharField(max_length=15)
    tried = alone_of("one", [short])

    assert [odd in tried for odd in ("9" * 5000, str(2**63), "²", "\0")] == [True, False, True, False]
    assert alone_of("one", [number, short]) == tried
    assert alone_of("one", []) == FEW
