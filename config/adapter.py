"""What allauth asks of us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import translation


class MailsInTheirLanguage(DefaultAccountAdapter):
    """A mail is written in the language of whom it is for, whoever asked for it in whichever browser."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        theirs = getattr(context.get("user"), "language", "") or translation.get_language()
        with translation.override(theirs):
            super().send_mail(template_prefix, email, context)
