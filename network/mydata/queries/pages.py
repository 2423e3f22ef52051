"""The page of one's own data, and what the clock asks."""

from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet, Sum

from network.members.models import Member
from network.mydata import rules
from network.mydata.models import Export
from network.mydata.registry import Words, all_holdings

SHOWN: Final = 10


def exports_of(member: Member) -> QuerySet[Export]:
    """The newest first, each with its parts."""
    sized = Export.objects.of(member).select_related("stream").annotate(size=Sum("parts__size"))
    return sized.prefetch_related("parts").order_by("-pk")


def page_of_mine(member: Member, now: datetime) -> dict[str, Any]:
    """The stream of the newest first, so that what happens meanwhile comes once more rather than never."""
    found = list(exports_of(member)[:SHOWN])
    waits = next((one for one in found if one.state == "waits"), None)
    return {
        "stream": waits.stream if waits else None,
        "exports": found,
        "waits": waits,
        "again_at": rules.asks_again_at([one.asked_at for one in found if not one.failed_at], now),
        "features": features_given(),
        "now": now,
    }


def features_given() -> list[Words]:
    """What an export has, in words."""
    given = [one.label for one in all_holdings() if any(each.gives for each in one.those)]
    return sorted(given, key=str)


def to_delete(now: datetime, limit: int) -> list[int]:
    """Exports whose week is over."""
    due = Export.objects.filter(expires_at__lte=now, gone_at=None).order_by("expires_at", "pk")
    return list(due.values_list("pk", flat=True)[:limit])
