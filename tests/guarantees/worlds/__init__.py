"""Worlds: for each set of a route's arguments, an object of one's own, another's, and an absent one.

    @world("thread_id")
    def thread(cast):
        return World(own={"founder": {"thread_id": …}}, other={"thread_id": …}, absent={"thread_id": 999999})

    @world(route="network:report")       # where a route needs other objects or a POST body
    @joins("officer")                    # what makes a member an officer, when the cast is drawn
    @stream_world("thread")              # the same for a kind of stream: kwargs are {"stream_id": …}

`own` is by role (`visitor` for a bearer's address). `other` belongs to parties that are nobody in the cast.
`closed` is hidden from every role. `hidden=False`: another's is seen, but acting on it is refused.
`shared` names roles whose objects each of them reaches, where one role's own differs from another's.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.test import Client

from tests.factories.members import make_member
from tests.factories.tokens import make_token
from tests.roles import ROLES

# A member may not be called what the house calls its people.
NAMES = dict(zip(ROLES, ("Fay", "Hal", "Cora", "Fila", "Olaf", "Ewa", "Orla", "Opal", "Sten"), strict=True))
_by_arguments = {}
_by_route = {}
_by_stream = {}
_joins = {}


@dataclass
class World:
    other: dict = field(default_factory=dict)
    absent: dict = field(default_factory=dict)
    own: dict = field(default_factory=dict)
    closed: dict | None = None
    data: dict = field(default_factory=dict)
    hidden: bool = True
    shared: tuple[str, ...] = ()

    def shared_with(self, role):
        """What this role reaches as its own: its object, and those of the roles with which it shares all."""
        roles = self.shared if role in self.shared else (role,)
        return [self.own[other] for other in roles if other in self.own]


class Cast:
    """One member a role, drawn when first asked for, and the things they share."""

    def __init__(self):
        self._members = {}
        self._things = {}
        self._sessions = {}
        self._tokens = {}

    def member(self, role):
        if role not in self._members:
            self._members[role] = make_member(name=NAMES[role])
            for join in _joins.get(role, []):
                join(self, self._members[role])
        return self._members[role]

    def session(self, role):
        """The value of the cookie of a session of this role's member."""
        if role not in self._sessions:
            client = Client()
            client.force_login(self.member(role), backend="django.contrib.auth.backends.ModelBackend")
            self._sessions[role] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return self._sessions[role]

    def token(self, role):
        """The secret of a token of this role's member, that may be used for everything."""
        if role not in self._tokens:
            self._tokens[role] = make_token(self.member(role))
        return self._tokens[role]

    def draw_all(self):
        for role in ROLES:
            self.session(role)
            self.token(role)
        return self

    def again(self):
        """The same people and things for another test, that undoes what it does to them."""
        return deepcopy(self)

    def once(self, name, make):
        """A thing that several worlds share: `cast.once("programme", make_programme)`."""
        if name not in self._things:
            self._things[name] = make()
        return self._things[name]


def world(*arguments, route=None):
    def register(make):
        worlds, name = (_by_route, route) if route else (_by_arguments, frozenset(arguments))
        assert name not in worlds, f"two worlds for {name}: doors of one would be tried with the other's objects"
        worlds[name] = make
        return make

    return register


def stream_world(kind):
    def register(make):
        _by_stream[kind] = make
        return make

    return register


def joins(role):
    def register(join):
        _joins.setdefault(role, []).append(join)
        return join

    return register


def world_for(door, cast):
    make = _by_route.get(door.name) or _by_arguments.get(door.arguments)
    if make is not None:
        return make(cast)
    return World() if not door.arguments else None


def world_of_stream(kind, cast):
    make = _by_stream.get(kind)
    return make(cast) if make else None


def gather():
    """Import every world beside this file."""
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        import_module(f"{__name__}.{path.stem}")
