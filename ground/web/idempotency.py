"""Keys of idempotency: one client key posts once; the same key with another body is refused (guarantee G4)."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.tables import rows
from ground.tables.worded import Worded

Row = TypeVar("Row", bound=models.Model)


class KeyReused(Exception):
    """The key was already used for something else: answer 409."""


@contextmanager
def refused_in_words() -> Iterator[None]:
    """For the page of a form, to which a browser's way back leads with its old key: what is typed stays there."""
    try:
        yield
    except KeyReused:
        raise ValidationError(_("This form was sent before with other words. Open it anew."), code="reused") from None


class IdempotencyKey(models.Model):
    member = models.BigIntegerField()
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    result = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="ground_idempotency_key_once")]

    def __str__(self) -> str:
        return f"{self.member}/{self.key}"


_KEEP: Final = "INSERT INTO ground_idempotencykey (member, key, digest, result, at) VALUES (%s, %s, %s, %s, %s)"
_KEY: Final = Worded(lambda key, member: IdempotencyKey.objects.filter(key=key, member=member))


def earlier(member: int, key: str, *content: object) -> int | None:
    """The id that this key made before, or None. Call it after taking the lock the write decides on.

    Raises KeyReused when the key came with other content.
    """
    return ask_earlier(member, key, *content)()


def ask_earlier(member: int, key: str, *content: object) -> Callable[[], int | None]:
    """The same, asked now, right after the lock, and told later: both go in one trip."""
    asked = _KEY.ask(key=key, member=member) if key else None

    def told() -> int | None:
        earlier_use = asked.first() if asked else None
        if earlier_use is None:
            return None
        if earlier_use.digest != _digest(content):
            raise KeyReused(key)
        return earlier_use.result

    return told


def made_before(rows: models.QuerySet[Row], pk: int) -> Row:
    """What a key made. Raises KeyReused where that was taken away since: a key makes nothing twice."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise KeyReused(pk)
    return found


def is_known(member: int, key: str) -> bool:
    """Whether this key has made something already, with whatever content."""
    return bool(key) and _KEY.first(key=key, member=member) is not None


def keep(member: int, key: str, *content: object, result: int) -> None:
    """Remember what the key made, in the same transaction."""
    if key:
        rows.send(_KEEP, member, key[:64], _digest(content), result, timezone.now())


def _digest(content: tuple[object, ...]) -> str:
    return hashlib.sha256(json.dumps(content, default=str, ensure_ascii=False).encode()).hexdigest()
