"""Forms of allauth that ask for patience, and tell nobody who has an account."""

from collections.abc import Iterator
from secrets import token_hex
from typing import Any, Final

from allauth.account.forms import ResetPasswordForm, SignupForm
from allauth.account.internal import flows
from allauth.account.internal.flows import reauthentication
from allauth.account.models import EmailAddress, Login
from allauth.account.utils import get_next_redirect_url, setup_user_email
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    SignupWebAuthnForm,
)
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from ground.words import oneline
from network.members import actions as members
from network.members.models import Member
from network.safety.actions import lockout

# Not of allauth's public interface, as `flows` is not: all that is used of it stands here.
is_reauthentication_required = reauthentication.is_reauthentication_required
# The names of algorithms, the only numbers that a browser sends (COSE), are below it.
LARGEST: Final = 2**16


class NewAccount(SignupForm):
    """The same time and the same bytes, whether the address is new, waits to be confirmed, or has an account.

    Each way makes one hash, the same rows, undone where they are not wanted, and one mail.
    """

    account_already_exists: bool

    def try_save(self, request: HttpRequest) -> tuple[Member | None, HttpResponse | None]:
        if not self.account_already_exists:
            try:
                return self.save(request), None
            except IntegrityError:  # somebody signed up with it at the same moment
                self.account_already_exists = True
        waiting = _waiting(self.cleaned_data["email"])
        answer = self._once_more(request, waiting) if waiting else self._as_if(request)
        return None, answer

    def save(self, request: HttpRequest) -> Member:
        member = Member(email=self.cleaned_data["email"])
        member.set_password(self.cleaned_data["password1"])
        with transaction.atomic():
            return self._opened(request, member)

    def _opened(self, request: HttpRequest, member: Member) -> Member:
        member.save()
        self.custom_signup(request, member)
        setup_user_email(request, member, [EmailAddress(email=member.email)])
        return member

    def _once_more(self, request: HttpRequest, member: Member) -> HttpResponse:
        """A fresh link. Where the passwords differ, nobody knows whose is right: whoever confirms chooses one."""
        same = member.check_password(self.cleaned_data["password1"])
        self._open_and_undo(request)
        if not same:
            members.distrust(member.pk)
        login = Login(user=member, email=member.email, signup=True, redirect_url=get_next_redirect_url(request))
        answer: HttpResponse = flows.login.perform_login(request, login)
        return answer

    def _as_if(self, request: HttpRequest) -> HttpResponse:
        make_password(self.cleaned_data["password1"])
        self._open_and_undo(request)
        answer: HttpResponse = flows.signup.prevent_enumeration(request, email=self.cleaned_data["email"])
        return answer

    def _open_and_undo(self, request: HttpRequest) -> None:
        with transaction.atomic():
            self._opened(request, Member(email=f"{token_hex(8)}@nobody.invalid"))
            transaction.set_rollback(True)


def _waiting(email: str) -> Member | None:
    return Member.objects.filter(email__iexact=email, confirmed_at=None, is_active=True).first()


class NewPassword(ResetPasswordForm):
    def clean_email(self) -> str:
        email: str = super().clean_email()
        lockout.before_link(context.request, email)
        return email


class Patient:
    """Codes are guessed no faster than passwords."""

    user: Any

    def clean_code(self) -> str:
        lockout.before_code(context.request, self.user)
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # of the form that it is mixed into
        except ValidationError:
            lockout.after_code(self.user, right=False)
            raise
        lockout.after_code(self.user, right=True)
        return code


class Code(Patient, AuthenticateForm):
    pass


class CodeAgain(Patient, ReauthenticateForm):
    pass


class Read:
    """What a browser says of a passkey has many parts, and anybody may send others: what is none is a wrong one."""

    add_error: Any
    fields: dict[str, Any]

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["credential"].validators.append(_looks_like_one)

    def full_clean(self) -> None:
        try:
            super().full_clean()  # type: ignore[misc]  # of the form that it is mixed into
        except (KeyError, AttributeError, TypeError, ValueError, RecursionError):
            self.add_error("credential", get_adapter().validation_error("incorrect_code"))


def _looks_like_one(said: Any) -> None:
    """An object, for `false` passed as none sent; and without large numbers, for the parser takes a number where bytes
    belong for so many bytes: ten digits would fill the memory."""
    if not isinstance(said, dict) or any(abs(number) > LARGEST for number in _numbers_in(said)):
        raise get_adapter().validation_error("incorrect_code")


def _numbers_in(said: Any) -> Iterator[float]:
    if isinstance(said, int | float):
        yield said
    for part in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from _numbers_in(part)


class PasskeyAtLogIn(Read, LoginWebAuthnForm):
    pass


class PasskeyAsSecondStep(Read, AuthenticateWebAuthnForm):
    pass


class PasskeyAgain(Read, ReauthenticateWebAuthnForm):
    pass


class NewPasskey(Read, AddWebAuthnForm):
    name = oneline.OneLine(label=gettext_lazy("Name"), required=False, max_length=200)


class PasskeyAtSignUp(Read, SignupWebAuthnForm):
    name = oneline.OneLine(label=gettext_lazy("Name"), required=False, max_length=200)
