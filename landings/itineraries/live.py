"""An itinerary moves on its landing's stream: the page's panel is fetched anew with the viewer's own rights.

It is also a source of each member's calendar.
"""

from collections.abc import Collection
from typing import Final

from django.db.models import QuerySet

from ground.tables.worded import Worded
from landings.itineraries.facts import ItemAdded, ItemCancelled, ItemChanged, ItemDebriefed, ItineraryPlanned
from landings.itineraries.models import Item
from landings.placements.models import Landing
from network.calendar.registry import CalendarSource, Entry, register
from network.introductions.queries import agreed_with
from network.members.models import Member
from realtime.kinds import pieces
from realtime.streams import Event


@pieces.shows(ItineraryPlanned, ItemAdded, ItemChanged, ItemCancelled, ItemDebriefed, in_="landing")
def days(event: Event) -> list[pieces.Piece]:
    landing = Landing.objects.get(stream_id=event.stream_id)
    return [pieces.refresh(f"itinerary-{landing.pk}"), pieces.refresh(f"itinerary-of-{landing.pk}")]


def entries(member: Member) -> list[Entry]:
    """The itineraries of the member's own landings, cancelled items too so that calendars hear of it."""
    items = _ITEMS.objects(member=member.pk)
    own = agreed_with(member) if any(item.meeting_time for item in items) else set()
    return [entry_of(item) for item in items if not _stands_already(item, own)]


def _items_of(member: int) -> QuerySet[Item]:
    mine = Landing.objects.standing().filter(firm__memberships__member_id=member)
    return Item.objects.filter(landing__in=mine.values("pk")).for_list().select_related("meeting_time")


_ITEMS: Final = Worded(_items_of)


def _stands_already(item: Item, own: Collection[int]) -> bool:
    """An agreed meeting of the member's own is in their calendar once, unless the itinerary has it at another time."""
    time = item.meeting_time
    if time is None or time.pk not in own or item.cancelled_at:
        return False
    return (item.starts_at, item.ends_at) == (time.starts_at, time.ends_at)


def entry_of(item: Item) -> Entry:
    return Entry(
        uid=f"itinerary-{item.pk}",
        summary=item.title,
        changed_at=item.changed_at,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        zone=item.landing.site.time_zone,
        location=item.place,
        description=item.notes,
        sequence=item.sequence,
        cancelled=not item.is_held,
        free=item.kind == Item.Kind.FREE,
        categories=[str(item.get_kind_display())],
    )


register(CalendarSource("itinerary", entries))
