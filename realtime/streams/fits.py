"""Whether a value that was stored as JSON is what a fact's field says it holds."""

from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

_hints: Final[dict[type[Any], dict[str, Any]]] = {}


def hints_of(cls: type[Any]) -> dict[str, Any]:
    """The types of a dataclass's fields, by name."""
    if cls not in _hints:
        _hints[cls] = get_type_hints(cls)
    return _hints[cls]


def fits(value: Any, hint: Any) -> bool:
    """True for what JSON gives back of such a value: lists for all sequences, strings as keys."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
    if origin in (Union, UnionType):
        return any(fits(value, each) for each in inner)
    if origin is Literal:
        return value in inner
    if origin in (list, tuple):
        return isinstance(value, list | tuple) and _all_fit(value, origin, inner)
    if origin is dict:
        return isinstance(value, dict) and all(fits(each, inner[1]) for each in value.values())
    return _is_one(value, NoneType if hint is None else hint)


def _all_fit(values: list[Any] | tuple[Any, ...], origin: Any, inner: tuple[Any, ...]) -> bool:
    if origin is tuple and Ellipsis not in inner:
        return len(values) == len(inner) and all(map(fits, values, inner))
    return all(fits(each, inner[0]) for each in values)


def _is_one(value: Any, kind: Any) -> bool:
    if kind is int:  # a yes is no number, which to Python it is
        return type(value) is int
    if kind is float:
        return type(value) in (int, float)
    return isinstance(value, kind)
