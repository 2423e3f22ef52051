"""What allauth tells of sign-ups: a confirmed e-mail makes the member seen."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver
from django.utils import timezone

from network.members import actions


@receiver(email_confirmed, dispatch_uid="network.members.confirmed")
def confirmed(sender: object, email_address: EmailAddress, **_more: Any) -> None:
    actions.confirm(email_address.user_id, now=timezone.now())
