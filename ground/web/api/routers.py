"""A feature's operations, each with who may and what for:

    router = Router("forums")

    @router.reads("threads/{row:thread_id}", name="thread", who=everyone(), scope=READ, answers=ThreadOut)
    def thread(request: HttpRequest, thread_id: int) -> Thread: ...

    @router.writes("threads/{row:thread_id}/posts", name="reply", who=members(), scope=WRITE, answers={201: PostOut},
                   limited="post")
    def reply(request: HttpRequest, thread_id: int, said: ReplyIn) -> Status[Post]: ...

`urls_of` gives the paths of an API with all that guards them: one that declares nothing does not start.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import ninja
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI

from ground.web.api import doors, keys, meters
from ground.web.policies import Policy, unknown_roles

Operation = TypeVar("Operation", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Declared:
    """What an operation says of itself."""

    method: str
    who: Policy
    scope: str
    limited: str
    media: str = ""
    """The type of a file that is answered in place of JSON."""


class Router(ninja.Router):
    def __init__(self, tag: str) -> None:
        super().__init__(tags=[tag])
        self.declared: dict[str, Declared] = {}

    def reads(self, path: str, *, name: str, who: Policy, scope: str, answers: Any) -> Callable[[Operation], Operation]:
        """What answers a file, by its bytes, is `fetches`."""
        return self._declare(path, name, Declared("GET", who, scope, meters.KIND), answers)

    def fetches(self, path: str, *, name: str, who: Policy, scope: str, media: str) -> Callable[[Operation], Operation]:
        return self._declare(path, name, Declared("GET", who, scope, meters.KIND, media), {200: None})

    def writes(
        self, path: str, *, name: str, who: Policy, scope: str, answers: Any, limited: str, method: str = "POST"
    ) -> Callable[[Operation], Operation]:
        """`limited` is the kind of writing, as for a page's form. Nobody writes without saying who they are."""
        if who.door != "roles":
            raise ValueError(f"{path} lets visitors write")
        return self._declare(path, name, Declared(method, who, scope, limited), answers)

    def _declare(self, path: str, name: str, said: Declared, answers: Any) -> Callable[[Operation], Operation]:
        if unknown := unknown_roles(said.who):
            raise ValueError(f"no area has declared {sorted(unknown)}, which {path} lets in")
        self.declared[name] = said
        return self.api_operation(
            [said.method],
            path,
            response=answers,
            url_name=name,
            operation_id=name.replace("-", "_"),
            openapi_extra=_said_beside(said),
        )


def _said_beside(said: Declared) -> dict[str, Any]:
    """What its description has beside ninja's: the ways in, and for writes the key."""
    ways: list[dict[str, list[str]]] = [{"token": [said.scope]}]
    if said.method == "GET":
        ways.append({"session": []})
    found: dict[str, Any] = {"security": [*ways, {}] if said.who.door == "open" else ways}
    if said.media:
        found["responses"] = {200: {"content": {said.media: {"schema": {"type": "string", "format": "binary"}}}}}
    return found if said.method == "GET" else {**found, "parameters": [dict(keys.PARAMETER)]}


def urls_of(api: NinjaAPI, routers: Iterable[Router]) -> list[URLPattern]:
    """The paths of these routers, guarded. Raises ValueError for an operation that declares no policy."""
    declared: dict[str, Declared] = {}
    for router in routers:
        api.add_router("", router)
        declared |= router.declared
    # ninja's own root only says where its docs are: ours are elsewhere.
    ours = [pattern for pattern in api.urls[0] if not _is_root(pattern)]
    methods: dict[str, dict[str, Declared]] = {}
    for pattern in ours:
        said = declared.get(getattr(pattern, "name", None) or "")
        if said is None:
            raise ValueError(f"{pattern.pattern} declares no policy")
        methods.setdefault(str(pattern.pattern), {})[said.method] = said
    return [_guarded(pattern, declared, methods) for pattern in ours if isinstance(pattern, URLPattern)]


def _is_root(pattern: URLPattern | URLResolver) -> bool:
    return isinstance(pattern, URLPattern) and pattern.name == "api-root"


def _guarded(pattern: URLPattern, declared: dict[str, Declared], methods: dict[str, dict[str, Declared]]) -> URLPattern:
    said = declared[pattern.name or ""]
    guarded = login_not_required(doors.guard(pattern.callback, methods[str(pattern.pattern)]))
    guarded.policy = said.who  # type: ignore[attr-defined]  # ours, read by policy_of
    found = URLPattern(pattern.pattern, guarded, pattern.default_args, pattern.name)
    found.policy = said.who  # type: ignore[attr-defined]  # as `route` does, for the role matrix
    found.methods = (said.method,)  # type: ignore[attr-defined]  # ours
    found.limited = said.limited  # type: ignore[attr-defined]  # ours
    found.scope = said.scope  # type: ignore[attr-defined]  # ours
    return found
