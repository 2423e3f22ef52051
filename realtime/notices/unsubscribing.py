"""The personal link that stops mails without log-in, by one click of a mail program too (RFC 8058)."""

from collections.abc import Collection
from typing import Final

from django.conf import settings
from django.core import signing
from django.urls import reverse

from realtime.notices.kinds import NoticeKind, kind_named

UNSUBSCRIBE: Final = "kontor.unsubscribe"
DAILY: Final = "daily"


def unsubscribe_token(member: int, *kinds: str) -> str:
    """What stops mails of these kinds, or the daily one. It does no more, and does not expire."""
    return signing.dumps([member, *kinds], salt=UNSUBSCRIBE)


def unsubscribed_by(token: str) -> tuple[int, list[NoticeKind], bool] | None:
    """The member, the kinds that a token stops, and whether it stops the daily mail.

    None for a token that is not ours, or whose kinds are gone.
    """
    try:
        member, *names = signing.loads(token, salt=UNSUBSCRIBE)
    except signing.BadSignature:
        return None
    kinds = [kind for name in names if (kind := kind_named(name))]
    return (member, kinds, DAILY in names) if kinds or DAILY in names else None


def stop_address(member: int, kinds: Collection[str]) -> str:
    return f"{settings.SITE_URL}{reverse('network:unsubscribe', args=[unsubscribe_token(member, *sorted(kinds))])}"


def headers_of(address: str) -> dict[str, str]:
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
