from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from landings.letters import actions, queries, rules
from landings.letters.forms import LetterForm
from landings.letters.models import Letter, PersonalLink
from landings.placements.models import Landing
from network.members.models import Member
from realtime.face.errors import wrong_as_typed


def letter_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The letter, opened by its personal link: fill in, save part-way, sign. No log-in."""
    link = queries.link_of(token)
    if link is None:
        raise Http404
    if not link.opens_at(timezone.now()):
        return _expired(request, link, token)
    if request.method == "POST":
        return _write(request, link.letter, token)
    if link.letter.state == "signed" and "correct" not in request.GET:
        return _thanks(request, link.letter, token)
    return _form(request, link.letter, token, LetterForm(letter=link.letter))


def renew(request: HttpRequest, token: str) -> HttpResponse:
    link = queries.link_of(token)
    if link is None:
        raise Http404
    _try(request, lambda: actions.renew_link(link.pk, now=timezone.now()), _("A new link is on its way by mail."))
    return redirect("landings:letter-link", token)


def decline(request: HttpRequest, token: str) -> HttpResponse:
    link = queries.link_of(token)
    if link is None or not link.opens_at(timezone.now()):
        raise Http404
    done = _("We will not ask again for this letter. You may still send it while this link works.")
    _try(request, lambda: actions.decline(link.letter_id, now=timezone.now()), done)
    return redirect("landings:letter-link", token)


def letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The letter as those of the landing see it: its state, and each sealed version."""
    me = _me(request)
    found = get_object_or_404(Letter.objects.visible_to(me).for_list(), pk=letter_id)
    asked = rules.questions_of(found.landing.programme.said_questions)
    shown = {
        "letter": found,
        "versions": found.versions.prefetch_related("measures").order_by("-number"),
        "questions": {question.key: question for question in asked},
        "may_send": rules.may_ask_for_link(me, found),
        "is_mine": rules.belongs_to_firm(me, found),
    }
    return render(request, "landings/letters/letter.html", shown)


def letters_panel(request: HttpRequest, landing_id: int) -> HttpResponse:
    """The letters of a landing in short, for its page."""
    landing = get_object_or_404(Landing.objects.told_to(request.user).for_list(), pk=landing_id)
    shown = {"landing": landing, "letters": queries.letters_of(landing)}
    return render(request, "landings/letters/_panel.html", shown)


def send_again(request: HttpRequest, letter_id: int) -> HttpResponse:
    me = _me(request)
    found = get_object_or_404(Letter.objects.visible_to(me), pk=letter_id)
    mine = rules.belongs_to_firm(me, found)
    done = (
        _("A new personal link is on its way to you by mail.")
        if mine
        else _("A new personal link is on its way to the firm.")
    )
    _try(request, lambda: actions.send_again(found.pk, by=me, now=timezone.now()), done)
    return redirect("landings:letter", found.pk)


def verify(request: HttpRequest, seal: str) -> HttpResponse:
    """Anyone who holds a letter's seal may check that what we keep is what was signed."""
    version = queries.sealed(seal)
    if version is None:
        raise Http404
    return render(request, "landings/letters/verify.html", {"version": version})


def _write(request: HttpRequest, found: Letter, token: str) -> HttpResponse:
    form = LetterForm(request.POST, letter=found)
    if request.POST.get("do") != "sign":
        actions.keep_draft(found.pk, draft=form.typed(), now=timezone.now())
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"wrong": wrong_as_typed(form, request)})
        messages.success(request, _("Saved. You may go on later with the same link."))
        return redirect("landings:letter-link", token)
    if not form.is_valid():
        actions.keep_draft(found.pk, draft=form.typed(), now=timezone.now())
        return _form(request, found, token, form, status=422)
    said = form.cleaned_data
    actions.sign(found.pk, answers=form.answers(), name=said["name"], title=said["title"], now=timezone.now())
    messages.success(request, _("Signed and sealed. Thank you."))
    return redirect("landings:letter-link", token)


def _form(request: HttpRequest, found: Letter, token: str, form: LetterForm, status: int = 200) -> HttpResponse:
    shown = {"letter": found, "form": form, "token": token}
    return render(request, "landings/letters/fill.html", shown, status=status)


def _thanks(request: HttpRequest, found: Letter, token: str) -> HttpResponse:
    version = found.versions.order_by("-number").first()
    return render(request, "landings/letters/thanks.html", {"letter": found, "version": version, "token": token})


def _expired(request: HttpRequest, link: PersonalLink, token: str) -> HttpResponse:
    shown = {"letter": link.letter, "token": token}
    return render(request, "landings/letters/expired.html", shown, status=410)


def _try(request: HttpRequest, act: Any, done: str) -> None:
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)


def _me(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user
