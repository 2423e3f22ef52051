"""Revocation: who may no longer read, or is no longer logged in, is put out of open sockets (guarantee G9).

A push makes every process look again at once; each also looks by itself every few seconds, so a lost push costs time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from realtime import hints
from realtime.callers import mark_of
from realtime.live import StreamKind, kind_named
from realtime.streams import Stream

REVOKED: Final = "kontor:revoked"


@dataclass(frozen=True, slots=True)
class Right:
    """That a member reads a stream. A member of None is a visitor."""

    member: int | None
    kind: str
    stream: int


def revoke(member_id: int, stream_id: int | None = None) -> None:
    """After the commit, every open socket of this member is asked again for its rights: to one stream, or to all.

    Call it wherever a right is taken away. Who may still read notices nothing.
    """
    message = {"member": member_id, "stream": stream_id}
    transaction.on_commit(partial(hints.call, REVOKED, message), robust=True)


def lost(rights: Iterable[Right]) -> set[Right]:
    """Those that no longer hold. Runs in a thread."""
    return {right for right in rights if not _holds(right)}


def _holds(right: Right) -> bool:
    kind = kind_named(right.kind)
    return kind is not None and kind.may_read(right.member, right.stream)


def standing(member: int | None, kind: StreamKind, stream_id: int) -> tuple[int, str] | None:
    """Head and epoch of a stream, for who may read it. Absent and forbidden are the same. Runs in a thread."""
    stream = Stream.objects.filter(pk=stream_id, kind=kind.name).first()
    if not kind.may_read(member, stream_id) or stream is None:
        return None
    return stream.last_seq, stream.epoch


@receiver(user_logged_out)
def _end_session(request: HttpRequest | None, **_: Any) -> None:
    key = getattr(getattr(request, "session", None), "session_key", None)
    if key:
        hints.call(REVOKED, {"session": mark_of(key)})


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def _end_member(instance: Any, **_: Any) -> None:
    if not instance.is_active:
        revoke(instance.pk)
