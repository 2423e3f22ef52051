"""What features declare: a fact's words from each standpoint, its sign and tone, and who reads it.

    tells(
        LandingStarted,
        here=_("The stay began"),
        away=_("%(firm)s has arrived at %(site)s"),
        on=("landing",),
        icon="plane-landing",
        place=LANDING,
    )

Words are lazy sentences, or functions of the same words: the fact's own fields, `who` did it, and what its scenes say.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise

from realtime.streams import facts
from realtime.streams.audiences import Audience
from realtime.tellings.scenes import Scene

Words = str | Promise | Callable[[Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How a fact is told.

    `here` is for whoever stands before the thing, on the timelines named by `on`; `away` for whoever reads elsewhere,
    and must be told of what; `to`, by the kind of a notice, for whom it concerns. There is no second wording where the
    standpoint is the same: what is left out is not told there.

    `place` is the scene that `away` needs, `scenes` are those that all words need. `who` names the field of the member
    that it is about, where that is not the actor; `face`: the feed shows theirs rather than the sign.
    `audience` is the least that reads it on a timeline, `named` the least that reads beside it who did it.
    `when` says which facts it is for, where one fact is told in several ways: the first that fits tells.
    """

    icon: str
    tone: str = ""
    here: Words = ""
    on: tuple[str, ...] = ()
    away: Words = ""
    to: Mapping[str, Words] = field(default_factory=dict)
    place: Scene | None = None
    scenes: tuple[Scene, ...] = ()
    who: str = ""
    face: bool = False
    audience: Audience = Audience.PUBLIC
    named: Audience | None = Audience.PUBLIC
    when: Callable[[Any], bool] | None = None

    def __post_init__(self) -> None:
        if bool(self.here) != bool(self.on):
            raise ValueError("words for who stands before it and the timelines that have them go together")

    def scenes_for(self, on: str) -> tuple[Scene, ...]:
        """Those that its words need on this timeline, or away from it."""
        return self.scenes if on or self.place is None else (*self.scenes, self.place)


_tellings: Final[dict[str, list[Telling]]] = {}
_also: Final[dict[tuple[str, str], Words]] = {}
_silence: Final[dict[str, str]] = {}


def tells(*fact_types: type[Any], **how: Any) -> None:
    """Declare how these facts are told: the fields of `Telling`. Raises ValueError for a fact that nobody is told."""
    telling = Telling(**how)
    for fact_type in fact_types:
        name = facts.name_of(fact_type)
        before = _tellings.setdefault(name, [])
        if name in _silence or (before and before[-1].when is None):
            raise ValueError(f"{name} is told already, or is told to nobody")
        before.append(telling)


def tells_too(fact_type: type[Any], *, to: Mapping[str, Words]) -> None:
    """Words of a notice by which a higher feature tells a fact of a lower one."""
    for kind, words in to.items():
        _also[kind, facts.name_of(fact_type)] = words


def told_to_nobody(*fact_types: type[Any], because: str) -> None:
    """Say of facts, beside them, that no timeline, feed or notice tells them, and why."""
    for fact_type in fact_types:
        name = facts.name_of(fact_type)
        if name in _tellings or name in _silence:
            raise ValueError(f"{name} is told already, or twice to nobody")
        _silence[name] = because


def tellings_of(name: str) -> list[Telling]:
    """Those of the fact of this name, in the order in which they are asked."""
    return _tellings.get(name, [])


def telling_of(name: str, told: Any) -> Telling | None:
    """The one that tells this fact."""
    return next((one for one in tellings_of(name) if one.when is None or one.when(told)), None)


def reasons_for_silence() -> dict[str, str]:
    """By the fact's name, why nobody is told."""
    return dict(_silence)


def would_be_on(timeline: str, name: str) -> bool:
    """Whether a fact of this name, which cannot be read, might be on the timeline; one that nobody knows might."""
    if name in _tellings:
        return any(timeline in one.on for one in _tellings[name])
    return name not in _silence


def facts_on(timeline: str) -> list[str]:
    """The names of the facts that a timeline shows."""
    return sorted(name for name, those in _tellings.items() if any(timeline in one.on for one in those))


def kinds_told() -> Iterator[str]:
    """The kinds of notice that have words."""
    for those in _tellings.values():
        for one in those:
            yield from one.to
    yield from (kind for kind, _name in _also)


def words_to(kind: str, name: str, params: Mapping[str, Any]) -> str | None:
    """What a notice of this kind says of the fact of this name; nothing where no telling has words for it."""
    own = (one.to[kind] for one in tellings_of(name) if kind in one.to)
    found = next(own, _also.get((kind, name)))
    if found is None:
        return None
    try:
        return said(found, params)
    except KeyError:  # an old notice was given other words
        return str(facts.CANNOT_BE_READ)


def icon_to(kind: str, name: str) -> str:
    """The sign of such a notice: that of the telling that has its words, or of the fact."""
    those = tellings_of(name)
    return next((one.icon for one in (*(one for one in those if kind in one.to), *those)), "bell")


def said(words: Words, params: Mapping[str, Any]) -> str:
    """The words in the active language."""
    return words(params) if callable(words) else str(words) % params
