"""Reads of dealings: between whom, and what is not registered yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format

from network.dealings import rules
from network.dealings.kinds import DealingKind, kind_named
from network.dealings.models import Dealing, DealingQuerySet, Party
from network.members.models import Member
from network.organisations.models import Organisation

MOST: Final = 50


def dealings_between(one: Member | Organisation, other: Member | Organisation) -> DealingQuerySet:
    """What these two did with each other, on opposite sides, the newest first."""
    facing = Party.objects.filter(_is(other), dealing=OuterRef("dealing")).exclude(side=OuterRef("side"))
    ours = Party.objects.filter(_is(one), Exists(facing), dealing=OuterRef("pk"))
    return Dealing.objects.for_list().filter(Exists(ours))


@dataclass(frozen=True, slots=True)
class Did:
    """What two did together, as a line says it: what it was, which organisations it was for, and when."""

    label: str
    organisations: list[str]
    on: date

    def __str__(self) -> str:
        return " · ".join([self.label, *self.organisations, date_format(self.on, "DATE_FORMAT")])


def told(dealing: Dealing) -> Did:
    """Of one that is loaded as `for_list` loads it."""
    names = [party.organisation.name for party in dealing.parties.all() if party.organisation is not None]
    return Did(str(kind_named(dealing.kind).label), names, dealing.happened_on)


def shared(one: Member, other: Member) -> list[Dealing]:
    """What these two can both speak of, each for another side, the newest first."""
    own, others = rules.organisations_of(one), rules.organisations_of(other)
    parties = Party.objects.filter(dealing=OuterRef("pk"))
    mine = parties.filter(Q(member=one) | Q(member=None, organisation__in=own))
    theirs = parties.filter(Q(member=other) | Q(member=None, organisation__in=others))
    found = Dealing.objects.for_list().filter(Exists(mine), Exists(theirs))[:MOST]
    return [dealing for dealing in found if _face_each_other(dealing, (one, own), (other, others))]


def _face_each_other(dealing: Dealing, *two: tuple[Member, set[int]]) -> bool:
    sides = [rules.speaks_for(member, dealing, of=own) for member, own in two]
    return None not in sides and len({party.side for party in sides if party}) == len(two)


def unregistered(kind: DealingKind) -> Iterator[int]:
    """The keys of what has happened and is not registered, as of before dealings were."""
    known = set(Dealing.objects.filter(kind=kind.name).values_list("subject", flat=True))
    return (subject for subject in kind.subjects() if subject not in known)


def _is(who: Member | Organisation) -> Q:
    return Q(member_id=who.pk) if isinstance(who, Member) else Q(organisation_id=who.pk)
