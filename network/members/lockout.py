"""Whom a failed log-in is counted against."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

NAMES = ("email", "username", "login")


def address_tried(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """The address that was tried, however the form or the package calls it; empty when there was none.

    Called by django-axes (AXES_USERNAME_CALLABLE), before the log-in with the request alone.
    """
    sent = request.POST if request is not None else {}
    tried = (given.get(name) for given in (credentials or {}, sent) for name in NAMES)
    return next((str(one).strip().lower() for one in tried if one), "")
