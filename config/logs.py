"""Logs: one line of JSON a record in production, and no secret in any of them."""

import json
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from django.http import HttpRequest, HttpResponse

from ground.web import log_context

HIDDEN: Final = "…"
# Addresses whose last part opens a door, words that carry a password or a session, and log-ins inside addresses.
SECRETS: Final = (
    re.compile(
        r"(/(?:letters/by|letters/verify|sealed|introductions/answer|invitations|notices/unsubscribe|calendar|account/password/reset/key|waiting"
        r"|account/confirm-email)/)[^/\s\"'?]+"
    ),
    re.compile(
        r"((?:sessionid|csrftoken|(?:password|secret)\w{0,24}|token|key)[\"']?\s*[=:]\s*[\"']?)[^\s\"'&;,)]+", re.I
    ),
    re.compile(r"(kontor_)[\w-]{43}"),
    re.compile(r"((?:Bearer|Basic)\s+)\S+", re.I),
    re.compile(r"(://[^/\s:@]*:)[^/\s@]+(?=@)"),
)
A_NAME: Final = re.compile(r"[\w.-]{1,64}")


def redacted(text: str) -> str:
    for pattern in SECRETS:
        text = pattern.sub(rf"\1{HIDDEN}", text)
    return text


class Redacting(logging.Filter):
    """Takes secrets out of what a record says, before any handler writes it."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            said = record.getMessage()
        except Exception:  # what was to be put into the words does not fit, or cannot be said: not the caller's end
            said = str(record.msg)
        record.msg, record.args = redacted(said), ()
        return True


class NoPlainAbsence(logging.Filter):
    """An address that is not there is nobody's fault, and is asked for by robots all day: no warning."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "status_code", None) != 404


class JsonLines(logging.Formatter):
    """`at`, `level`, `logger`, `said`; where known `request`, `connection`, `member`; `error` with its traceback.

    What a record brings as `facts` stands beside them, each by its name.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": record.getMessage(),
            **log_context.told(getattr(record, "request", None)),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["error"] = redacted(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


class NamedRequests:
    """Each request has a name, the proxy's if it gave one, which is in its log lines and in its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        name = given if A_NAME.fullmatch(given) else log_context.new_name()
        request.name_in_logs = name  # type: ignore[attr-defined]  # ours, read by whereabouts
        token = log_context.request.set(request)
        try:
            response = self.get_response(request)
        finally:
            log_context.request.reset(token)
        response["X-Request-ID"] = name
        return response
