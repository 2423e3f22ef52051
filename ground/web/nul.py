"""The letter U+0000, which nobody types and PostgreSQL cannot keep: it is taken out of what comes with a request."""

from django.http import HttpRequest, QueryDict

NUL = "\0"


def take_out(request: HttpRequest) -> None:
    if "%00" in request.META.get("QUERY_STRING", ""):
        request.GET = _without(request.GET)  # type: ignore[assignment]
    if request.method == "POST" and any(NUL in word for pair in request.POST.lists() for word in (pair[0], *pair[1])):
        request.POST = _without(request.POST)  # type: ignore[assignment]


def _without(said: QueryDict) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, values in said.lists():
        found.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    return found
