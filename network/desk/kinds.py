"""What features let wait. Each registers its groups, names and sources once, from its area's `wiring.py`."""

import hashlib
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from network.members.models import Member
from realtime.streams import facts

PATIENCE: Final = timedelta(days=14)
"""After so long whatever has no deadline goes before what is not due yet."""

Words = str | Promise

Group = tuple[str, int]
"""For whom: the name of a kind of group, and the key of what they hold their role in."""

Says = int | str | tuple[str, int]
"""A number or a string as it is; or the name of something: the kind of name, and its key."""

Find = Callable[[Any], Iterable[int]]
"""A fact to the keys of the source's subjects that it touches."""


@dataclass(frozen=True, slots=True)
class GroupKind:
    """Those who hold one role somewhere. `held_by` gives, of a member's id, the keys of what they hold it in."""

    name: str
    held_by: Callable[[int], QuerySet[Any, Any]]


@dataclass(frozen=True, slots=True)
class NameKind:
    """Things that stand in the words of work items by their name: the column of that name is read as it is now."""

    name: str
    model: type[Model]
    column: str = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkKind:
    """`icon` and `words` are what a desk shows: a sentence with a place for each of `says`. `route` is the name of the
    address where it is done, which takes the target's key, unless one page has all that are of this kind (`has_key`),
    or it takes what stands in one of the places of `says` (`key_place`): the page of what has a slug is found by it.
    """

    name: str
    icon: str
    words: Words
    route: str
    has_key: bool = True
    key_place: str = ""
    patience: timedelta = PATIENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One thing that waits for one group: a work item as the truth has it; see `models.WorkItem`.

    `target` is the subject where nothing else is said. Members of the groups of `not_for` are left out.
    """

    kind: WorkKind
    subject: int
    group: Group
    since: datetime
    says: Mapping[str, Says]
    target: int | None = None
    due_at: datetime | None = None
    until_at: datetime | None = None
    not_for: Collection[Group] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSource:
    """What a feature lets wait about its things.

    `truth` says what waits about the things of these keys, in a fixed number of queries, and the same whatever the
    clock says. `subjects` are the keys of all its things. `facts` says which things a fact touches.
    """

    name: str
    kinds: tuple[WorkKind, ...]
    facts: Mapping[type[Any], Find]
    truth: Callable[[Collection[int]], Iterable[Work]]
    subjects: Callable[[], QuerySet[Any, Any]]

    @property
    def signature(self) -> str:
        """Of its kinds and of the text of the module that says its truth: another release that lets something else
        wait says it there. (What the truth asks of other modules is not in it: the sweep finds that.)
        """
        kinds = [f"{kind.name} {kind.patience}" for kind in self.kinds]
        text = Path(sys.modules[self.truth.__module__].__file__ or "").read_bytes()
        return hashlib.sha256("\n".join(kinds).encode() + text).hexdigest()


MEMBER: Final = "member"

_groups: Final[dict[str, GroupKind]] = {}
_names: Final[dict[str, NameKind]] = {}
_sources: Final[dict[str, WorkSource]] = {}
_kinds: Final[dict[str, WorkKind]] = {}
_followers: Final[dict[str, list[tuple[WorkSource, Find]]]] = {}


def one(member_id: int) -> Group:
    """The group of one member alone."""
    return MEMBER, member_id


def by(field: str) -> Find:
    """The subject whose key the fact holds under this name."""
    return lambda told: (getattr(told, field),)


def add_group_kind(kind: GroupKind) -> None:
    """Raises ValueError for a name that is taken, as the others here do."""
    _add(_groups, kind.name, kind)


def add_name_kind(kind: NameKind) -> None:
    _add(_names, kind.name, kind)


def add_source(source: WorkSource) -> None:
    _add(_sources, source.name, source)
    for kind in source.kinds:
        _add(_kinds, kind.name, kind)
    follow_too(source, source.facts)


def follow_too(source: WorkSource, touched: Mapping[type[Any], Find]) -> None:
    """A feature that stands higher has facts that touch the things of this source too."""
    for fact_type, find in touched.items():
        _followers.setdefault(facts.name_of(fact_type), []).append((source, find))


def group_kinds() -> list[GroupKind]:
    return list(_groups.values())


def name_kind(name: str) -> NameKind:
    return _names[name]


def all_sources() -> list[WorkSource]:
    return list(_sources.values())


def followers_of(fact_name: str) -> list[tuple[WorkSource, Find]]:
    """The sources whose things a fact of this name touches, and how to find them."""
    return _followers.get(fact_name, [])


def kind_named(name: str) -> WorkKind | None:
    """None for a kind that a newer release dropped."""
    return _kinds.get(name)


def _add(registry: dict[str, Any], name: str, value: Any) -> None:
    if name in registry:
        raise ValueError(f"{name} is on the desk already")
    registry[name] = value


add_name_kind(NameKind(MEMBER, Member))
