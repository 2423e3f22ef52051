"""Whoever signs up agrees to what the page said."""

from typing import Any

from allauth.account.signals import user_signed_up
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import get_language

from network.consents import actions
from network.members.models import Member


@receiver(user_signed_up, dispatch_uid="network.consents.signed_up")
def signed_up(user: Member, **_more: Any) -> None:
    actions.agree_to_papers(user, language=get_language() or "", now=timezone.now())
