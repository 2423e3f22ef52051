"""Lists in pages: what comes after the last row is asked for by its key, in the address that `Link` names."""

from collections.abc import Sequence
from typing import Any, Final, Generic, TypeVar

from django.http import HttpRequest
from ninja import Schema

NEXT: Final = "api_next"
AFTER: Final = "after"
Row = TypeVar("Row")


class Page(Schema, Generic[Row]):
    """`next` is the address of the next page, as in `Link: <…>; rel="next"`; null on the last."""

    items: list[Row]
    next: str | None = None


def listed(request: HttpRequest, items: Sequence[Any], key: object) -> dict[str, Any]:
    """A page of these, with the key after which the next begins; an empty one (`""`, 0, None) ends the list."""
    following = _address(request, key) if key else None
    setattr(request, NEXT, following)
    return {"items": items, "next": following}


def link_of(request: HttpRequest) -> str:
    following = getattr(request, NEXT, None)
    return f'<{following}>; rel="next"' if following else ""


def _address(request: HttpRequest, key: object) -> str:
    asked = request.GET.copy()
    asked[AFTER] = str(key)
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
