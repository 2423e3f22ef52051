"""What is told and tidied after the answer: to tell in it would tell how long it takes to tell somebody."""

from datetime import datetime

from allauth.account.models import EmailAddress
from celery import shared_task
from django.contrib.sessions.models import Session
from django.db.models import F
from django.utils import timezone

from ground.words.devices import shortened
from network.members.models import Member
from network.safety import actions
from network.safety.actions import Origin
from network.safety.models import SignedIn, Tries
from network.safety.notices import mail_waiting
from network.safety.tellings import FAILED, WAITING

AT_ONCE = 10
"""Lines at most of what failed since the last look."""


@shared_task(name="network.safety.sweep")
def sweep() -> None:
    now = timezone.now()
    tell_owners(now=now)
    actions.forget(now=now)


@shared_task(name="network.safety.tidy")
def tidy() -> None:
    """Browsers whose session is over, and events that were kept long enough."""
    SignedIn.objects.exclude(key__in=Session.objects.values("session_key")).delete()
    actions.forget_old(now=timezone.now())


def tell_owners(*, now: datetime, limit: int = 200) -> None:
    """Note what was wrong, and mail those at whose address somebody must wait."""
    for tries in Tries.objects.filter(failures__gt=F("noted")).order_by("pk")[:limit]:
        member = owner_of(tries.address)
        if member is not None:
            _tell(member, tries, now)
        actions.noted(tries)


def _tell(member: Member, tries: Tries, now: datetime) -> None:
    origin = Origin(device=tries.device, network=shortened(tries.caller))
    for _failure in range(min(tries.failures - tries.noted, AT_ONCE)):
        actions.note(member.pk, FAILED, origin=origin, now=tries.last_at)
    if tries.until and tries.until > now and tries.told_at is None:
        actions.note(member.pk, WAITING, origin=origin, now=now)
        mail_waiting(member, tries, now=now)
        actions.told(tries, now=now)


def owner_of(address: str) -> Member | None:
    """Whose account this address opens."""
    active = Member.objects.filter(is_active=True)
    own = active.filter(email__iexact=address).first()
    if own is not None:
        return own
    also = EmailAddress.objects.filter(email__iexact=address, verified=True).values("user")
    return active.filter(pk__in=also).first()
