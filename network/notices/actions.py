from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from network.members.models import Member
from realtime import notices
from realtime.notices import Muted, Notice


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
    """The member has come to a place: what leads there is read. Asks one indexed question, writes seldom."""
    leading = Notice.objects.filter(Q(path=path) | Q(path__startswith=f"{path}#"), recipient=by.pk, read_at=None)
    paths = set(leading.values_list("path", flat=True)[:50])
    if paths:
        with transaction.atomic():
            for found in sorted(paths):
                notices.mark_read(by.pk, path=found, now=now)


@transaction.atomic
def choose(*, by: Member, tray: Collection[str], mail: Collection[str]) -> None:
    """Be told of these kinds and no others, in the tray and by mail."""
    wanted = {"tray": set(tray), "mail": set(mail)}
    Muted.objects.filter(member=by.pk).delete()
    Muted.objects.bulk_create(
        Muted(member=by.pk, kind=kind.name, channel=channel)
        for kind in notices.all_kinds()
        for channel in ("tray", "mail")
        if kind.name not in wanted[channel] and (channel == "tray" or kind.mail)
    )


@transaction.atomic
def stop_mails(*, member: int, kind: str) -> None:
    """By the link in a mail. A second time changes nothing."""
    Muted.objects.get_or_create(member=member, kind=kind, channel="mail")
