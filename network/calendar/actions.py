"""Making, renewing and revoking the secret address."""

import secrets
from datetime import datetime

from django.db import transaction

from network.calendar.models import CalendarFeed, hash_of
from network.members.models import Member


@transaction.atomic
def renew(*, by: Member, now: datetime) -> str:
    """A new secret, given back once; the one before stops working."""
    secret = secrets.token_urlsafe(32)
    made = {"secret_hash": hash_of(secret), "made_at": now, "read_at": None}
    CalendarFeed.objects.update_or_create(member=by, defaults=made)
    return secret


@transaction.atomic
def revoke(*, by: Member) -> None:
    CalendarFeed.objects.filter(member=by).delete()


@transaction.atomic
def note_reading(feed: CalendarFeed, *, now: datetime) -> None:
    """So that the member sees whether a calendar still asks; written at most once a minute."""
    if feed.read_at is None or (now - feed.read_at).total_seconds() >= 60:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
