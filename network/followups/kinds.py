"""The services that are followed up. The area that gives one registers it once, when it is imported."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from network.followups.models import FollowUp, Link
from network.members.models import Member
from realtime.streams import Living

Kind = Literal["money", "count", "text"]
MONEY: Final = "money"
COUNT: Final = "count"
TEXT: Final = "text"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `unit` is what a count counts, in words; money is in the currency of what was given."""

    key: str
    kind: Kind
    label: str
    help: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One thing that was given: its key, when it was over, the months after it that are asked about, and were."""

    key: int
    over_on: date
    waves: Sequence[int]
    raised: Collection[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailed:
    """A mail with a link, in the reader's language."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What happened to a follow-up, as the area tells it: each makes a fact for its key."""

    due: Callable[[int], Any]
    declined: Callable[[int], Any]
    mailed: Callable[[int, Link, int, bool], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """`name` is that of the follow-up's stream too, and begins the keys of its mails and the names of its notices.

    `given` lists what may be owed at a moment, the oldest first. `of` is the follow-up's key to what was given, `hold`
    locks that and loads its stream. `loads` are further rows that the words below need. `asks` are the questions.
    `answers` says who is mailed, where somebody may have asked (their id, or None), `staff` who else sees that it is
    due. `called` are asked to call after the third silence. `told` hear of the answer, by the notice `NAME.ANSWERED`
    beside `NAME.due` and `NAME.silent`: the area declares the three. `words` fill their sentences, `path` is where they
    lead, `written_at` where it is answered by who is logged in. `mail` words a link's address for its reader.
    """

    name: str
    model: type[FollowUp]
    of: str
    given: Callable[[datetime], Iterable[Given]]
    hold: Callable[[int], Living]
    loads: Sequence[str]
    facts: Facts
    asks: Callable[[Any], Sequence[Question]]
    may_ask: Callable[[Member, Any], bool]
    answers: Callable[[Any, int | None], Member]
    staff: Callable[[Any], Sequence[int]]
    called: Callable[[Any], Sequence[int]]
    told: Callable[[Any], Sequence[int]]
    answered: str
    words: Callable[[Any], dict[str, str]]
    path: Callable[[Any], str]
    written_at: Callable[[Any], str]
    mail: Callable[[Any, Link, Member], Mailed]


_services: dict[str, Service] = {}


def register(service: Service) -> Service:
    """Raises ValueError for a name that is taken."""
    if service.name in _services:
        raise ValueError(f"{service.name} is followed up already")
    _services[service.name] = service
    return service


def all_services() -> list[Service]:
    return list(_services.values())
