"""Addresses that come with a request, and are gone to."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(request: HttpRequest, page: str) -> bool:
    """Whether an address that came with the request leads to one of our pages. A bare word is none: `redirect` would
    look it up as the name of one, and fail.
    """
    return page.startswith(("/", "http://", "https://")) and url_has_allowed_host_and_scheme(
        page, {request.get_host()}, require_https=request.is_secure()
    )
