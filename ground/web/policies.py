"""Who may come through which door, declared in one line beside it, and proved by the role matrix (guarantee G12).

A policy is a declaration: rules and `visible_to` enforce it, the matrix asks every door as every role for an object
of their own, another's and an absent one, and compares. An undeclared route fails the matrix.

    route("threads/<int:thread_id>/", views.thread, name="thread", who=members())
    route("letters/<str:token>/", views.letter, name="letter", who=bearer(), methods=GET_POST)
    route("grants/<int:grant_id>/", views.grant, name="grant", who=only(founder=OWN, officer=ANY))
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.urls import URLPattern, path, register_converter

from ground.web import asking, nul, page_keys, throttles

register_converter(page_keys.RowConverter, "row")
OWN: Final = "own"
ANY: Final = "any"
GET: Final = ("GET",)
POST: Final = ("POST",)
GET_POST: Final = ("GET", "POST")

View = Callable[..., HttpResponseBase]
_roles: dict[str, None] = {}


@dataclass(frozen=True, slots=True)
class Policy:
    """`reach` says, for each role, whether it reaches its own objects or any. `door` is open, bearer or roles."""

    door: str
    reach: Mapping[str, str] = field(default_factory=dict, hash=False)

    def reach_of(self, role: str) -> str | None:
        return self.reach.get(role, self.reach.get("member"))


def everyone() -> Policy:
    """Open to visitors who have not logged in."""
    return Policy("open")


def bearer() -> Policy:
    """Open to whoever holds the secret in the address; a wrong, old or used one is answered 404 or 410."""
    return Policy("bearer")


def members() -> Policy:
    """Every signed-in member reaches every object."""
    return Policy("roles", {"member": ANY})


def only(**reach: str) -> Policy:
    """These roles only: `only(founder=OWN, officer=ANY)`. The role `member` stands for every signed-in member."""
    if set(reach.values()) - {OWN, ANY}:
        raise ValueError(f"unknown reaches in {reach}")
    return Policy("roles", reach)


def declare_roles(*names: str) -> None:
    """Register roles that an area knows, before any route names them."""
    _roles.update(dict.fromkeys(names))


def roles() -> tuple[str, ...]:
    """Every role that an area has declared."""
    return tuple(_roles)


def unknown_roles(who: Policy) -> set[str]:
    """Those that a policy names and no area has declared."""
    return set(who.reach) - {*_roles, "member"}


def route(
    pattern: str,
    view: View,
    *,
    name: str,
    who: Policy,
    methods: tuple[str, ...] = GET,
    limited: str = throttles.STEP,
    asks: asking.Asks | None = None,
    asks_only: tuple[str, str] | None = None,
) -> URLPattern:
    """A path with its policy, its methods (others are answered 405) and the kind of writing that a form sent to it is:
    whoever does more of it than `settings.LIMITS` lets them is answered 429. A weighty step `asks` first.
    """
    if unknown := unknown_roles(who):
        raise ValueError(f"no area has declared {sorted(unknown)}, which {pattern} lets in")
    guarded = _limit(
        _ask(view, asks, asks_only), methods, limited, lambda sent: asking.is_to_ask(sent, asks, asks_only)
    )
    guarded.policy = who  # type: ignore[attr-defined]  # ours
    # A database has no word for a number beyond its own, and fails when asked for one.
    bounded = pattern.replace("<int:", "<row:")
    found = path(bounded, login_not_required(guarded) if who.door != "roles" else guarded, name=name)
    found.policy = who  # type: ignore[attr-defined]  # ours
    found.methods = methods  # type: ignore[attr-defined]  # ours
    found.limited = limited  # type: ignore[attr-defined]  # ours
    found.asks = asks  # type: ignore[attr-defined]  # ours
    return found


def policy_of(view: View) -> Policy | None:
    """What `route` declared for the view that answers; None for a package's own."""
    policy: Policy | None = getattr(view, "policy", None)
    return policy


def _ask(view: View, asks: asking.Asks | None, only: tuple[str, str] | None) -> View:
    if asks is None:
        return view

    @wraps(view)
    def asking_first(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if asking.is_to_ask(request, asks, only):
            return asking.ask(view, asks, request, *args, **kwargs)
        return view(request, *args, **kwargs)

    return asking_first


def _limit(view: View, methods: tuple[str, ...], kind: str, is_asked: Callable[[Any], bool]) -> View:
    allowed = (*methods, "HEAD") if "GET" in methods else methods

    @wraps(view)
    def limited(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in allowed:
            page = render_to_string("405.html", request=request) if request.method == "GET" else ""
            return HttpResponseNotAllowed(allowed, page)
        nul.take_out(request)
        # A question is no step yet: it takes nothing of the few that its kind may have.
        counted = throttles.STEP if is_asked(request) else kind
        refused = throttles.refusal(request, counted) if request.method == "POST" else None
        return refused or view(request, *args, **kwargs)

    return limited
