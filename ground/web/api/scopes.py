"""Scopes: what a token may be used for. A feature declares those of its operations, in words for who makes a token."""

from typing import Final

from django.utils.functional import Promise

_scopes: Final[dict[str, str | Promise]] = {}


def declare(name: str, words: str | Promise) -> str:
    """`forums:read`, "Read boards, threads and posts". Returns the name."""
    _scopes[name] = words
    return name


def all_scopes() -> dict[str, str | Promise]:
    """Name → words, in the order of the names."""
    return dict(sorted(_scopes.items()))
