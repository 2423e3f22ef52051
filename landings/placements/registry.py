"""Which facts do a step of the landing's bar. Features say so of their own, beside how they are told.

The steps are applied, accepted, placed, grant, itinerary, market, returned and letter; claim and settled are of what is
to be done.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

from realtime.streams import Event
from realtime.streams.facts import name_of

_steps: Final[dict[str, tuple[str, Callable[[Any], bool]]]] = {}


def does(step: str, fact_type: type[Any], when: Callable[[Any], bool] = lambda told: True) -> None:
    """The step is done by this fact."""
    _steps[name_of(fact_type)] = (step, when)


def facts_of_steps() -> list[str]:
    return list(_steps)


def steps_done(events: Iterable[Event]) -> set[str]:
    known = (event for event in events if event.fact in _steps and event.is_known)
    return {_steps[event.fact][0] for event in known if _steps[event.fact][1](event.told)}
