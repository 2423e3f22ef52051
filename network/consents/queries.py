from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from ground.tables.pages import older_than
from network.consents.kinds import Words, kind_named
from network.consents.models import Consent
from network.members.models import Member

PAGE: Final = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A consent in words; `where` leads to where it is changed."""

    consent: Consent
    label: Words
    means: Words
    where: str
    change: Words


def standing(member: Member) -> QuerySet[Consent]:
    """Of each thing the newest choice, the newest first."""
    later = Consent.objects.of(member.pk).filter(kind=OuterRef("kind"), about=OuterRef("about"), pk__gt=OuterRef("pk"))
    return Consent.objects.of(member.pk).filter(~Exists(later)).order_by("-pk")


def history(member: Member, *, before: int | None) -> QuerySet[Consent]:
    return older_than(Consent.objects.of(member.pk).order_by("-pk"), before)


def in_words(rows: Iterable[Consent]) -> Iterator[Line]:
    """Those of a kind that no feature declares any more are told by their names."""
    for one in rows:
        kind = kind_named(one.kind)
        if kind is None:
            yield Line(one, one.kind, one.choice, "", "")
        else:
            means = kind.means(one.about, one.choice)
            yield Line(one, kind.label, means, kind.where(one.about), kind.change)
