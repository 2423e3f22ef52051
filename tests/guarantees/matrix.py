"""The role matrix (guarantee G12): every door × every role × own, other's, absent.

A door is asked once for each distinct rule and reach: roles that its policy treats alike, and of which all or none has
something of its own there, stand for one another, another one at the next door; at full size all ask. A role that is
let in tries an outsider's object and that of the role after it; when wide those of every role, and who stays out tries
them too.
Doors come from the URL conf, each with the policy declared beside it; objects come from worlds (`worlds/`), one for
each set of arguments. `faults(door, cast)` returns what is wrong, in words; an empty list is a pass.
"""

import json
import re
from dataclasses import dataclass, field
from functools import cache
from zlib import crc32

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from ground.web.asking import CONFIRMED
from ground.web.policies import ANY, OWN
from tests.guarantees.worlds import world_for
from tests.roles import ROLES
from tests.sizes import BROAD, FULL
from tests.transactions import undone

ELSEWHERE = ("account/", "staff/")
VISITOR = "visitor"


@dataclass(frozen=True)
class Door:
    """A named route of ours, or one that forgot to declare a policy."""

    name: str
    where: str
    pattern: URLPattern = field(compare=False)

    @property
    def policy(self):
        return getattr(self.pattern, "policy", None)

    @property
    def methods(self):
        return getattr(self.pattern, "methods", ("GET",))

    @property
    def is_api(self):
        """Whether programs come through it: with a token, and what they write is JSON."""
        return hasattr(self.pattern, "scope")

    @property
    def arguments(self):
        return frozenset(self.pattern.pattern.converters)

    def address(self, kwargs):
        return reverse(self.name, kwargs=kwargs)


def doors(urlconf=None):
    """Every door of the URL conf, but those of packages that guard themselves."""
    return list(_walk(get_resolver(urlconf).url_patterns, "", ()))


def _walk(patterns, prefix, names):
    for pattern in patterns:
        where = prefix + str(pattern.pattern)
        if where.startswith(ELSEWHERE):
            continue
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            yield from _walk(pattern.url_patterns, where, inner)
        else:
            yield Door(":".join((*names, pattern.name or "")), where, pattern)


def faults(door, cast):
    """What is wrong with a door, in words."""
    if door.policy is None:
        return [f"{door.where} declares no policy"]
    world = world_for(door, cast)
    if world is None:
        return [f"{door.name}: no world for {sorted(door.arguments)}"]
    found = []
    for role in (VISITOR, *asking(door.policy, world, door.name)):
        client = _client(door, cast, role)
        for method in door.methods:
            absent = cache(lambda m=method, c=client: _ask(c, m, door.address(world.absent), world.data))
            for what, kwargs, expected in _probes(door, world, role):
                nothing = kwargs == world.absent and door.arguments
                answer = absent() if nothing else _ask(client, method, door.address(kwargs), world.data)
                if fault := _fault(answer, expected, absent):
                    found.append(f"{door.name} {method} as {role} for {what}: {fault}")
    return found


def asking(policy, world, name):
    """The roles that ask, in their order: of each group one, beginning elsewhere in their row at each name."""
    at = crc32(name.encode()) % len(ROLES)
    first = {_group(policy, world, role): role for role in reversed((*ROLES[at:], *ROLES[:at]))}
    return [role for role in ROLES if FULL or role in first.values()]


def _group(policy, world, role):
    """What is alike for all roles of a group: the word that lets them in, and whether anything there is theirs.

    A role that the policy names is alone; so is, when wide, one that stays out though something there is its own.
    """
    reach, owns = policy.reach_of(role), role in world.own
    if role in policy.reach or (BROAD and owns and reach is None):
        return role
    return reach, owns


def _probes(door, world, role):
    """What this role asks for, and what must come of it: open, refused, hidden or log-in."""
    policy = door.policy
    if policy.door == "open":
        yield "the object", world.other, "open"
    elif policy.door == "bearer":
        yield "the bearer's object", world.own[VISITOR], "open"
    elif role == VISITOR:
        yield from ((what, kwargs, "log-in") for what, kwargs in _all(door, world))
    else:
        yield from _member_probes(door, world, role)
    if door.arguments and (policy.door != "roles" or _is_let_in(policy, role)):
        yield "nothing", world.absent, _of_nothing(policy, world, role)
        if world.closed is not None:
            yield "a closed object", world.closed, "hidden"


def _of_nothing(policy, world, role):
    """What is absent is answered so; a role that the door never lets in may be refused before anybody looks."""
    stays_out = policy.door == "roles" and policy.reach_of(role) is None
    return "refused" if stays_out and not world.hidden else "absent"


def _is_let_in(policy, role):
    """Whether the policy lets this role in anywhere. One that it never does tries only another's object, but where all
    roles are asked, it tries all.
    """
    return role != VISITOR and (BROAD or policy.reach_of(role) is not None)


def _member_probes(door, world, role):
    reach = door.policy.reach_of(role)
    if not door.arguments:
        yield "the page", {}, "refused" if reach is None else "open"
        return
    mine = world.own.get(role)
    if reach is None or reach == OWN:
        others = [("another's", world.other), *_of_other_roles(door, world, role)]
        refusal = "hidden" if world.hidden else "refused"
        told = {tuple(kwargs.items()): what for what, kwargs in reversed(others)}
        yield from ((what, dict(kwargs), refusal) for kwargs, what in told.items())
    if reach == ANY:
        yield "another's", world.other, "open"
    if reach == OWN and role in door.policy.reach:
        assert mine is not None, f"the world of {door.name} gives {role} nothing of its own"
    if mine is not None and reach is not None:
        yield "its own", mine, "open"


def as_finance(door, cast):
    """What finance is answered at this door, by method, for what the officer of the same programme reaches; or None."""
    world = world_for(door, cast)
    if world is None or "officer" not in world.own:
        return None
    client = _client(door, cast, "finance")
    return {
        method: _ask(client, method, door.address(world.own["officer"]), world.data).status_code
        for method in door.methods
    }


def _of_other_roles(door, world, role):
    """What other roles have for their own and this one does not, beginning with the role after it."""
    at = ROLES.index(role) + 1
    roles = [other for other in (*ROLES[at:], *ROLES[:at], VISITOR) if other in world.own]
    mine = world.shared_with(role)
    theirs = [(f"the {other}'s", world.own[other]) for other in roles if world.own[other] not in mine]
    return theirs if BROAD else theirs[: 1 if _is_let_in(door.policy, role) else 0]


def _all(door, world):
    if not door.arguments:
        return [("the page", {})]
    return [("another's", world.other), ("nothing", world.absent)]


def _client(door, cast, role):
    client = Client(raise_request_exception=False)
    if role != VISITOR and door.is_api:
        client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {cast.token(role)}"})
    elif role != VISITOR:
        client.cookies[settings.SESSION_COOKIE_NAME] = cast.session(role)
    return client


def _ask(client, method, address, data):
    """Ask, and undo whatever came of it."""
    with undone():
        answer = _asked(client, method, address, data)
        if answer.streaming:
            answer.content = b"".join(answer.streaming_content)
    return answer


def _asked(client, method, address, data):
    if method == "GET":
        return client.generic("GET", address)
    if "HTTP_AUTHORIZATION" in client.defaults:
        return client.generic(method, address, json.dumps(data), content_type="application/json")
    return client.post(address, {**data, CONFIRMED: "1"})


def _fault(answer, expected, absent):
    status = answer.status_code
    if status >= 500:
        return f"it fails with {status}: {getattr(answer, 'exc_info', '')}"
    to_log_in = status == 302 and "/account/login/" in answer["Location"]
    wrong = {
        "open": status in (401, 403, 404, 405, 410) or to_log_in,
        "log-in": not to_log_in and status not in (401, 403),
        "refused": status not in (403, 404),
        "absent": status not in (404, 410),
        "hidden": status != 404,
    }[expected]
    if wrong:
        return f"answered {status} where {expected} was declared"
    if expected == "hidden" and _plain(answer.content) != _plain(absent().content):
        return "what is hidden reads otherwise than what is absent"
    return ""


def _plain(content):
    """The page without what differs at each request: nonces, tokens and the address asked for."""
    text = content.decode(errors="replace")
    text = re.sub(r'(nonce|value|content)="[A-Za-z0-9+/=_-]{16,}"', "", text)
    return re.sub(r"\?next=[^\"'&]*|/[\w/.-]*\d+[\w/.-]*", "", text)
