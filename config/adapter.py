"""What allauth asks of us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.utils import translation


class Accounts(DefaultAccountAdapter):
    """A mail is written in the language of whom it is for, whoever asked for it in whichever browser.

    Where there is a second step, it proves who one is: the password alone no longer does.
    """

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        theirs = getattr(context.get("user"), "language", "") or translation.get_language()
        with translation.override(theirs):
            super().send_mail(template_prefix, email, context)

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        ways = super().get_reauthentication_methods(user)
        second = [way for way in ways if way["id"].startswith("mfa_")]
        return second or ways
