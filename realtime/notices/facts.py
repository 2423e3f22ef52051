from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact
from realtime.tellings import told_to_nobody


@fact("tray.noticed")
@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    notice_id: int


@fact("tray.read")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesRead:
    count: int


@fact("tray.gone")
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesGone:
    """So many notices have lost their cause, or have it back where the number is negative."""

    count: int


lets_see(Noticed, parties=("notice_id",))
lets_see(NoticesRead, NoticesGone, parties=("count",))
told_to_nobody(Noticed, NoticesRead, NoticesGone, because="it is the telling itself")
