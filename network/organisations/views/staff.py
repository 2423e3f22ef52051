"""Who belongs to an organisation, who is asked to, and the personal link that lets one in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network.members.models import MemberRequest
from network.organisations import actions, queries, rules
from network.organisations.forms import Invite
from network.organisations.models import Invitation
from network.organisations.views.finding import belonging, managed


def staff(request: MemberRequest, slug: str) -> HttpResponse:
    found = belonging(request, slug)
    role = rules.role_of(request.user, found)
    if request.method == "POST" and role not in rules.MANAGING:
        raise PermissionDenied
    form = Invite(request.POST or None, role=role)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.invite(found.pk, by=request.user, email=given["email"], role=given["role"], now=timezone.now())
        except ValidationError as refusal:
            form.add_error("email", refusal)
        else:
            messages.success(request, _("The invitation is on its way to %s.") % given["email"])
            return redirect("network:staff", slug)
    words = {"form": form, **queries.staff_page(found, request.user, timezone.now())}
    return render(request, "network/organisations/staff.html", words, status=422 if form.is_bound else 200)


def change_role(request: MemberRequest, slug: str, member_id: int) -> HttpResponse:
    found = managed(request, slug)
    get_object_or_404(found.memberships, member_id=member_id)
    role = request.POST.get("role", "")
    try:
        actions.change_role(found.pk, member_id, by=request.user, role=role, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The role is changed, from now on."))
    return redirect("network:staff", slug)


def remove(request: MemberRequest, slug: str, member_id: int) -> HttpResponse:
    found = belonging(request, slug)
    try:
        actions.remove(found.pk, member_id, by=request.user, now=timezone.now())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("network:staff", slug)
    if member_id == request.user.pk:
        messages.success(request, _("You have left %s.") % found.name)
        return redirect("network:organisations")
    messages.success(request, _("They are off the staff."))
    return redirect("network:staff", slug)


def revoke(request: MemberRequest, slug: str, invitation_id: int) -> HttpResponse:
    actions.revoke(managed(request, slug).pk, invitation_id, by=request.user, now=timezone.now())
    messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
    return redirect("network:staff", slug)


def let_in(request: MemberRequest, slug: str, invitation_id: int) -> HttpResponse:
    joined = actions.let_in(managed(request, slug).pk, invitation_id, by=request.user, now=timezone.now())
    if joined:
        messages.success(request, _("%s belongs to the staff now.") % joined.member.name)
    else:
        messages.warning(request, _("There is nobody to let in any more."))
    return redirect("network:staff", slug)


def turn_away(request: MemberRequest, slug: str, invitation_id: int) -> HttpResponse:
    actions.turn_away(managed(request, slug).pk, invitation_id, by=request.user, now=timezone.now())
    messages.success(request, _("They were not let in. The link no longer works: invite anew whom you meant."))
    return redirect("network:staff", slug)


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The personal link. It says who asks and what for; joining needs an account and a press of the button."""
    found = _found(token)
    words = {"token": token, **queries.joining(found, request.user, timezone.now())}
    if words["trouble"] == "used" and found.accepted_by_id == request.user.pk:
        return redirect("network:organisation", found.organisation.slug)
    return render(request, "network/organisations/invitation.html", words, status=410 if words["trouble"] else 200)


def join(request: MemberRequest, token: str) -> HttpResponse:
    found = _found(token)
    try:
        joined = actions.accept(token, by=request.user, now=timezone.now())
    except ValidationError:  # the page says what is in the way
        return invitation(request, token)
    if joined is None:
        return redirect("network:invitation", token)
    messages.success(request, _("You belong to %s now.") % found.organisation.name)
    return redirect("network:organisation", found.organisation.slug)


def _found(token: str) -> Invitation:
    return get_object_or_404(Invitation.objects.with_token(token).select_related("organisation", "invited_by"))
