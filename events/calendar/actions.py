"""Making, renewing and revoking the secret address."""

import secrets
from datetime import datetime

from django.db import transaction

from events.calendar.models import Feed, hash_of
from network.members.models import Member


@transaction.atomic
def renew(*, by: Member, now: datetime) -> str:
    """A new secret, given back once; the one before stops working."""
    secret = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(member=by, defaults={"secret_hash": hash_of(secret), "made_at": now, "read_at": None})
    return secret


@transaction.atomic
def revoke(*, by: Member) -> None:
    Feed.objects.filter(member=by).delete()


@transaction.atomic
def note_reading(feed: Feed, *, now: datetime) -> None:
    """So that the member sees whether a calendar still asks; written at most once a minute."""
    if feed.read_at is None or (now - feed.read_at).total_seconds() >= 60:
        Feed.objects.filter(pk=feed.pk).update(read_at=now)
