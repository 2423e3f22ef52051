from django.utils import timezone

from tests.factories.landings_itineraries import make_item
from tests.factories.landings_placements import make_landing
from tests.guarantees.worlds import World, world
from tests.guarantees.worlds.landings_letters import cast_landing

TYPED = {"kind": "meeting", "title": "Port", "day": "2026-05-06", "starts": "10:00", "ends": "11:30"}
PARTIES = ("founder", "host", "officer")


def _landings(roles, data=None):
    def make(cast):
        mine, other = cast_landing(cast), make_landing()
        own = {role: {"landing_id": mine.pk} for role in roles}
        absent = {"landing_id": 999_999_999}
        hidden = "officer" in roles
        return World(own=own, other={"landing_id": other.pk}, absent=absent, data=data or {}, hidden=hidden)

    return make


for name in ("itinerary", "itinerary-panel", "itinerary-calendar"):
    world(route=f"landings:{name}")(_landings(PARTIES))
for name in ("begin-itinerary", "take-meetings"):
    world(route=f"landings:{name}")(_landings(PARTIES[:2]))
world(route="landings:add-item")(_landings(PARTIES[:2], TYPED))


def _items(roles, data):
    def make(cast):
        mine, other = make_item(cast_landing(cast)), make_item(make_landing())
        type(mine).objects.filter(pk=mine.pk).update(
            starts_at=timezone.now(), ends_at=timezone.now().replace(year=2096)
        )
        own = {role: {"item_id": mine.pk} for role in roles}
        absent = {"item_id": 999_999_999}
        return World(own=own, other={"item_id": other.pk}, absent=absent, data=data, hidden=False)

    return make


world("item_id")(_items(PARTIES[:2], TYPED))
world(route="landings:debrief")(_items(PARTIES[:1], {"met": "yes"}))
