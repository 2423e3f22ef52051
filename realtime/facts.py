"""Facts: what has happened, as frozen dataclasses named by past participles, known by a stable name."""

from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any, ClassVar, Protocol, TypeVar


class Fact(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


F = TypeVar("F")

_names: dict[type[Any], tuple[str, int]] = {}
_types: dict[str, type[Any]] = {}


class UnknownFact(LookupError):
    """A stored event names a fact that no feature declares."""


def fact(name: str, version: int = 1) -> Callable[[type[F]], type[F]]:
    """Declare a frozen dataclass as a fact: `@fact("thread.replied")`. Names are unique and for ever."""

    def declare(cls: type[F]) -> type[F]:
        if name in _types:
            raise ValueError(f"two facts are called {name}")
        _names[cls] = (name, version)
        _types[name] = cls
        return cls

    return declare


def name_of(fact_type: type[Any]) -> str:
    return _names[fact_type][0]


def version_of(fact_type: type[Any]) -> int:
    return _names[fact_type][1]


def payload_of(happened: Any) -> dict[str, Any]:
    """The fact as small JSON: ids, strings, numbers, lists of these."""
    return asdict(happened)


def fact_from(name: str, payload: dict[str, Any]) -> Any:
    """The fact that a stored event tells. Fields that a newer version dropped are ignored.

    Raises UnknownFact.
    """
    cls = _types.get(name)
    if cls is None:
        raise UnknownFact(name)
    known = {field.name for field in fields(cls)}
    return cls(**{key: value for key, value in payload.items() if key in known})


def all_names() -> list[str]:
    return sorted(_types)
