"""Answers that a package would give otherwise: to a form that was not accepted, to who must log in, to an old page."""

import codecs
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from config.handler import TOO_LARGE, UNREADABLE
from ground.web.addresses import is_ours

UTF_8: Final = ("utf-8", "ascii")
"""What our pages send, and what is part of it, as Python names them."""


class RefusedFormMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        form: Any = (response.context_data or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
            if wait := _wait(form.errors.as_data()):
                response.status_code, response["Retry-After"] = 429, str(wait)
        return response


def _wait(errors: Mapping[str, list[ValidationError]]) -> int:
    """Seconds that whoever filled in a form must wait, where it was refused for being tried too often."""
    refused = [one for found in errors.values() for one in found if one.code == "too_often"]
    return max((one.params["wait"] for one in refused if one.params), default=0)


class TooLargeMiddleware:
    """Answers for a body that was not taken (`config.handler`): no view could say what is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not getattr(request, "scope", {}).get(TOO_LARGE):
            return self.get_response(request)
        most = filesizeformat(settings.LARGEST_BODY)
        if "application/json" in request.headers.get("Accept", ""):
            words = _("This is more than %(most)s, which is the most we take at once. Choose a smaller file.")
            return JsonResponse({"message": words % {"most": most}}, status=413)
        return render(request, "413.html", {"most": most}, status=413)


class UnreadableMiddleware:
    """Refuses what is in other letters than UTF-8. Django takes the caller's word for how a form's parts are written:
    Python's codecs, some of which read no text, and some of which give halves of letters, which nothing can keep.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "scope", {}).get(UNREADABLE):
            raise BadRequest("the Content-Type cannot be read")
        if request.encoding and codecs.lookup(request.encoding).name not in UTF_8:
            raise BadRequest(f"this is in {request.encoding}, not in UTF-8")
        return self.get_response(request)


class LogInFirst(LoginRequiredMiddleware):
    """Who sent a form without being logged in comes back to the page of the form: its address may only take forms."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        page = request.headers.get("Referer", "")
        if request.method in ("GET", "HEAD") or not is_ours(request, page):
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(urlsplit(page)._replace(scheme="", netloc="").geturl())


def old_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that is older than the log-in, or came from elsewhere: its form is not taken (CSRF), and says so."""
    if "application/json" in request.headers.get("Accept", ""):
        words = _("This page is older than your log-in. Reload it, then send again.")
        return JsonResponse({"message": words}, status=403)
    return render(request, "403_csrf.html", status=403)
