from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.files.keeping import to_save
from ground.files.kinds import PDF
from ground.ui.errors import wrong_as_typed
from landings.letters import actions, queries, rules
from landings.letters.forms import LetterForm
from landings.letters.models import SIGNED_AS, Letter, PersonalLink
from landings.letters.queries.service import LETTERS
from landings.placements.models import Landing
from network.members.models import Member
from network.signing import queries as signing
from network.signing.actions import pdfs
from network.signing.models import SealedText
from network.signing.queries.printing import file_name


def letter_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The letter, opened by its personal link: fill in, save part-way, sign. No log-in."""
    link = queries.link_of(token)
    if link is None:
        raise Http404
    if not link.opens_at(timezone.now()):
        return _expired(request, link, token)
    if request.method == "POST":
        return _write(request, link.letter, token=token)
    if link.letter.state == "signed" and "correct" not in request.GET:
        return _thanks(request, link.letter, token)
    return _form(request, link.letter, LetterForm(letter=link.letter, signed=_signed(link.letter)), token=token)


def write(request: HttpRequest, letter_id: int) -> HttpResponse:
    """The same for whoever of the firm is logged in: they need no link."""
    me = _me(request)
    found = get_object_or_404(Letter.objects.visible_to(me).for_list(), pk=letter_id)
    if not rules.may_write(me, found):
        raise Http404
    if request.method == "POST":
        return _write(request, found, by=me)
    if found.state == "signed" and "correct" not in request.GET:
        return redirect("landings:letter", found.pk)
    return _form(request, found, LetterForm(letter=found, named=me.name, signed=_signed(found)))


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
    shown = {
        "letter": found,
        "versions": signing.versions_of(SIGNED_AS, found.pk).prefetch_related("measures"),
        "questions": {question.key: question for question in LETTERS.asks(found)},
        "may_send": rules.may_ask_for_link(me, found),
        "is_mine": rules.belongs_to_firm(me, found),
    }
    return render(request, "landings/letters/letter.html", shown)


def pdf(request: HttpRequest, letter_id: int, number: int) -> HttpResponse:
    """The sealed PDF of one version, for those who see the letter."""
    found = get_object_or_404(Letter.objects.visible_to(_me(request)), pk=letter_id)
    return _pdf(request, get_object_or_404(signing.versions_of(SIGNED_AS, found.pk), number=number))


def pdf_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The sealed PDF of what was signed last, for whoever holds the personal link that it was signed by."""
    link = queries.link_of(token)
    version = signing.versions_of(SIGNED_AS, link.letter_id).first() if link else None
    if link is None or version is None or not link.opens_at(timezone.now()):
        raise Http404
    return _pdf(request, version)


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


def _write(request: HttpRequest, found: Letter, *, by: Member | None = None, token: str = "") -> HttpResponse:
    form = LetterForm(request.POST, letter=found)
    if request.POST.get("do") != "sign":
        kept = actions.keep_draft(found.pk, draft=form.typed(), by=by, now=timezone.now())
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"wrong": wrong_as_typed(form, request)}, status=409 if kept.is_answered else 200)
        if kept.is_answered:
            messages.error(request, _("This letter is signed. Send a corrected one instead."))
            return redirect(_door(found, token))
        said = _("Saved. You may go on later with the same link.") if token else _("Saved. You may go on later.")
        messages.success(request, said)
        return redirect(_door(found, token))
    if not form.is_valid():
        actions.keep_draft(found.pk, draft=form.typed(), by=by, now=timezone.now())
        return _form(request, found, form, token=token, status=422)
    who = {"name": form.cleaned_data["name"], "title": form.cleaned_data["title"]}
    actions.sign(found.pk, answers=form.answers(), by=by, now=timezone.now(), **who)
    messages.success(request, _("Signed and sealed. Thank you."))
    return redirect(_door(found, token))


def _door(found: Letter, token: str) -> str:
    """Where it is written: by its personal link, or by who is logged in."""
    return reverse("landings:letter-link", args=[token]) if token else reverse("landings:write-letter", args=[found.pk])


def _form(request: HttpRequest, found: Letter, form: LetterForm, *, token: str = "", status: int = 200) -> HttpResponse:
    shown = {"letter": found, "form": form, "token": token, "door": _door(found, token)}
    shown["corrects"] = found.state == "signed"
    return render(request, "landings/letters/fill.html", shown, status=status)


def _thanks(request: HttpRequest, found: Letter, token: str) -> HttpResponse:
    shown = {"letter": found, "version": _signed(found), "token": token}
    return render(request, "landings/letters/thanks.html", shown)


def _signed(found: Letter) -> SealedText | None:
    """What was signed last."""
    return signing.versions_of(SIGNED_AS, found.pk).first()


def _pdf(request: HttpRequest, version: SealedText) -> HttpResponse:
    try:
        content = pdfs.sealed_pdf(version, now=timezone.now())
    except ValidationError as error:
        return render(request, "network/signing/no_pdf.html", {"version": version, "why": error.messages}, status=409)
    return to_save(content, file_name(version), PDF.type)


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
