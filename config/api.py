"""The API's root: every area's routers at `/api/v1/`, its description (OpenAPI 3.1) and the page that shows it."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from ninja import NinjaAPI

from ground.web.api import problems
from ground.web.api.bodies import Bodies
from ground.web.api.description import described
from ground.web.api.routers import urls_of
from ground.web.policies import everyone, route
from network.api import ROUTERS as NETWORK

ROOT: Final = "/api/"
DESCRIPTION: Final = """What Kontor's pages show and do, for programs: through the same rules, under the same limits.

Send a token with each request (`Authorization: Bearer kontor_…`); you make one on *Access tokens*, at `/me/tokens/`.
What is wrong is told as problem details (RFC 9457), in the language of `Accept-Language`. Lists come in pages: the next
is the address in `Link: <…>; rel="next"`. A write that comes twice with one `Idempotency-Key` is done once. `RateLimit`
says how much more you may ask.
"""

api = NinjaAPI(
    title="Kontor",
    version="1",
    description=DESCRIPTION,
    parser=Bodies(),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
problems.explain(api)
ROUTERS: Final = (*NETWORK,)
_operations = urls_of(api, ROUTERS)


@cache
def _description() -> dict[str, Any]:
    return described(api, ROOT + "v1/")


def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(_description())


def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html", {"description": {"url": reverse("api:openapi")}})


urlpatterns = [
    route("openapi.json", openapi, name="openapi", who=everyone()),
    route("docs", docs, name="docs", who=everyone()),
    *_operations,
]


class ProblemsAlone:
    """Whatever refuses a program's request, also before any operation is found, tells it as a problem."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not request.path.startswith(ROOT) or answer.status_code < 400 or problems.is_problem(answer):
            return answer
        return problems.as_problem(request, answer)
