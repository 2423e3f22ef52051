from dataclasses import dataclass

from realtime.facts import fact


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
