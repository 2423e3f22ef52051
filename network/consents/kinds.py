"""Kinds of consent: each feature declares its own, and says what a choice means and where it is changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class ConsentKind:
    """`label` says what for. `means(about, choice)` puts one in words, and `where(about)` leads to where it is changed;
    `change` says what is done there.
    """

    name: str
    label: Words
    means: Callable[[str, str], Words]
    where: Callable[[str], str]
    change: Words


_kinds: Final[dict[str, ConsentKind]] = {}


def add_kind(kind: ConsentKind) -> None:
    if kind.name in _kinds:
        raise ValueError(f"two kinds of consent are called {kind.name}")
    _kinds[kind.name] = kind


def kind_named(name: str) -> ConsentKind | None:
    return _kinds.get(name)
