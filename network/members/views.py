from copy import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from ground.files.keeping import inline
from ground.words import languages
from network.members import actions, queries
from network.members.forms import About, Languages, Photo, Settings, Where, Who
from network.members.models import Member, MemberRequest

FORMS: dict[str, type[forms.BaseForm]] = {
    "who": Who,
    "where": Where,
    "languages": Languages,
    "photo": Photo,
    "about": About,
}
OWN_PAGE = ("languages", "photo")
YEAR = 31_536_000


def member(request: MemberRequest, member_id: int) -> HttpResponse:
    found = get_object_or_404(Member.objects.visible_to(request.user).for_list(), pk=member_id)
    now = timezone.now()
    profile = queries.profile(found, request.user, now)
    return render(request, "network/members/member.html", {"profile": profile, "now": now})


def photo(request: HttpRequest, member_id: int) -> HttpResponse:
    """The redrawn picture. Its address changes with the picture, so it is kept for long."""
    found = get_object_or_404(Member.objects.visible_to(request.user).exclude(photo=""), pk=member_id)
    answer = inline(found.photo, "image/webp")
    patch_cache_control(answer, private=True, max_age=YEAR, immutable=True)
    return answer


def me(request: MemberRequest) -> HttpResponse:
    return render(request, "network/members/me.html", queries.own_page(request.user))


def step(request: MemberRequest, step: str) -> HttpResponse:
    """One step of the profile: each is saved by itself, in any order."""
    if step not in FORMS:
        raise Http404
    form = _form(request, step)
    if request.method == "POST" and form.is_valid() and _saved(request, step, form):
        messages.success(request, _("Saved."))
        return _onward(request, step)
    page = f"network/members/step_{step}.html" if step in OWN_PAGE else "network/members/step.html"
    words = {"form": form, "keep": step not in OWN_PAGE, **queries.step_page(request.user, step)}
    return render(request, page, words, status=422 if form.is_bound else 200)


def _form(request: MemberRequest, step: str) -> Any:
    """Model forms get a copy of the member, so that what is refused does not show in the page's head."""
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    if issubclass(FORMS[step], forms.ModelForm):
        return FORMS[step](data, files, instance=copy(request.user))  # type: ignore[call-arg]
    return FORMS[step](data, files)


def _saved(request: MemberRequest, step: str, form: Any) -> bool:
    given = form.cleaned_data
    try:
        if step == "languages":
            actions.speak(by=request.user, language=given["language"], level=given["level"])
        elif step == "photo":
            actions.show_photo(by=request.user, file=given["photo"], size=given["photo"].size)
        else:
            actions.describe(by=request.user, profile=given)
    except ValidationError as refusal:
        form.add_error("photo" if step == "photo" else None, refusal)
        return False
    return True


def _onward(request: MemberRequest, step: str) -> HttpResponse:
    if step == "languages":
        return redirect("network:step", step="languages")
    following = queries.after(step)
    return (
        redirect("network:step", step=following) if following and "stay" not in request.POST else redirect("network:me")
    )


def drop_language(request: MemberRequest, language: str) -> HttpResponse:
    if not languages.is_known(language):
        raise Http404
    actions.unspeak(by=request.user, language=language)
    return redirect("network:step", step="languages")


def drop_photo(request: MemberRequest) -> HttpResponse:
    actions.drop_photo(by=request.user)
    messages.success(request, _("Your photo is gone."))
    return redirect("network:step", step="photo")


def settings(request: MemberRequest) -> HttpResponse:
    form = Settings(request.POST or None, instance=copy(request.user))
    if request.method == "POST" and form.is_valid():
        actions.describe(by=request.user, profile=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("network:settings")
    return render(request, "network/members/settings.html", {"form": form}, status=422 if form.is_bound else 200)
