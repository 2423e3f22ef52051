"""Pages go out compressed, where that gives no secret away.

Who can put words into a page and see how long it is could find out a secret that stands in the same page, letter by
letter (BREACH). The CSRF token is masked anew in each answer, Django makes each answer longer by up to a hundred random
bytes, and pages that are reached by a secret in their address go out as they are. Static files were compressed when
they were collected.
"""

from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from ground.web.policies import policy_of

LEADING: Final = ("text/", "application/json", "application/javascript", "image/svg+xml")


class Compressed(GZipMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or not _is_text(response) or _is_reached_by_a_secret(request):
            return response
        return super().process_response(request, response)


def _is_text(response: HttpResponseBase) -> bool:
    return response.get("Content-Type", "").startswith(LEADING)


def _is_reached_by_a_secret(request: HttpRequest) -> bool:
    match = request.resolver_match
    policy = policy_of(match.func) if match else None
    return policy is not None and policy.door == "bearer"
