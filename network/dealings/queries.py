"""Reads of dealings: between whom, and what is not registered yet."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from network.dealings.kinds import DealingKind
from network.dealings.models import Dealing, DealingQuerySet, Party
from network.members.models import Member
from network.organisations.models import Organisation


def dealings_between(one: Member | Organisation, other: Member | Organisation) -> DealingQuerySet:
    """What these two did with each other, on opposite sides, the newest first."""
    facing = Party.objects.filter(_is(other), dealing=OuterRef("dealing")).exclude(side=OuterRef("side"))
    ours = Party.objects.filter(_is(one), Exists(facing), dealing=OuterRef("pk"))
    return Dealing.objects.for_list().filter(Exists(ours))


def unregistered(kind: DealingKind) -> Iterator[int]:
    """The keys of what has happened and is not registered, as of before dealings were."""
    known = set(Dealing.objects.filter(kind=kind.name).values_list("subject", flat=True))
    return (subject for subject in kind.subjects() if subject not in known)


def _is(who: Member | Organisation) -> Q:
    return Q(member_id=who.pk) if isinstance(who, Member) else Q(organisation_id=who.pk)
