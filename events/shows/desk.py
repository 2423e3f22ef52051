"""What waits: a draft, for those who organise it, until its first hour; after its last there is nothing to announce."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.utils.translation import gettext_lazy as _

from events.shows.facts import HoursSet, ShowAnnounced, ShowChanged, ShowMade
from events.shows.models import Show
from network.desk.kinds import NameKind, Work, WorkKind, WorkSource, by
from network.organisations.desk import PEOPLE

SLUG = "show.slug"
NAMES = (NameKind("show", Show), NameKind(SLUG, Show, "slug"))
DRAFT = WorkKind(
    name="show.draft",
    icon="pencil",
    words=_("Finish the draft of %(show)s and announce it"),
    route="events:show",
    key_place="slug",
)


def _truth(keys: Collection[int]) -> Iterator[Work]:
    drafts = Show.objects.filter(pk__in=keys, announced_at=None, closed_at=None)
    timed: QuerySet[Any] = drafts.annotate(opens_at=Min("days__opens_at"), ends_at=Max("days__closes_at"))
    for show in timed:
        yield Work(
            kind=DRAFT,
            subject=show.pk,
            group=(PEOPLE, show.organiser_id),
            since=show.made_at,
            due_at=show.opens_at,
            until_at=show.ends_at,
            says={"show": ("show", show.pk), "slug": (SLUG, show.pk)},
        )


SOURCE = WorkSource(
    name="shows",
    kinds=(DRAFT,),
    facts=dict.fromkeys((ShowMade, ShowChanged, HoursSet, ShowAnnounced), by("show_id")),
    truth=_truth,
    subjects=Show.objects.all,
)
