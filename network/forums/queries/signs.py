"""Who gave which sign to a post: a few of each beside it, all of one sign on a page of its own."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from ground.tables import pages
from network.forums.models import Post, Reaction
from network.forums.models.posts import Signs
from network.members.registry import loading

FEW: Final = 8
PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Given:
    """A sign that was given at least once: how often, and by whom, the first first."""

    sign: Signs
    by: list[Reaction]

    @property
    def more(self) -> int:
        """How many gave it beside those who are named."""
        return self.sign.count - len(self.by)


def given_to(post: Post) -> list[Given]:
    """Each sign of a post with the first few who gave it, in the order of the signs. What is gone has none."""
    if not post.stands:
        return []
    counted = Reaction.objects.filter(post=post).annotate(
        place=Window(RowNumber(), partition_by=F("sign"), order_by="pk"),
        of_all=Window(Count("pk"), partition_by=F("sign")),
    )
    found: dict[str, list[Reaction]] = {}
    for reaction in _with_people(counted.filter(place__lte=FEW).order_by("pk")):
        found.setdefault(reaction.sign, []).append(reaction)
    rows = ((name, found[name]) for name in Reaction.Sign.values if name in found)
    return [Given(Signs(name, by[0].of_all), by) for name, by in rows]  # type: ignore[attr-defined]  # annotated


def givers(post: Post, *, sign: str = "", after: int | None = None) -> tuple[list[Reaction], int]:
    """A page of who gave this sign, or any, the first first; with the key of the last, or 0 where all came."""
    rows = Reaction.objects.filter(post=post) if post.stands else Reaction.objects.none()
    rows = rows.filter(sign=sign) if sign else rows
    rows = rows.filter(pk__gt=after) if after else rows
    found, last = pages.page_of(_with_people(rows.order_by("pk")), PAGE)
    return found, last.pk if last else 0


def counts_of(post: Post) -> list[Signs]:
    """How often each sign was given that was given at all."""
    if not post.stands:
        return []
    rows = Reaction.objects.filter(post=post).order_by().values_list("sign").annotate(count=Count("pk"))
    given = dict(rows)
    return [Signs(name, given[name]) for name in Reaction.Sign.values if name in given]


def _with_people(rows: QuerySet[Reaction]) -> QuerySet[Reaction]:
    return rows.select_related("member").prefetch_related(*loading("member"))
