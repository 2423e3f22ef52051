"""Handlers: what else must happen when a fact has. Each runs as a job of the queue, at least once."""

from collections.abc import Callable
from typing import Any

from realtime.streams import Event, facts

Handler = Callable[[Event], None]
_by_fact: dict[str, list[str]] = {}
_by_name: dict[str, Handler] = {}


def on(*fact_types: type[Any]) -> Callable[[Handler], Handler]:
    """Run the decorated function for each event of these facts. It may run twice: make it idempotent."""

    def register(handler: Handler) -> Handler:
        name = f"{handler.__module__}.{handler.__qualname__}"
        if name in _by_name:
            raise ValueError(f"two handlers are called {name}")
        _by_name[name] = handler
        for fact_type in fact_types:
            _by_fact.setdefault(facts.name_of(fact_type), []).append(name)
        return handler

    return register


def names_for(fact_name: str) -> list[str]:
    return _by_fact.get(fact_name, [])


def handler_named(name: str) -> Handler | None:
    return _by_name.get(name)
