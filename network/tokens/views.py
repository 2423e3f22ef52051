from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network.members.models import MemberRequest
from network.safety.actions.origins import origin_of
from network.tokens import actions, queries
from network.tokens.forms import NewToken
from network.tokens.models import AccessToken


@reauthentication_required(allow_get=True, app="allauth.account")
def tokens(request: MemberRequest) -> HttpResponse:
    """One's tokens. A new one is in this answer and nowhere else, so it is not redirected."""
    form = NewToken(request.POST if request.method == "POST" else None)
    secret = _made(request, form) if form.is_bound and form.is_valid() else ""
    if secret:
        messages.success(request, _("Your token is made. It is shown this once: copy it now."))
    shown = {
        "rows": queries.tokens_of(request.user, timezone.now()),
        "secret": secret,
        "form": NewToken() if secret else form,
    }
    status = 201 if secret else 422 if form.errors else 200
    answer = render(request, "network/tokens/tokens.html", shown, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _made(request: MemberRequest, form: NewToken) -> str:
    """Its secret; nothing where it was refused, which the form says."""
    try:
        return actions.make(by=request.user, origin=origin_of(request), now=timezone.now(), **form.cleaned_data)[1]
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return ""


def end(request: MemberRequest, token_id: int) -> HttpResponse:
    found = get_object_or_404(AccessToken.objects.of(request.user), pk=token_id)
    actions.end(found.pk, by=request.user, origin=origin_of(request), now=timezone.now())
    messages.success(request, _("The token is ended: it lets nobody in any more."))
    return redirect("network:tokens")
