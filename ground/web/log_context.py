"""Where a word in the log was said: names for the request and the connection that are being served."""

import secrets
from contextvars import ContextVar
from typing import Any, Final

# The request itself: who asks is read from it when something is logged, and only if it is known by then.
request: Final[ContextVar[Any]] = ContextVar("request", default=None)
connection: Final[ContextVar[str]] = ContextVar("connection", default="")


def new_name() -> str:
    return secrets.token_hex(6)


def told(of: Any = None) -> dict[str, Any]:
    """What is known: `request` and `connection` by name, `member` by id. `of` is a request that is over already."""
    asked = request.get() or of
    member = getattr(getattr(asked, "_cached_user", None), "pk", None)
    known = {"request": getattr(asked, "name_in_logs", ""), "connection": connection.get(), "member": member}
    return {key: value for key, value in known.items() if value}
