import logging
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from ground.tables.locks import locked
from network.members.models import Member
from network.safety.models import SecurityEvent, SignedIn, Tries
from network.safety.rules import CODE, DAY, KEPT, LINK, LOG_IN, PATIENCE
from network.safety.tellings import ENDED
from realtime.access.revocation import end_session

log = logging.getLogger("kontor.safety")
NONE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was done from, as it is kept: the device in words, the zone it says, the network shortened."""

    device: str = ""
    zone: str = ""
    network: str = ""


def note(
    member_id: int, kind: str, *, origin: Origin, now: datetime, detail: str = "", mark: str = ""
) -> SecurityEvent:
    """What happened at a member's door: for the member to read, and as a line in the log."""
    event = SecurityEvent(member_id=member_id, kind=kind, at=now, detail=detail[:254], mark=mark, **asdict(origin))
    event.save()
    say(kind, origin, member=member_id)
    return event


def say(kind: str, origin: Origin, *, member: int | None = None) -> None:
    """The line in the log: no address and no name, and the network shortened."""
    facts = {"security": kind, "member": member, "device": origin.device, "network": origin.network}
    log.info("security: %s", kind, extra={"facts": {name: value for name, value in facts.items() if value}})


@transaction.atomic
def sign_in(member_id: int, key: str, *, origin: Origin, now: datetime) -> SignedIn:
    values = {"member_id": member_id, "since": now, "seen_at": now, **asdict(origin)}
    return SignedIn.objects.update_or_create(key=key, defaults=values)[0]


def saw(pk: int, key: str, *, origin: Origin, now: datetime) -> bool:
    """A browser is still there, maybe with another key. False where it is not known any more."""
    values = {"key": key, "seen_at": now, **asdict(origin)}
    return bool(SignedIn.objects.filter(pk=pk).update(**values))


def sign_out(key: str) -> None:
    SignedIn.objects.filter(key=key).delete()


@transaction.atomic
def end(pk: int, *, by: Member, origin: Origin, now: datetime) -> None:
    """Sign one browser of one's own out. Raises SignedIn.DoesNotExist."""
    ended = locked(SignedIn.objects).get(pk=pk, member=by)
    _end([ended])
    note(by.pk, ENDED, origin=origin, now=now, detail="1")


@transaction.atomic
def end_others(member_id: int, *, but: str, origin: Origin, now: datetime) -> int:
    """Sign every browser out but the one with this key. How many there were."""
    ended = list(locked(SignedIn.objects).filter(member=member_id).exclude(key=but))
    _end(ended)
    if ended:
        note(member_id, ENDED, origin=origin, now=now, detail=str(len(ended)))
    return len(ended)


def _end(ended: list[SignedIn]) -> None:
    for one in ended:
        one.delete()
        end_session(one.key)


@transaction.atomic
def take(kind: str, address: str, caller: str, *, device: str = "", now: datetime) -> timedelta:
    """Count a try before it is made, so that many at once count as many. How long it must wait, or nothing."""
    tries = _locked_tries(kind, address, caller, now)
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


def forget_old(*, now: datetime) -> None:
    """Events that were kept long enough."""
    SecurityEvent.objects.filter(at__lt=now - KEPT).delete()


def _locked_tries(kind: str, address: str, caller: str, now: datetime) -> Tries:
    new = {"last_at": now}
    tries, _made = locked(Tries.objects).get_or_create(kind=kind, address=address, caller=caller, defaults=new)
    return tries
