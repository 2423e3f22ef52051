"""Who asks: the member whose token came with the request, or whose session did where it is only read.

Who keeps tokens registers how they are found. A session never writes: a page elsewhere could make a browser send it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ground.web.api.problems import Problem

SAFE: Final = ("GET", "HEAD")
SCHEME: Final = "bearer"


@dataclass(frozen=True, slots=True)
class Holder:
    """A member, and what their token may be used for; None: all, as they have logged in."""

    member: Any
    scopes: frozenset[str] | None = None

    def may_use(self, scope: str) -> bool:
        return self.scopes is None or scope in self.scopes


Find = Callable[[str], Holder | None]
Guard = Callable[[Any], bool]
_finds: Final[list[Find]] = []
_guards: Final[list[Guard]] = []


def find_with(find: Find) -> None:
    """Register whose a token is: `find(secret)` is None for one that is wrong, ended or too old."""
    _finds.append(find)


def guard_with(guard: Guard) -> None:
    """Register what a member needs beside a token: `guard(member)` is False where it lets nobody in."""
    _guards.append(guard)


def holder_of(request: HttpRequest) -> Holder | None:
    """None for a visitor. Raises Problem (401) where a token came that lets nobody in."""
    said = request.headers.get("Authorization", "")
    if said:
        return _holder_of_token(said)
    if request.method in SAFE and request.user.is_authenticated:
        return Holder(request.user)
    return None


def _holder_of_token(said: str) -> Holder:
    scheme, _blank, secret = said.partition(" ")
    if scheme.lower() == SCHEME and secret:
        found = next((holder for find in _finds if (holder := find(secret.strip()))), None)
        if found and all(guard(found.member) for guard in _guards):
            return found
    words = _("This token is not known, or it is ended, or too old.")
    raise Problem(401, words, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
