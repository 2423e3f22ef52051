"""A weighty step asks first: what moves money, tells others or cannot be undone. Its door declares the question:

    route("offers/<int:offer_id>/withdraw/", views.withdraw, name="withdraw", who=HOST, methods=POST,
          asks=Question(_("Withdraw this offer?"), _("This cannot be undone."), _("Withdraw")))

A form that comes without `confirmed` is rehearsed: the view does all of it, and what would go well is rolled back and
asked about, with all that was sent in the form of the question; nothing is written before the answer. What is hidden,
refused or wrong is answered so, as ever, and done once. A function instead of a Question is called with what the view
was called with, and sees what would be before it is rolled back; None asks nothing: the step is done. A Change sees
what stood before, too. A page does without JavaScript: ask.js shows the same question where one is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.contrib.messages.storage.base import BaseStorage
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from ground.web.addresses import is_ours

CONFIRMED: Final = "confirmed"
# A page that comes again (200, 409, 422) is no step taken.
WENT_WELL: Final = (201, 302, 303)
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Question:
    """`words` ask; `more` says what will happen, to whom, with how much; `go` stands on the button."""

    words: StrOrPromise
    more: StrOrPromise = ""
    go: StrOrPromise = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A question that compares: `was` reads what stands before the step, and `asks` is called with that first."""

    was: Callable[..., Any]
    asks: Callable[..., Question | None]


Asks = Question | Change | Callable[..., Question | None]


def is_to_ask(request: HttpRequest, asks: Asks | None, only: tuple[str, str] | None) -> bool:
    """Whether this form must be asked about. `only` names the field and its value, where a door takes lighter forms."""
    if asks is None or request.method != "POST" or request.POST.get(CONFIRMED):
        return False
    return only is None or request.POST.get(only[0]) == only[1]


def ask(view: View, asks: Asks, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """The question, where the step would go well and weighs; else what the view answers, and it is done."""
    with transaction.atomic():
        question_of = _comparing(asks, request, *args, **kwargs)
        answer = view(request, *args, **kwargs)
        goes_well = answer.status_code in WENT_WELL and not _complains(request)
        question = question_of() if goes_well else None
        if question is None and not _is_script(request):
            return answer
        transaction.set_rollback(True)
    # What the rehearsal said is not so.
    request._messages = default_storage(request)  # type: ignore[attr-defined]  # as its middleware does
    # Where nothing is asked, ask.js sends the form the plain way: what was said here too would be read twice.
    return _answer(request, question) if question is not None else JsonResponse({})


def _comparing(asks: Asks, request: HttpRequest, *args: Any, **kwargs: Any) -> Callable[[], Question | None]:
    """What asks once the step was rehearsed. None too where what it asks about is absent: the view answers for that."""
    if isinstance(asks, Question):
        return lambda: asks
    if not isinstance(asks, Change):
        return lambda: _where_it_is(asks, request, *args, **kwargs)
    compare = asks.asks
    was = _where_it_is(asks.was, request, *args, **kwargs)
    return lambda: None if was is None else _where_it_is(compare, was, request, *args, **kwargs)


def _where_it_is(read: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        return read(*args, **kwargs)
    except ObjectDoesNotExist:
        return None


def _complains(request: HttpRequest) -> bool:
    """Whether the step was refused in words, which stay to be read."""
    said = messages.get_messages(request)
    complains = any(one.level >= messages.WARNING for one in said)
    if isinstance(said, BaseStorage):
        said.used = False
    return complains


def _answer(request: HttpRequest, question: Question) -> HttpResponse:
    words, more, go = str(question.words), str(question.more), str(question.go) or _("Yes, go on")
    if _is_script(request):
        answer: HttpResponse = JsonResponse({"asks": words, "more": more, "go": go})
    else:
        shown = {"question": words, "more": more, "go": go, "sent": _sent(request), "back": _back(request)}
        answer = render(request, "question.html", shown)
    answer["Cache-Control"] = "private, no-store"
    answer.asks = question  # type: ignore[attr-defined]  # ours, read by tests
    return answer


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    names = [name for name in request.POST if name not in ("csrfmiddlewaretoken", CONFIRMED)]
    return [(name, str(value)) for name in names for value in request.POST.getlist(name)]


def _back(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    return came_from if is_ours(request, came_from) else "/"
