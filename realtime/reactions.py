"""Reactions: what else must happen when a fact has. Each runs from an outbox row, at least once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from realtime import facts

if TYPE_CHECKING:
    from realtime.streams import Event

    Reaction = Callable[[Event], None]
else:
    Reaction = Callable

_by_fact: dict[str, list[str]] = {}
_by_name: dict[str, Reaction] = {}


def on(*fact_types: type[Any]) -> Callable[[Reaction], Reaction]:
    """Run the decorated function for each event of these facts. It may run twice: make it idempotent."""

    def register(reaction: Reaction) -> Reaction:
        name = f"{reaction.__module__}.{reaction.__qualname__}"
        if name in _by_name:
            raise ValueError(f"two reactions are called {name}")
        _by_name[name] = reaction
        for fact_type in fact_types:
            _by_fact.setdefault(facts.name_of(fact_type), []).append(name)
        return reaction

    return register


def names_for(fact_name: str) -> list[str]:
    return _by_fact.get(fact_name, [])


def reaction_named(name: str) -> Reaction | None:
    return _by_name.get(name)
