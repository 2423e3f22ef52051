"""Who calls: the member behind a socket's session, read once at the door and checked again in batches."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import get_user, get_user_model
from django.http import HttpRequest, parse_cookie
from django.utils import timezone

from ground.web import nul

SESSION_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Caller:
    """`member` is None for a visitor. `proof` changes with the password and ends the session."""

    member: int | None
    language: str
    session: str = field(default="", repr=False)
    proof: str = field(default="", repr=False)

    @property
    def mark(self) -> str:
        """Names the session to other processes without giving it away."""
        return mark_of(self.session)


Guard = Callable[[Any, Any], bool]
_guards: list[Guard] = []


def guard_with(guard: Guard) -> None:
    """Register what a session needs beside a log-in: `guard(member, session)` is False where it is not let in."""
    _guards.append(guard)


def mark_of(session: str) -> str:
    return sha256(session.encode()).hexdigest() if session else ""


def who_calls(scope: dict[str, Any]) -> Caller:
    """The caller of a socket: a visitor where a guard does not let the member's session in. Runs in a thread."""
    language = _language(scope)
    key = _cookies(scope).get(settings.SESSION_COOKIE_NAME, "")
    if not key or len(key) > SESSION_LONGEST or nul.NUL in key:
        return Caller(None, language)
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    member = get_user(cast(HttpRequest, SimpleNamespace(session=session)))
    if not (member.is_authenticated and member.is_active) or not all(lets(member, session) for lets in _guards):
        return Caller(None, language)
    return Caller(member.pk, language, key, member.get_session_auth_hash())


def ended(callers: Iterable[Caller]) -> set[Caller]:
    """Those whose session, password or account is no longer what it was. Runs in a thread."""
    signed_in = [caller for caller in callers if caller.member is not None]
    alive = _sessions_alive({caller.session for caller in signed_in})
    members = get_user_model().objects.filter(pk__in={caller.member for caller in signed_in}, is_active=True)
    sound = {(member.pk, member.get_session_auth_hash()) for member in members.only("pk", "password", "is_active")}
    return {caller for caller in signed_in if caller.session not in alive or (caller.member, caller.proof) not in sound}


def _sessions_alive(keys: set[str]) -> set[str]:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    if not hasattr(store, "get_model_class"):
        return {key for key in keys if store().exists(key)}
    rows = store.get_model_class().objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return set(rows.values_list("session_key", flat=True))


def _language(scope: dict[str, Any]) -> str:
    """The language of the page that calls: `/live/?lang=fr`."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _cookies(scope: dict[str, Any]) -> dict[str, str]:
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie"]
    return parse_cookie("; ".join(lines))
