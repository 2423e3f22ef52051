"""Tell members, and take it back: what is read or has lost its cause no longer counts."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from ground.tables.worded import Worded
from realtime.notices import envelopes
from realtime.notices.facts import Noticed, NoticesGone, NoticesRead
from realtime.notices.hours import readers
from realtime.notices.kinds import standing
from realtime.notices.models import Notice, Tray, Way
from realtime.notices.preferences import ways_of
from realtime.streams import Event, living, publish, publish_all


def tray_of(member: int) -> Tray:
    """The member's tray, made when first needed."""
    return living(Tray, "tray", member=member)


def unread_count(member: int) -> int:
    """How many lines of the tray hold something unread: a lively thread is one of them."""
    return _UNREAD.first(member=member) or 0


def _unread(member: int) -> "QuerySet[Notice, int]":
    of_each = Notice.objects.of(member).unread().order_by().values("recipient")
    return of_each.annotate(n=Count("about", distinct=True)).values_list("n", flat=True)


_UNREAD: Final[Worded[int]] = Worded(_unread)


def notify(
    recipients: Iterable[int],
    *,
    kind: str,
    event: Event,
    params: dict[str, Any],
    path: str,
    about: str = "",
    now: datetime | None = None,
) -> list[Notice]:
    """Tell each recipient once for this event: tray row, live badge, mail. Call it from a reaction.

    `params` fill the kind's sentence; `path` is the exact place to go; `about` names what it shares a line and a mail
    with. The actor is not told of what they did.
    """
    wanted = sorted({member for member in recipients if member != event.actor})
    ways = ways_of(wanted, kind)
    values = {"kind": kind, "params": params, "path": path, "about": about or f"event-{event.pk}"}
    told = [member for member in wanted if ways[member] != Way.NONE]
    made = [notice for member in told if (notice := _tell(member, event, {**values, "at": now or event.at}))]
    _mail([notice for notice in made if ways[notice.recipient] != Way.TRAY], ways)
    return made


def _tell(member: int, event: Event, values: dict[str, Any]) -> Notice | None:
    notice, new = Notice.objects.get_or_create(recipient=member, event=event, defaults=values)
    if not new:
        return None
    publish(Noticed(notice_id=notice.pk), to=tray_of(member).stream, by=None, at=notice.at)
    return notice


def _mail(made: list[Notice], ways: dict[int, Way]) -> None:
    mailed = readers([notice.recipient for notice in made]) if made else {}
    for notice in made:
        if reader := mailed.get(notice.recipient):
            envelopes.enclose(notice, reader, ways[notice.recipient])


def mark_read(member: int, *, path: str | Iterable[str] | None = None, those: Q | None = None, now: datetime) -> int:
    """Mark the member's notices as read: those that lead to a path or to one of several, those of a condition, or all.

    Call it inside a transaction.
    """
    unread = Notice.objects.filter(recipient=member, read_at=None)
    if path is not None:
        unread = unread.filter(path__in=[path] if isinstance(path, str) else list(path))
    keys = list(unread.filter(those or Q()).values_list("pk", flat=True))
    count = Notice.objects.filter(pk__in=keys, read_at=None).update(read_at=now) if keys else 0
    if count:
        publish(NoticesRead(count=count), to=tray_of(member).stream, by=member, at=now)
    return count


def reconsider(those: "QuerySet[Notice]", *, now: datetime) -> None:
    """Ask whether the causes of these notices still stand. Call it from a reaction to what may have ended them, or
    brought them back.
    """
    asked = list(those.select_related("event"))
    stands = standing(asked)
    gone = [one for one in asked if one.pk not in stands and one.gone_at is None]
    back = [one for one in asked if one.pk in stands and one.gone_at is not None]
    Notice.objects.filter(pk__in=[one.pk for one in gone]).update(gone_at=now)
    Notice.objects.filter(pk__in=[one.pk for one in back]).update(gone_at=None)
    counts = Counter(one.recipient for one in gone if one.read_at is None)
    counts.subtract(one.recipient for one in back if one.read_at is None)
    told = [(NoticesGone(count=n), tray_of(member).stream) for member, n in sorted(counts.items())]
    if told:
        publish_all(told, by=None, at=now)
