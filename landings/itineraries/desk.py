"""What waits: what came of a meeting, from its end on for sixty days."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from landings.itineraries.facts import ItemAdded, ItemCancelled, ItemChanged, ItemDebriefed, ItineraryPlanned
from landings.itineraries.models import Item
from landings.itineraries.rules import MEETINGS
from landings.placements.facts import LandingCancelled
from network.desk.kinds import NameKind, Work, WorkKind, WorkSource, by
from network.organisations.desk import PEOPLE

DEBRIEF = WorkKind(
    name="itinerary.debrief",
    icon="message-square-text",
    words=_("Say what came of “%(title)s”"),
    route="landings:itinerary",
)
ASKED_FOR = timedelta(days=60)
NAMES = (NameKind("itinerary.item", Item, "title"),)


def _truth(keys: Collection[int]) -> Iterator[Work]:
    meetings = Item.objects.held().filter(pk__in=keys, kind__in=MEETINGS, debriefed_at=None)
    for item in meetings.select_related("landing"):
        yield Work(
            kind=DEBRIEF,
            subject=item.pk,
            target=item.landing_id,
            group=(PEOPLE, item.landing.firm_id),
            since=item.ends_at,
            until_at=item.ends_at + ASKED_FOR,
            says={"title": ("itinerary.item", item.pk)},
        )


def _of_landing(told: ItineraryPlanned | LandingCancelled) -> list[int]:
    return list(Item.objects.filter(landing_id=told.landing_id).values_list("pk", flat=True))


SOURCE = WorkSource(
    name="itineraries",
    kinds=(DEBRIEF,),
    facts={
        **dict.fromkeys((ItemAdded, ItemChanged, ItemCancelled, ItemDebriefed), by("item_id")),
        **dict.fromkeys((ItineraryPlanned, LandingCancelled), _of_landing),
    },
    truth=_truth,
    subjects=Item.objects.all,
)
