"""A weighty step asks first: what moves money, tells others or cannot be undone. Its door declares the question:

    route("offers/<int:offer_id>/withdraw/", views.withdraw, name="withdraw", who=HOST, methods=POST,
          asks=Question(_("Withdraw this offer?"), _("This cannot be undone."), _("Withdraw")))

A form that comes without `confirmed` is rehearsed: the view does all of it, and all of it is rolled back. What would
go well is asked about, with all that was sent in the form of the question; nothing is written before the answer. What
is hidden, refused or wrong is answered so, as ever. A function instead of a Question is called with what the view was
called with, and sees what would be before it is rolled back; None asks nothing. A page does without JavaScript: ask.js
shows the same question where one is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

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


Asks = Question | Callable[..., Question | None]


def is_to_ask(request: HttpRequest, asks: Asks | None, only: tuple[str, str] | None) -> bool:
    """Whether this form must be asked about. `only` names the field and its value, where a door takes lighter forms."""
    if asks is None or request.method != "POST" or request.POST.get(CONFIRMED):
        return False
    return only is None or request.POST.get(only[0]) == only[1]


def ask(view: View, asks: Asks, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """The question, where the step would go well; else what the view answers."""
    with transaction.atomic():
        answer = view(request, *args, **kwargs)
        goes_well = answer.status_code in WENT_WELL and not _complains(request)
        question = _question(asks, request, *args, **kwargs) if goes_well else None
        transaction.set_rollback(True)
    # What the rehearsal said is not so.
    request._messages = default_storage(request)  # type: ignore[attr-defined]
    if question is not None:
        return _answer(request, question)
    if _is_script(request):
        # ask.js then sends the form the plain way: a refusal that was said here too would be read twice.
        return JsonResponse({})
    # A refusal may have something to keep, as what was typed.
    return view(request, *args, **kwargs)


def _question(asks: Asks, request: HttpRequest, *args: Any, **kwargs: Any) -> Question | None:
    """None too where there is nothing to ask about: the view answers for what is absent."""
    try:
        return asks if isinstance(asks, Question) else asks(request, *args, **kwargs)
    except ObjectDoesNotExist:
        return None


def _complains(request: HttpRequest) -> bool:
    return any(said.level >= messages.WARNING for said in messages.get_messages(request))


def _answer(request: HttpRequest, question: Question) -> HttpResponse:
    words, more, go = str(question.words), str(question.more), str(question.go) or _("Yes, go on")
    if _is_script(request):
        answer: HttpResponse = JsonResponse({"asks": words, "more": more, "go": go})
    else:
        shown = {"question": words, "more": more, "go": go, "sent": _sent(request), "back": _back(request)}
        answer = render(request, "question.html", shown)
    answer["Cache-Control"] = "private, no-store"
    answer.asks = question  # type: ignore[attr-defined]
    return answer


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    names = [name for name in request.POST if name not in ("csrfmiddlewaretoken", CONFIRMED)]
    return [(name, str(value)) for name in names for value in request.POST.getlist(name)]


def _back(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if ours else "/"
