"""Making, ending and using tokens."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.tables.locks import locked
from network.members.models import Member
from network.safety import actions as safety
from network.safety.actions import Origin
from network.safety.notices import mail_new_token
from network.safety.tellings import TOKEN_ENDED, TOKEN_MADE
from network.tokens import rules
from network.tokens.models import PREFIX, AccessToken, hash_of


@transaction.atomic
def make(
    *, by: Member, name: str, scopes: Iterable[str], days: int, origin: Origin, now: datetime
) -> tuple[AccessToken, str]:
    """A token and its secret, which is given back once. Raises ValidationError where there are too many."""
    locked(Member.objects).get(pk=by.pk)
    if not rules.may_make(AccessToken.objects.of(by).alive(now).count()):
        words = _("You have %(n)d tokens, which is as many as may be. End one that is not used any more.")
        raise ValidationError(words % {"n": rules.MOST}, code="many")
    secret = PREFIX + secrets.token_urlsafe(32)
    made = AccessToken.objects.create(
        member=by,
        name=name,
        secret_hash=hash_of(secret),
        scopes=sorted(scopes),
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    event = safety.note(by.pk, TOKEN_MADE, origin=origin, now=now, detail=name)
    mail_new_token(by, event)
    return made, secret


@transaction.atomic
def end(pk: int, *, by: Member, origin: Origin, now: datetime) -> None:
    """It lets nobody in from now on. Raises AccessToken.DoesNotExist."""
    token = locked(AccessToken.objects.of(by)).get(pk=pk)
    token.delete()
    safety.note(by.pk, TOKEN_ENDED, origin=origin, now=now, detail=token.name)


def note_use(token: AccessToken, *, now: datetime) -> None:
    """So that the member sees which are used."""
    if token.used_at is None or now - token.used_at >= rules.NOTED_EACH:
        AccessToken.objects.filter(pk=token.pk).update(used_at=now)


def forget_old(*, now: datetime) -> None:
    """Those that ended by themselves a month ago."""
    AccessToken.objects.filter(expires_at__lt=now - timedelta(days=30)).delete()
