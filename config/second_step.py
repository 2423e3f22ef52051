"""The second step at the door: who has one, who has passed it in this session, and staff, who must."""

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, Final, cast

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.views import password_change as allauths_password_change
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.checks import CheckMessage, Tags, Warning, register
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from ground.web.api import holders
from network.safety.forms import is_reauthentication_required
from realtime.access.identity import guard_with

THE_WAY_THERE: Final = ("account_", "mfa_", "theme", "set_language")
"""Names of the doors that staff without a second step may still go through: how they log in, and set one up."""


def prove(request: HttpRequest, *, after: str) -> HttpResponse:
    """Leads to the page that asks for the second step, and then to `after`."""
    return redirect_to_login(after, get_adapter().get_reauthentication_methods(request.user)[0]["url"])


def password_change(request: HttpRequest) -> HttpResponseBase:
    """The old password is not enough where there is a second step.

    What was sent is not put by meanwhile, as allauth does elsewhere: a password would lie in the session.
    """
    if is_mfa_enabled(request.user) and is_reauthentication_required(request, app="allauth.account"):
        return prove(request, after=request.path)
    changed: HttpResponseBase = allauths_password_change(request)
    return changed


class StaffHaveOne:
    """Where staff need a second step, they are led to set one up, or to pass it, before any other page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Sequence[Any], given: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if (name or "").startswith(THE_WAY_THERE) or not is_needed(request.user):
            return None
        if not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        return None if _is_passed(request) else prove(request, after=_page_of(request))


def is_needed(member: Any) -> bool:
    return bool(settings.STAFF_NEED_SECOND_STEP and getattr(member, "is_staff", False))


def _is_passed(request: HttpRequest) -> bool:
    return any(step["method"] == "mfa" for step in get_authentication_records(request, request.user))


def lets_in(member: Any, session: Any) -> bool:
    """The same at the socket's door: staff without their second step are visitors there."""
    if not is_needed(member):
        return True
    request = cast(HttpRequest, SimpleNamespace(session=session, user=member))
    return is_mfa_enabled(member) and _is_passed(request)


guard_with(lets_in)
# A token is made by who has passed the second step; whoever became staff since, and has none, is not let in either.
holders.guard_with(lambda member: not is_needed(member) or is_mfa_enabled(member))


def _page_of(request: HttpRequest) -> str:
    return request.get_full_path() if request.method == "GET" else "/"


@register(Tags.security, deploy=True)
def staff_may_do_without(**_more: Any) -> list[CheckMessage]:
    if settings.STAFF_NEED_SECOND_STEP:
        return []
    hint = "Serve with config.settings.production, where staff set one up before any of their pages."
    return [Warning("Staff may log in with a password alone.", hint=hint, id="kontor.W101")]
