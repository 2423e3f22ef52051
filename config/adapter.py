"""What allauth asks of us."""

from secrets import token_hex
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.core import context as now_asked
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation

from network.mydata.queries import standing_closing
from network.safety.actions import lockout
from realtime.jobs import mail
from realtime.jobs.outside import Priority


class Accounts(DefaultAccountAdapter):
    """A mail is queued, and written in the language of whom it is for, whoever asked for it in whichever browser.

    Where there is a second step, it proves who one is: the password alone no longer does.
    """

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        member, request = context.get("user"), now_asked.request
        words = {"request": request, "email": email, "current_site": get_current_site(request), **context}
        with translation.override(getattr(member, "language", "") or translation.get_language()):
            written = self.render_mail(template_prefix, email, words)
        mail.send_once(
            key=f"account-{token_hex(16)}",
            to=email,
            subject=str(written.subject),
            text=str(written.body),
            html=next((str(part[0]) for part in getattr(written, "alternatives", [])), ""),
            member=getattr(member, "pk", None),
            now=timezone.now(),
            priority=Priority.URGENT,
        )

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        _wait_for_the_last(request, emailconfirmation.email_address.email)
        super().send_confirmation_mail(request, emailconfirmation, signup)

    def send_account_already_exists_mail(self, email: str) -> None:
        _wait_for_the_last(now_asked.request, email)
        super().send_account_already_exists_mail(email)

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Where several people may have signed up with one address, whoever confirms it chooses the password."""
        member = email_address.user
        if member.has_usable_password() or self.request.user.is_authenticated:
            return str(super().get_email_verification_redirect_url(email_address))
        key = f"{user_pk_to_url_str(member)}-{default_token_generator.make_token(member)}"
        return str(self.get_reset_password_from_key_url(key))

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **more: Any) -> HttpResponse:
        answer = super().post_login(request, user, **more)
        if not user.has_usable_password():
            return redirect("account_set_password")
        # Whose account is to be erased is offered to take it back.
        return redirect("network:closing") if standing_closing(user.pk) else answer

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        lockout.before_password(request, credentials.get("email", ""))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        lockout.after_password(request, credentials.get("email", ""), right=found is not None)
        return found

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        ways = super().get_reauthentication_methods(user)
        second = [way for way in ways if way["id"].startswith("mfa_")]
        return second or ways


def _wait_for_the_last(request: HttpRequest, email: str) -> None:
    """Who asks for the link again and again is told when: nothing says that it was sent when it was not."""
    try:
        lockout.before_link(request, email)
    except ValidationError as refusal:
        page = render(request, "account/verification_sent.html", {"wait": refusal.messages[0]}, status=429)
        page["Retry-After"] = str((refusal.params or {})["wait"])
        raise ImmediateHttpResponse(page) from None
