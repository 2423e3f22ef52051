"""Facts: what has happened, as frozen dataclasses named by past participles, known by a stable name.

A fact is stored for ever, with the version that it had. Who changes its fields raises the version and says with
`upcasts` what an older payload means now. What is stored and cannot be read is an `Unknown`: never an error.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Protocol, TypeVar

from django.utils.translation import gettext_lazy as _

from realtime.streams.fits import fits, hints_of


class Fact(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


F = TypeVar("F")
Payload = dict[str, Any]
Upcast = Callable[[Payload], Payload]

CANNOT_BE_READ = _("Something that cannot be shown any more")
"""What a timeline says of an event that is unknown."""

_names: dict[type[Any], tuple[str, int]] = {}
_types: dict[str, type[Any]] = {}
_upcasts: dict[tuple[str, int], Upcast] = {}
_fields: dict[type[Any], dict[str, bool]] = {}
_plain = (int, str, bool, type(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A stored event that cannot be read: no feature declares its fact, or its payload is none that it ever had."""

    name: str
    why: str


def fact(name: str, version: int = 1) -> Callable[[type[F]], type[F]]:
    """Declare a frozen dataclass as a fact: `@fact("thread.replied")`. Names are unique and for ever."""

    def declare(cls: type[F]) -> type[F]:
        if name in _types:
            raise ValueError(f"two facts are called {name}")
        _names[cls] = (name, version)
        _types[name] = cls
        return cls

    return declare


def upcasts(fact_type: type[Any], *, from_version: int) -> Callable[[Upcast], Upcast]:
    """Say what a payload of this version is in the next one. It is given a copy, and asked nothing of the database."""

    def declare(upcast: Upcast) -> Upcast:
        key = (name_of(fact_type), from_version)
        if key in _upcasts or not 0 < from_version < version_of(fact_type):
            raise ValueError(f"there is no place for an upcaster of {key[0]} from version {from_version}")
        _upcasts[key] = upcast
        return upcast

    return declare


def name_of(fact_type: type[Any]) -> str:
    return _names[fact_type][0]


def version_of(fact_type: type[Any]) -> int:
    return _names[fact_type][1]


def payload_of(happened: Any) -> Payload:
    """The fact as small JSON: ids, strings, numbers, lists of these."""
    own = {name: getattr(happened, name) for name in _fields_of(type(happened))}
    return own if all(type(value) in _plain for value in own.values()) else asdict(happened)


def fact_from(name: str, payload: Any, version: int = 1) -> Any:
    """The fact that a stored event tells, or an `Unknown`. Fields that a newer version dropped are ignored."""
    cls = _types.get(name)
    if cls is None:
        return Unknown(name=name, why="no feature declares this fact")
    try:
        now = _up_to_date(name, version, payload)
    except Exception as error:  # whatever an upcaster meets in what is stored, its page is shown
        return Unknown(name=name, why=f"its payload of version {version} cannot be read: {type(error).__name__}")
    hints = hints_of(cls)
    known = {key: value for key, value in now.items() if key in hints}
    wrong = sorted(key for key, value in known.items() if not fits(value, hints[key]))
    wrong += sorted(field for field, needed in _fields_of(cls).items() if needed and field not in known)
    if wrong:
        return Unknown(name=name, why=f"its payload of version {version} has no good {', '.join(wrong)}")
    return cls(**known)


def _up_to_date(name: str, version: int, payload: Any) -> Mapping[str, Any]:
    now: Payload = {**payload}
    for step in range(version, version_of(_types[name])):
        now = _upcasts[name, step](now)
    return now


def _fields_of(cls: type[Any]) -> dict[str, bool]:
    """By name, whether it must be given."""
    if cls not in _fields:
        # The two are the same only where both are missing.
        _fields[cls] = {each.name: each.default is each.default_factory for each in fields(cls)}
    return _fields[cls]


def all_names() -> list[str]:
    return sorted(_types)


def type_named(name: str) -> type[Any]:
    """The fact of this name. Raises KeyError."""
    return _types[name]
