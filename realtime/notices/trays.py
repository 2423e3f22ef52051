"""What each page of a member asks of the tray, in one statement."""

from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.http import HttpRequest

from ground.tables import statements
from realtime.notices.models import Notice, Tray
from realtime.notices.telling import tray_of, unread_count
from realtime.streams import Stream

LONGEST_PATH: Final = Notice._meta.get_field("path").max_length or 0
_HERE: Final = r"""
SELECT t.id, s.id, s.kind, s.last_seq, s.epoch, s.last_hash,
  (SELECT COUNT(DISTINCT n.about) FROM realtime_notice n
    WHERE n.recipient = t.member AND n.read_at IS NULL AND n.gone_at IS NULL),
  EXISTS (SELECT 1 FROM realtime_notice n
    WHERE n.recipient = t.member AND n.read_at IS NULL AND (n.path = %s OR n.path LIKE %s ESCAPE '\'))
FROM realtime_tray t JOIN realtime_stream s ON s.id = t.stream_id WHERE t.member = %s
"""


@dataclass(frozen=True, slots=True)
class TrayHere:
    """`unread`: lines of the tray that hold something unread. `leads_here`: something unread leads to the page."""

    tray: Tray
    unread: int
    leads_here: bool


def tray_here(member: int, path: str) -> TrayHere | None:
    """The member's tray, as a page needs it that answers at `path`; nothing where there is none yet."""
    if len(path) > LONGEST_PATH:  # nothing leads there, and SQLite fails when asked for so long a beginning
        path = ""
    beginning = connection.ops.prep_for_like_query(f"{path}#") + "%"
    found = statements.say(_HERE, (path, beginning, member)).rows()
    if not found:
        return None
    number, *stream, unread, leads_here = found[0]
    tray = Tray(id=number, member=member, stream=Stream(*stream))
    return TrayHere(tray, unread, bool(leads_here))


def keep(request: HttpRequest, here: TrayHere | None) -> None:
    """For what this request draws: nothing that it does to the tray comes between."""
    request.tray_here = here  # type: ignore[attr-defined]  # ours, read below


def shown(request: HttpRequest | None, member: int) -> Tray:
    """The member's tray, as it was kept or as it is."""
    here = _kept(request)
    return here.tray if here else tray_of(member)


def unread(request: HttpRequest | None, member: int) -> int:
    here = _kept(request)
    return here.unread if here else unread_count(member)


def _kept(request: HttpRequest | None) -> TrayHere | None:
    return getattr(request, "tray_here", None)
