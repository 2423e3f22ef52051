"""What is told and tidied after the answer: to tell in it would tell how long it takes to tell somebody."""

from datetime import datetime

from allauth.account.models import EmailAddress
from celery import shared_task
from django.db.models import F
from django.utils import timezone

from network.members.models import Member
from network.safety import actions
from network.safety.models import Tries
from network.safety.notices import mail_waiting


@shared_task(name="network.safety.sweep")
def sweep() -> None:
    now = timezone.now()
    tell_owners(now=now)
    actions.forget(now=now)


def tell_owners(*, now: datetime, limit: int = 200) -> None:
    """Note what was wrong, and mail those at whose address somebody must wait."""
    for tries in Tries.objects.filter(failures__gt=F("noted")).order_by("pk")[:limit]:
        member = owner_of(tries.address)
        if member is not None and tries.until and tries.until > now and tries.told_at is None:
            mail_waiting(member, tries, now=now)
            actions.told(tries, now=now)
        actions.noted(tries)


def owner_of(address: str) -> Member | None:
    """Whose account this address opens."""
    active = Member.objects.filter(is_active=True)
    own = active.filter(email__iexact=address).first()
    if own is not None:
        return own
    also = EmailAddress.objects.filter(email__iexact=address, verified=True).values("user")
    return active.filter(pk__in=also).first()
