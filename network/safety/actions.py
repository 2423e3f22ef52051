from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from network.safety.models import Tries
from network.safety.rules import CODE, DAY, LINK, LOG_IN, PATIENCE

NONE = timedelta(0)


@transaction.atomic
def take(kind: str, address: str, caller: str, *, device: str = "", now: datetime) -> timedelta:
    """Count a try before it is made, so that many at once count as many. How long it must wait, or nothing."""
    tries = _held(kind, address, caller, now)
    if tries.until and tries.until > now:
        return tries.until - now
    patience = PATIENCE[kind]
    tries.count = patience.count_after(now - tries.last_at, before=tries.count)
    tries.last_at, tries.device = now, device
    wait = patience.wait_after(tries.count)
    tries.until = now + wait if wait else None
    tries.save()
    return NONE


def must_wait(kind: str, address: str, caller: str, *, now: datetime) -> timedelta:
    """The same without counting."""
    waiting = Tries.objects.filter(kind=kind, address=address, caller=caller, until__gt=now)
    until = waiting.values_list("until", flat=True).first()
    return until - now if until else NONE


def fail(kind: str, address: str, caller: str) -> None:
    """What was taken was wrong: its owner will be told."""
    Tries.objects.filter(kind=kind, address=address, caller=caller).update(failures=F("failures") + 1)


def forgive(kind: str, address: str, caller: str) -> None:
    """What was taken was right: those before it no longer count."""
    Tries.objects.filter(kind=kind, address=address, caller=caller).update(count=0, until=None, told_at=None)


def end_waiting(addresses: list[str]) -> None:
    """Nobody waits any longer at these addresses: their owner said so."""
    Tries.objects.filter(kind__in=(LOG_IN, CODE, LINK), address__in=addresses).update(count=0, until=None)


def told(tries: Tries, *, now: datetime) -> None:
    Tries.objects.filter(pk=tries.pk).update(told_at=now)


def noted(tries: Tries) -> None:
    Tries.objects.filter(pk=tries.pk).update(noted=tries.failures)


def forget(*, now: datetime) -> None:
    """Tries that nobody made again for a day."""
    Tries.objects.filter(last_at__lt=now - DAY).exclude(failures__gt=F("noted")).delete()


def _held(kind: str, address: str, caller: str, now: datetime) -> Tries:
    new = {"last_at": now}
    tries, _made = Tries.objects.select_for_update(no_key=True).get_or_create(
        kind=kind, address=address, caller=caller, defaults=new
    )
    return tries
