from collections.abc import Iterable, Mapping
from datetime import datetime, time

from django.db import transaction
from django.db.models import Q

from network.consents import actions as consents
from network.members.models import Member
from network.notices.tellings import MAIL, MAILED
from realtime import notices
from realtime.notices import MailHours, Muted, Notice, Way, trays
from realtime.notices.preferences import MUTED_BY, ways_of


@transaction.atomic
def open_notice(notice_id: int, *, by: Member, now: datetime) -> Notice:
    """Mark as read all that lead to the same place. Raises Notice.DoesNotExist for another's."""
    notice = Notice.objects.get(pk=notice_id, recipient=by.pk)
    notices.mark_read(by.pk, path=notice.path, now=now)
    return notice


@transaction.atomic
def read_all(*, by: Member, now: datetime) -> int:
    return notices.mark_read(by.pk, now=now)


def see(path: str, *, by: Member, now: datetime) -> None:
    """The member has come to a place: what leads there is read."""
    if len(path) > trays.LONGEST_PATH:  # nothing leads there, and SQLite fails when asked for so long a beginning
        return
    leading = Notice.objects.filter(Q(path=path) | Q(path__startswith=f"{path}#"), recipient=by.pk, read_at=None)
    paths = set(leading.values_list("path", flat=True)[:50])
    if paths:
        with transaction.atomic():
            for found in sorted(paths):
                notices.mark_read(by.pk, path=found, now=now)


@transaction.atomic
def choose(*, by: Member, ways: Mapping[str, Way], quiet: tuple[time, time] | None, now: datetime) -> None:
    """Be told of each of these kinds in this way, and be left alone by mail in these hours."""
    for kind, way in ways.items():
        if ways_of([by.pk], kind)[by.pk] != way:
            _note(by.pk, kind, way, now)
    Muted.objects.filter(member=by.pk, kind__in=ways).delete()
    Muted.objects.bulk_create(
        Muted(member=by.pk, kind=kind, medium=medium) for kind, way in ways.items() for medium in MUTED_BY[way]
    )
    if quiet is None:
        MailHours.objects.filter(member=by.pk).delete()
    else:
        hours = {"quiet_from": quiet[0], "quiet_until": quiet[1]}
        MailHours.objects.update_or_create(member=by.pk, defaults=hours)


@transaction.atomic
def stop_mails(*, member: int, kinds: Iterable[str], daily: bool = False, now: datetime) -> None:
    """By the link in a mail: those of these kinds, or the daily one with all in it. A second time changes nothing."""
    collected = Muted.objects.filter(member=member, medium="now")
    stopped = {*kinds, *(collected.values_list("kind", flat=True) if daily else ())}
    for kind in sorted(stopped):
        if Muted.objects.get_or_create(member=member, kind=kind, medium="mail")[1]:
            _note(member, kind, Way.TRAY, now)


def _note(member_id: int, kind: str, way: Way, now: datetime) -> None:
    """What was chosen stands among the member's consents."""
    consents.record_step(member_id, MAIL, about=kind, choice=way, is_given=way in MAILED, now=now)
