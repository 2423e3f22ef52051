"""The letter U+0000, which nobody types and PostgreSQL cannot keep: it is taken out of what comes with a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\0"
UNREAD = "\ufffd"
"""What stands for it in a path: no page of ours has one."""


class WithoutNul:
    """Takes it out of the path and the cookies, which are looked up before any door is reached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path:
            request.path = request.path.replace(NUL, UNREAD)
            request.path_info = request.path_info.replace(NUL, UNREAD)
        for name in [name for name, value in request.COOKIES.items() if NUL in name + value]:
            del request.COOKIES[name]
        return self.get_response(request)


def take_out(request: HttpRequest) -> None:
    if "%00" in request.META.get("QUERY_STRING", ""):
        request.GET = without(request.GET)  # type: ignore[assignment]  # a copy, as immutable
    if request.method == "POST" and any(NUL in word for pair in request.POST.lists() for word in (pair[0], *pair[1])):
        request.POST = without(request.POST)  # type: ignore[assignment]  # a copy, as immutable


def without(said: QueryDict) -> QueryDict:
    """The same names and values, without it."""
    found = QueryDict(mutable=True)
    for name, values in said.lists():
        found.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    return found
