from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.eligibility.faults import Refused
from ground.web import page_keys
from landings.programmes import actions, queries, rules
from landings.programmes.forms import Appoint, InLanguage, Publish, RuleRows, Terms, other_languages
from landings.programmes.models import Officer, Programme, ProgrammeVersion
from landings.programmes.queries.differences import differences
from landings.programmes.rules.documents import Document, faults_of
from network.members.models import Member, MemberRequest
from network.members.registry import loading


def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """What the scheme is, its rules in words, its money, its dates, and the way in."""
    found = get_object_or_404(Programme.objects.visible_to(request.user).select_related("current"), slug=slug)
    today = timezone.localdate()
    me = request.user if isinstance(request.user, Member) else None
    shown = {
        "programme": found,
        "rules": queries.rules_in_words(found.current.document if found.current else {}, today),
        "instalments": queries.instalments(found),
        "costs": queries.costs_in_words(found),
        "fund": queries.fund_on(found, today),
        "works_here": me is not None and rules.reads_applications(me, found),
        "is_officer": me is not None and rules.is_officer(me, found),
    }
    return render(request, "landings/programmes/programme.html", shown)


def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A published version against the one before."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    one = get_object_or_404(ProgrammeVersion.objects.select_related("published_by"), programme=found, number=number)
    shown = {
        "programme": found,
        "version": one,
        "changes": queries.changes_of(one),
        "rules": queries.rules_in_words(one.document, one.published_at.date()),
        "versions": queries.versions_of(found),
    }
    return render(request, "landings/programmes/version.html", shown)


def edit(request: MemberRequest, slug: str) -> HttpResponse:
    """The officer's draft of the next version: saved right or wrong, compared, tried, published."""
    found = _of_officer(request, slug)
    draft = queries.draft_of(found)
    base: Document = draft.document if draft else found.current.document  # type: ignore[union-attr]
    if request.method != "POST":
        return _editor(request, found, Terms(document=base), RuleRows(base))
    terms, rows = Terms(request.POST, document=base), RuleRows(base, request.POST)
    sound = [terms.is_valid(), rows.is_valid()]
    dropped = page_keys.number(request.POST.get("drop"))
    rules_now = rows.rules(dropped=dropped)
    document = {**terms.into(base), "rules": rules_now}
    actions.save_draft(found.pk, by=request.user, document=document, now=timezone.now())
    if not all(sound) and dropped is None:
        return _editor(request, found, terms, rows, status=422)
    messages.success(request, _("The draft is kept. Firms see nothing of it until it is published."))
    return redirect("landings:programme-rules", found.slug)


def in_languages(request: MemberRequest, slug: str) -> HttpResponse:
    """The draft's texts in one other language at a time."""
    found = _of_officer(request, slug)
    draft = queries.draft_of(found)
    base: Document = draft.document if draft else found.current.document  # type: ignore[union-attr]
    code, known = other_languages(request.GET.get("in", ""))
    form = InLanguage(request.POST if request.method == "POST" else None, document=base, code=code)
    if request.method == "POST" and form.is_valid():
        actions.save_draft(found.pk, by=request.user, document=form.into(base), now=timezone.now())
        messages.success(request, _("The words are kept in the draft. Publish it to show them."))
        return redirect("landings:programme-rules", found.slug)
    shown = {"programme": found, "form": form, "code": code, "languages": known}
    return render(request, "landings/programmes/languages.html", shown, status=422 if form.errors else 200)


def publish(request: MemberRequest, slug: str) -> HttpResponse:
    found = _of_officer(request, slug)
    form = Publish(request.POST)
    if form.is_valid():
        try:
            made = actions.publish_draft(found.pk, by=request.user, note=form.cleaned_data["note"], now=timezone.now())
        except Refused as refused:
            form.add_error(None, ValidationError(refused.complaints, code="refused"))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Version %(number)d is in force.") % {"number": made.number})
            return redirect("landings:programme-version", found.slug, made.number)
    draft = queries.draft_of(found)
    base: Document = draft.document if draft else found.current.document  # type: ignore[union-attr]
    status = 409 if any(error.code == "conflict" for error in form.non_field_errors().as_data()) else 422
    return _editor(request, found, Terms(document=base), RuleRows(base), publishing=form, status=status)


def discard(request: MemberRequest, slug: str) -> HttpResponse:
    found = _of_officer(request, slug)
    actions.drop_draft(found.pk, by=request.user)
    messages.success(request, _("The draft is gone. What is in force stays."))
    return redirect("landings:programme-rules", found.slug)


def close(request: MemberRequest, slug: str) -> HttpResponse:
    found = _of_officer(request, slug)
    actions.close(found.pk, by=request.user, now=timezone.now())
    messages.success(request, _("The programme takes no new applications."))
    return redirect("landings:programme", found.slug)


def reopen(request: MemberRequest, slug: str) -> HttpResponse:
    found = _of_officer(request, slug)
    actions.reopen(found.pk, by=request.user, now=timezone.now())
    messages.success(request, _("The programme takes applications again."))
    return redirect("landings:programme", found.slug)


def people(request: MemberRequest, slug: str) -> HttpResponse:
    """Who works for the programme, and as what."""
    found = _of_officer(request, slug)
    form = Appoint(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen, role = form.cleaned_data["email"], form.cleaned_data["role"]
        try:
            actions.appoint(found.pk, member=chosen, role=role, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("role", error)
        else:
            messages.success(request, _("%(who)s works for the programme now.") % {"who": chosen.name})
            return redirect("landings:programme-people", found.slug)
    staff = Officer.objects.filter(programme=found).select_related("member").prefetch_related(*loading("member"))
    staff = staff.order_by("role", "member__folded_name", "pk")
    shown = {"programme": found, "form": form, "staff": staff}
    status = 422 if request.method == "POST" else 200
    return render(request, "landings/programmes/people.html", shown, status=status)


def dismiss(request: MemberRequest, slug: str) -> HttpResponse:
    found = _of_officer(request, slug)
    member_id = page_keys.number(request.POST.get("member")) or 0
    try:
        actions.dismiss(found.pk, member_id=member_id, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("They no longer work for the programme."))
    if not rules.is_officer(request.user, found):
        messages.success(request, _("You no longer work for %(name)s.") % {"name": found.name})
        return redirect("landings:home")
    return redirect("landings:programme-people", found.slug)


def _editor(
    request: MemberRequest,
    found: Programme,
    terms: Terms,
    rows: RuleRows,
    publishing: Publish | None = None,
    status: int = 200,
) -> HttpResponse:
    draft = queries.draft_of(found)
    in_force: Document = found.current.document if found.current else {}
    shown: dict[str, Any] = {
        "programme": found,
        "terms": terms,
        "rows": rows.rows,
        "draft": draft,
        "publishing": publishing or Publish(),
        "changes": differences(in_force, draft.document) if draft else [],
        "faults": faults_of(draft.document) if draft else [],
        "overtaken": draft is not None and draft.base_id != found.current_id,
    }
    return render(request, "landings/programmes/rules.html", shown, status=status)


def _of_officer(request: MemberRequest, slug: str) -> Programme:
    """Seen but not theirs to change is refused; what is not seen is not there."""
    programmes = Programme.objects.visible_to(request.user).select_related("current", "stream")
    found = get_object_or_404(programmes, slug=slug)
    if found.current is None or not rules.is_officer(request.user, found):
        raise PermissionDenied
    return found
