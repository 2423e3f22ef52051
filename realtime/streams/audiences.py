"""Facts as JSON, by audience: what an API tells of an event, beside the piece that is drawn for pages.

Who reads the stream at all is the rule of its kind; here is which fields of a fact somebody sees who does. None, unless
its feature says so. Each audience sees what those before it see.

    lets_see(Replied, public=("thread_id", "post_id", "number"))
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any, Final

from realtime.streams.facts import Unknown, payload_of
from realtime.streams.fits import hints_of
from realtime.streams.models import Event


class Audience(IntEnum):
    """`PARTIES` are those whom the thing is about: a firm and its host, who talks at a booth."""

    PUBLIC = 0
    MEMBERS = 1
    PARTIES = 2
    STAFF = 3


SECRET: Final = {"code", "digest", "email", "hash", "iban", "key", "moves", "password", "salt", "secret", "token"}
"""Words that no field that is told to anybody has in its name."""

_seen: Final[dict[type[Any], dict[str, Audience]]] = {}


def lets_see(
    *fact_types: type[Any],
    public: Iterable[str] = (),
    members: Iterable[str] = (),
    parties: Iterable[str] = (),
    staff: Iterable[str] = (),
) -> None:
    """Say who sees which fields of these facts. Raises ValueError for a field that it has not, or that is a secret."""
    given = (public, members, parties, staff)
    fields = {name: audience for audience, names in zip(Audience, given, strict=True) for name in names}
    for each in fact_types:
        strange = sorted(name for name in fields if name not in hints_of(each) or SECRET & set(name.split("_")))
        if strange or each in _seen:
            raise ValueError(f"{each.__name__} cannot show {', '.join(strange) or 'its fields twice'}")
        _seen[each] = fields


def fields_for(fact_type: type[Any], audience: Audience) -> set[str]:
    return {name for name, least in _seen.get(fact_type, {}).items() if audience >= least}


def as_json(event: Event, audience: Audience) -> dict[str, Any]:
    """`name`, `seq` and `at`, and in `fields` what this audience sees: nothing of an event that cannot be read."""
    told = event.told
    seen = set() if isinstance(told, Unknown) else fields_for(type(told), audience)
    fields = {name: value for name, value in payload_of(told).items() if name in seen}
    return {"name": event.fact, "seq": event.seq, "at": event.at.isoformat(), "fields": fields}
