"""Kinds of notice: each feature declares its own, in words, and says whether the cause of one still stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

from django.utils.functional import Promise

Says = Callable[..., Mapping[int, str]]
"""Given notices of the kinds that say so, the words of each that stands, by key."""


class OfAKind(Protocol):
    """What is asked of a notice here."""

    @property
    def pk(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def event(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """`label` names the kind in preferences. Its sentences stand in the tellings of the facts that it tells of.

    `says(notices)` gives, by key, the words of each notice whose cause still stands for its reader; what it leaves out
    is no notice any more. Without it a notice stands for good and quotes nothing.
    `mail` tells whether it is mailed where its reader likes. `own_mail`: its feature writes a mail of its own, always.
    """

    name: str
    label: str | Promise
    mail: bool = True
    own_mail: bool = False
    says: Says | None = None


_kinds: dict[str, NoticeKind] = {}


def declare(kind: NoticeKind) -> None:
    if kind.name in _kinds:
        raise ValueError(f"two kinds of notice are called {kind.name}")
    _kinds[kind.name] = kind


def all_kinds() -> list[NoticeKind]:
    return [_kinds[name] for name in sorted(_kinds)]


def kind_named(name: str) -> NoticeKind | None:
    return _kinds.get(name)


def standing(notices: Iterable[OfAKind]) -> dict[int, str]:
    """The words of those that still stand, by key, in one question for each way of saying."""
    found: dict[int, str] = {}
    in_order = sorted(notices, key=_saying)
    for _way, those in groupby(in_order, key=_saying):
        alike = list(those)
        kind = _kinds.get(alike[0].kind)
        if kind and kind.says:
            found |= kind.says([one for one in alike if one.event.is_known])
        else:
            found |= dict.fromkeys((one.pk for one in alike), "")
    return found


def _saying(notice: OfAKind) -> int:
    kind = _kinds.get(notice.kind)
    return id(kind.says) if kind else 0
