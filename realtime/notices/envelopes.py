"""Which mail a notice goes into: one that waits for more of the same, or a new one with its due time."""

from datetime import datetime, timedelta
from typing import Final

from ground.tables.locks import locked
from realtime.jobs.mail import Mail, queue_once
from realtime.jobs.outside import Priority
from realtime.notices.hours import Reader
from realtime.notices.models import Notice, Way

# Mail waits so long, and is not sent when its cause is seen meanwhile.
WAIT: Final = timedelta(minutes=5)
# Of one thread there is a mail at most this often.
APART: Final = timedelta(hours=1)
SOON: Final = "notices"
DAILY: Final = "digest"


def enclose(notice: Notice, reader: Reader, way: Way) -> None:
    """Put the notice into the mail that waits, or into a new one. Call it in the notice's transaction."""
    writer, about = (DAILY, DAILY) if way == Way.DIGEST else (SOON, notice.about)
    notice.mail = _waiting(reader, writer, about) or _new(notice, reader, writer, about)
    notice.save(update_fields=["mail"])


def _waiting(reader: Reader, writer: str, about: str) -> Mail | None:
    """Locked until the notice is in it: it is sealed after that, or another is begun."""
    open_ones = Mail.objects.filter(member=reader.member, about=about, writer=writer, sealed_at=None)
    return locked(open_ones.filter(job__dead_at=None).order_by("id")).first()


def _new(notice: Notice, reader: Reader, writer: str, about: str) -> Mail | None:
    is_daily = writer == DAILY
    return queue_once(
        key=f"{writer}-{notice.pk}",
        now=notice.at,
        due_at=reader.next_morning(notice.at) if is_daily else _soon(notice, reader, about),
        priority=Priority.LATER if is_daily else Priority.NORMAL,
        to=reader.address,
        member=reader.member,
        writer=writer,
        about=about,
    )


def _soon(notice: Notice, reader: Reader, about: str) -> datetime:
    sealed = Mail.objects.filter(member=reader.member, about=about, writer=SOON).exclude(sealed_at=None)
    last = sealed.order_by("-sealed_at").values_list("sealed_at", flat=True).first()
    return reader.not_before(max(notice.at + WAIT, last + APART) if last else notice.at + WAIT)
