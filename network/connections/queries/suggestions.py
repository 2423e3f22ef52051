"""Who is suggested to a member, and why: what each source finds, weighed, without those who are tied or put off."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy, ngettext

from ground.places.zones import shared_hours
from network.connections.models import PUT_OFF_FOR, MemberConnection, PutOff
from network.connections.registry import all_sources
from network.members.models import Member
from network.members.registry import loading
from network.reasons.rules import Figures, Part, Reason, in_order, total_of, weigh
from network.reasons.tellings import Scheme

MOST: Final = 6
CONSIDERED: Final = 120
LOOKED_AT: Final = 30
"""Of so many of the best candidates those are left out whom it must not be; so many are read, with their clock."""
HOURS: Final = "hours"
HOURS_WEIGH: Final = 10
A_DAY: Final = 8
SAID: Final = 2
"""So many reasons are said, those that bring the most."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody, with the parts of a hundred that make their score, and the words of those that weigh most."""

    member: Member
    parts: list[Part]

    @property
    def score(self) -> float:
        return total_of(self.parts)

    @property
    def why(self) -> list[str]:
        said = sorted((part for part in self.parts if part.points), key=lambda part: -part.points)
        say = scheme().why
        return [say[part.reason.name](part.reason.figures) for part in said[:SAID]]


def scheme() -> Scheme:
    """The words of all reasons, as they are registered."""
    sources = all_sources()
    return Scheme(
        labels={**{one.name: one.label for one in sources}, HOURS: gettext_lazy("Shared hours")},
        why={**{one.name: one.why for one in sources}, HOURS: _hours},
        why_not={},
    )


def suggestions_for(me: Member, *, now: datetime, most: int = MOST) -> list[Suggestion]:
    """The best first. As many statements as there are sources need, and three more, however many members there are."""
    found = _found(me)
    weights = {**{one.name: one.weight for one in all_sources()}, HOURS: HOURS_WEIGH}
    rank = partial(_rough, weights=weights)
    best = sorted(found, key=lambda key: (-rank(found[key]), key))[:CONSIDERED]
    left_out = _left_out(me, best, now)
    read = [key for key in best if key not in left_out][:LOOKED_AT]
    people = Member.objects.here().filter(pk__in=read).prefetch_related(*loading())
    rated = [Suggestion(one, _parts(one, me, found[one.pk], weights, now)) for one in people]
    return in_order(rated, score=lambda one: one.score, key=lambda one: one.member.pk)[:most]


def _found(me: Member) -> dict[int, list[Reason]]:
    """By candidate, the best reason of each source."""
    reasons: dict[int, dict[str, Reason]] = defaultdict(dict)
    for source in all_sources():
        for key, value, figures in source.find(me):
            before = reasons[key].get(source.name)
            if before is None or before.value < value:
                reasons[key][source.name] = Reason(source.name, value, figures)
    return {key: list(named.values()) for key, named in reasons.items() if key != me.pk}


def _left_out(me: Member, candidates: Collection[int], now: datetime) -> set[int]:
    """Whoever is tied with them, has asked or was asked lately, whatever came of it; and whoever was put off."""
    tied = MemberConnection.objects.filter(Q(low=me, high__in=candidates) | Q(high=me, low__in=candidates))
    pairs = tied.values_list("low_id", "high_id")
    put_off = PutOff.objects.filter(member=me, other__in=candidates, at__gt=now - PUT_OFF_FOR)
    return {one for pair in pairs for one in pair} & set(candidates) | set(put_off.values_list("other_id", flat=True))


def _rough(reasons: Iterable[Reason], *, weights: dict[str, float]) -> float:
    return sum(weights[one.name] * one.value for one in reasons)


def _parts(member: Member, me: Member, reasons: list[Reason], weights: dict[str, float], now: datetime) -> list[Part]:
    """Of a hundred that all reasons together could bring: what nobody found brings nothing."""
    hours = shared_hours(me.time_zone, member.time_zone, now)
    there = {one.name: one for one in (*reasons, Reason(HOURS, hours / A_DAY, {"hours": round(hours)}))}
    return weigh((there.get(name, Reason(name, 0, {})) for name in weights), weights)


def _hours(figures: Figures) -> str:
    words = ngettext("%(hours)s working hour shared", "%(hours)s working hours shared", figures["hours"])
    return words % figures
