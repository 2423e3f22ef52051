"""Revocation: who may no longer read, or is no longer logged in, is put out of open sockets (guarantee G9).

A push makes every process look again at once; each also looks by itself every few seconds, so a lost push costs time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from realtime.access.identity import mark_of
from realtime.kinds.stream_kinds import Pair, kind_named
from realtime.streams import Stream, hints

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


def revoke_from_all(stream_id: int | None = None) -> None:
    """The same for everybody who has this stream open, or any: a board closes, a thread is gone."""
    message = {"everybody": True, "stream": stream_id}
    transaction.on_commit(partial(hints.call, REVOKED, message), robust=True)


def end_session(key: str) -> None:
    """A session is over: for pages at once, for open sockets after the commit. One that is over already stays so."""
    import_module(settings.SESSION_ENGINE).SessionStore().delete(key)
    transaction.on_commit(partial(hints.call, REVOKED, {"session": mark_of(key)}), robust=True)


def lost(rights: Iterable[Right]) -> set[Right]:
    """Those that no longer hold. Runs in a thread."""
    by_kind: dict[str, set[Pair]] = {}
    for right in rights:
        by_kind.setdefault(right.kind, set()).add((right.member, right.stream))
    return {Right(member, name, of) for name, pairs in by_kind.items() for member, of in pairs - _holding(name, pairs)}


def _holding(name: str, pairs: set[Pair]) -> set[Pair]:
    kind = kind_named(name)
    if kind is None:
        return set()
    if kind.hold is not None:
        return set(kind.hold(pairs))
    return {(member, stream) for member, stream in pairs if kind.may_read(member, stream)}


def standings(rights: Sequence[Right]) -> list[tuple[int, str] | None]:
    """For each right: head and epoch of the stream where it holds, else None. Absent and forbidden are the same.

    Runs in a thread.
    """
    gone = lost(rights)
    there = Stream.objects.filter(pk__in={right.stream for right in rights})
    found = {(kind, pk): (seq, epoch) for pk, kind, seq, epoch in there.values_list("pk", "kind", "last_seq", "epoch")}
    return [None if right in gone else found.get((right.kind, right.stream)) for right in rights]


@receiver(user_logged_out)
def _end_session(request: HttpRequest | None, **_: Any) -> None:
    key = getattr(getattr(request, "session", None), "session_key", None)
    if key:
        hints.call(REVOKED, {"session": mark_of(key)})


@receiver(post_save, sender=settings.AUTH_USER_MODEL)
def _end_member(instance: Any, **_: Any) -> None:
    if not instance.is_active:
        revoke(instance.pk)
