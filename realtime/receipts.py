"""Receipts: one client key posts once; the same key with another body is refused (guarantee G4)."""

import hashlib
import json
from typing import Final

from django.db import models

from realtime import rows


class KeyReused(Exception):
    """The key was already used for something else: answer 409."""


class Receipt(models.Model):
    member = models.BigIntegerField()
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    result = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="realtime_receipt_once")]

    def __str__(self) -> str:
        return f"{self.member}/{self.key}"


_RECEIPT: Final = rows.Prepared(lambda key, member: Receipt.objects.filter(key=key, member=member), "key", 1)


def earlier(member: int, key: str, *content: object) -> int | None:
    """The id that this key made before, or None. Call it after taking the lock the write decides on.

    Raises KeyReused when the key came with other content.
    """
    receipt = _RECEIPT.get(key, member) if key else None
    if receipt is None:
        return None
    if receipt.digest != _digest(content):
        raise KeyReused(key)
    return receipt.result


def is_known(member: int, key: str) -> bool:
    """Whether this key has made something already, with whatever content."""
    return bool(key) and _RECEIPT.get(key, member) is not None


def keep(member: int, key: str, *content: object, result: int) -> None:
    """Remember what the key made, in the same transaction."""
    if key:
        rows.insert([Receipt(member=member, key=key[:64], digest=_digest(content), result=result)])


def _digest(content: tuple[object, ...]) -> str:
    return hashlib.sha256(json.dumps(content, default=str, ensure_ascii=False).encode()).hexdigest()
