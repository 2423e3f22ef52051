"""What stands before every operation: who asks, how often they may, in which language they are answered.

Nothing is read of what was asked for before its caller is let in: a refusal says nothing of what there is.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ground.web import nul
from ground.web.api import holders, meters, pages
from ground.web.api.problems import Problem
from ground.web.policies import Policy

VARIES: Final = ("Authorization", "Cookie", "Accept-Language")
OWN: Final = "private, no-cache"
"""A program may keep what it was answered, and asks whether it still holds."""


class Operation(Protocol):
    @property
    def who(self) -> Policy: ...
    @property
    def scope(self) -> str: ...
    @property
    def limited(self) -> str: ...


View = Callable[..., HttpResponseBase]


def guard(view: View, operations: Mapping[str, Operation]) -> View:
    """The view of one path, whose operations are named by their method. Sessions write nothing here: no CSRF."""

    @csrf_exempt
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sent, asked_as = request.user, request.method or ""
        request.method = "GET" if asked_as == "HEAD" else asked_as
        try:
            return _answer(view, operations, request, *args, **kwargs)
        finally:
            # What is after us knows the session's member, who may be another than the token's.
            request.user, request.method = sent, asked_as

    return guarded


def _answer(
    view: View, operations: Mapping[str, Operation], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    holder, refusal = _caller(request)
    request.user = holder.member if holder else AnonymousUser()
    with translation.override(language_of(request, holder)):
        answer = _of(view, operations, request, holder, refusal, *args, **kwargs)
        return _told(request, answer, is_own=holder is not None)


def _caller(request: HttpRequest) -> tuple[holders.Holder | None, Problem | None]:
    """A token that lets nobody in is a refusal, which is counted like any other request."""
    try:
        return holders.holder_of(request), None
    except Problem as problem:
        return None, problem


def _of(
    view: View,
    operations: Mapping[str, Operation],
    request: HttpRequest,
    holder: holders.Holder | None,
    refusal: Problem | None,
    *args: Any,
    **kwargs: Any,
) -> HttpResponse:
    try:
        meters.take(request, meters.KIND)
        if refusal:
            raise refusal
        operation = _meant(request, operations)
        _let_in(operation, holder)
        if operation.limited != meters.KIND:
            meters.take(request, operation.limited)
        _without_nul(request)
        answer = view(request, *args, **kwargs)
        assert isinstance(answer, HttpResponse)
        return answer
    except Problem as problem:
        return problem.answer()


def _meant(request: HttpRequest, operations: Mapping[str, Operation]) -> Operation:
    if meant := operations.get(request.method or ""):
        return meant
    allowed = ", ".join([*operations, "HEAD"] if "GET" in operations else operations)
    raise Problem(405, headers={"Allow": allowed})


def _let_in(operation: Operation, holder: holders.Holder | None) -> None:
    if holder is None and operation.who.door != "open":
        raise Problem(401, _("This needs a token."), headers={"WWW-Authenticate": "Bearer"})
    if holder is not None and not holder.may_use(operation.scope):
        words = _("This token may not be used for this: it lacks the scope %(scope)s.") % {"scope": operation.scope}
        wanted = f'Bearer error="insufficient_scope", scope="{operation.scope}"'
        raise Problem(403, words, headers={"WWW-Authenticate": wanted})


def _without_nul(request: HttpRequest) -> None:
    """Of the address alone: a body is read as JSON (`bodies`)."""
    if "%00" in request.META.get("QUERY_STRING", ""):
        request.GET = nul.without(request.GET)  # type: ignore[assignment]  # a copy, as immutable


def language_of(request: HttpRequest, holder: holders.Holder | None) -> str:
    """What `Accept-Language` prefers; else that of the member's pages."""
    if request.headers.get("Accept-Language"):
        return _accepted(request)
    own = getattr(holder.member, "language", "") if holder else ""
    return own if own in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _accepted(request: HttpRequest) -> str:
    # Django would ask the cookie of the pages first.
    asked = HttpRequest()
    asked.META["HTTP_ACCEPT_LANGUAGE"] = request.META["HTTP_ACCEPT_LANGUAGE"]
    return translation.get_language_from_request(asked)


def _told(request: HttpRequest, answer: HttpResponse, *, is_own: bool) -> HttpResponseBase:
    """With the headers that every answer has. What the caller has already is not sent again (RFC 9110, 13)."""
    patch_vary_headers(answer, VARIES)
    answer["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    if is_own:
        answer.headers.setdefault("Cache-Control", OWN)
    if link := pages.link_of(request):
        answer["Link"] = link
    if request.method == "GET" and answer.status_code == 200:
        set_response_etag(answer)
        answer = get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
    meters.read(request).tell(answer)
    return answer
