from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from network.signing import queries
from network.signing.forms import SentInForm
from network.signing.kinds import kind_named
from network.signing.models import SealedText
from network.signing.queries.sent_in import found_in


def sealed(request: HttpRequest, seal: str, kind: str = "") -> HttpResponse:
    """Anyone who holds a seal may check that what we keep is what was signed, and that a PDF of theirs is the one."""
    version = queries.sealed(seal, kind)
    if version is None:
        raise Http404
    if request.method == "POST":
        return _sent_in(request, version, SentInForm(request.POST, request.FILES))
    return _page(request, version, SentInForm())


def sealed_of(kind: str) -> Callable[[HttpRequest, str], HttpResponse]:
    """The same page under an address of the area's own, for one kind only."""

    def of_kind(request: HttpRequest, seal: str) -> HttpResponse:
        return sealed(request, seal, kind)

    return of_kind


def _sent_in(request: HttpRequest, version: SealedText, form: SentInForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, version, form, status=422)
    return _page(request, version, SentInForm(), asked=True, found=found_in(version, form.digest))


def _page(request: HttpRequest, version: SealedText, form: SentInForm, status: int = 200, **more: Any) -> HttpResponse:
    shown = {"version": version, "shown": kind_named(version.kind).shown(version), "form": form, **more}
    return render(request, "network/signing/sealed.html", shown, status=status)
