"""Problem details (RFC 9457): what is wrong, as `application/problem+json`, in the language that was asked for.

`errors` has the words by field, where fields are what is wrong: those of the form that a page would show.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as NotUnderstood

from ground.web.idempotency import KeyReused

CONTENT_TYPE: Final = "application/problem+json"
Errors = Mapping[str, Sequence[str]]
Found = Mapping[str, Iterable[object]]


class Problem(Exception):
    """Ends an operation: `detail` says what is wrong, `errors` what is wrong with each field."""

    def __init__(
        self, status: int, detail: str = "", *, errors: Errors | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, detail)
        self.status, self.detail, self.errors, self.headers = status, detail, errors or {}, headers or {}

    def answer(self) -> HttpResponse:
        said: dict[str, Any] = {"type": "about:blank", "title": title_of(self.status), "status": self.status}
        if self.detail:
            said["detail"] = self.detail
        if self.errors:
            said["errors"] = {field: list(words) for field, words in self.errors.items()}
        body = json.dumps(said, ensure_ascii=False)
        return HttpResponse(body, status=self.status, content_type=CONTENT_TYPE, headers=dict(self.headers))


def title_of(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return str(status)


def absent() -> Problem:
    """What is hidden reads like what is absent."""
    return Problem(404, _("There is nothing here, or nothing that you may see."))


def refused(form: forms.BaseForm, *, status: int = 422) -> Problem:
    """What is wrong with what was sent, in the words of the form that a page would show."""
    return Problem(status, _("What was sent cannot be taken."), errors=_by_field(form.errors))


def explain(api: NinjaAPI) -> None:
    """Let what operations raise be told as problems."""
    api.add_exception_handler(Problem, lambda _request, problem: _of(problem).answer())
    for kind in (Http404, PermissionDenied, ValidationError, KeyReused, NotUnderstood, HttpError):
        api.add_exception_handler(kind, lambda _request, error: _of(error).answer())


def _of(error: Exception | type[Exception]) -> Problem:
    match error:
        case Problem():
            return error
        case Http404():
            return absent()
        case PermissionDenied():
            return Problem(403, _("You may not do this."))
        case ValidationError():
            return Problem(422, _("What was sent cannot be taken."), errors=_of_validation(error))
        case KeyReused():
            return Problem(409, _("This key was used before, with something else. Take a new one."))
        case NotUnderstood():
            return Problem(422, _("What was sent cannot be taken."), errors=_of_parameters(error))
    # What a body is that is no JSON: its parser's own words are English, and of no help.
    return Problem(getattr(error, "status_code", 400), _("The body is not JSON that can be read."))


def _by_field(errors: Found) -> dict[str, list[str]]:
    return {"" if field == NON_FIELD_ERRORS else field: [str(one) for one in words] for field, words in errors.items()}


def _of_validation(error: ValidationError) -> dict[str, list[str]]:
    return _by_field(error.message_dict) if hasattr(error, "error_dict") else {"": error.messages}


def _of_parameters(error: NotUnderstood) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in error.errors:
        found.setdefault(_field(one["loc"]), []).append(_words(one["type"]))
    return found


def _field(place: Sequence[object]) -> str:
    """`("body", "said", "title")` is the field `title` of the body; `("body", "said")` is all of it."""
    source, *path = place
    return ".".join(str(part) for part in (path[1:] if source == "body" else path))


def _words(kind: str) -> str:
    """Those that Django's forms have, for what cannot be read at all."""
    if kind == "missing":
        return _("This field is required.")
    return _("Enter a whole number.") if kind.startswith("int") else _("Enter a valid value.")


def is_problem(answer: HttpResponse) -> bool:
    return answer.get("Content-Type", "").startswith(CONTENT_TYPE)


def as_problem(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The same refusal, told as a problem, where something before the operation answered with a page."""
    kept = {name: answer[name] for name in ("Allow", "Retry-After", "WWW-Authenticate") if name in answer}
    told = absent() if answer.status_code == 404 else Problem(answer.status_code)
    told.headers = kept
    return told.answer()
