"""What moves at a booth and on the floor, and the booth as a room for its chat."""

from collections.abc import Collection

from django.template.loader import render_to_string

from events.booths import facts, queries, rules
from events.booths.models import Booth, BoothStaff
from events.chats import rooms
from events.chats.facts import Said
from events.shows.facts import HallChanged
from events.shows.live import open_streams, viewer
from events.shows.models import Hall, seen_by_all
from network.members.models import Viewer
from network.members.queries import holding
from realtime import live
from realtime.access import members
from realtime.streams import Event


def _sees_booth(member_id: int | None, stream_id: int) -> bool:
    return member_id is not None and _find(viewer(member_id), stream_id) is not None


def _hold(pairs: Collection[live.Pair]) -> set[live.Pair]:
    return holding(pairs, may_read=_sees_booth, members=open_streams(Booth.objects, pairs))


def _find(seer: Viewer, stream_id: int) -> Booth | None:
    seen = Booth.objects.visible_to(seer).select_related("stream", "firm", "show__organiser")
    return seen.filter(stream_id=stream_id).first()


def _is_host(seer: Viewer, room: rooms.Room) -> bool:
    return isinstance(room, Booth) and rules.may_dress(seer, room)


def _named(stream_id: int, present: Collection[int]) -> set[int]:
    """The booth's staff, and the visitors who chose at the door to be seen by everyone."""
    booth = Booth.objects.get(stream_id=stream_id)
    staff = BoothStaff.objects.filter(booth=booth, member_id__in=present).values_list("member_id", flat=True)
    return {*staff, *seen_by_all(booth.show_id, present)}


live.register(
    live.StreamKind("booth", may_read=_sees_booth, hold=_hold, who=members(), presence=True, typing=True, named=_named)
)
rooms.declare(rooms.RoomKind("booth", find=_find, is_host=_is_host))


@live.shows(facts.FloorStirred, facts.BoothDressed, in_="hall")
def stirred(event: Event) -> list[live.Piece]:
    """The tiles of the booths, and the hall in figures."""
    hall = Hall.objects.get(stream=event.stream_id)
    ids = event.told.booth_ids if isinstance(event.told, facts.FloorStirred) else [event.told.booth_id]
    floor = queries.floor_of(hall, event.at)
    changed = [tile for tile in floor.tiles if tile.booth.pk in ids]
    tiles = [live.replace(f"tile-{tile.booth.pk}", _drawn("_tile", tile=tile)) for tile in changed]
    plan = live.replace(f"plan-{hall.pk}", _drawn("_plan", floor=floor))
    return [*tiles, plan, live.replace(f"hall-now-{hall.pk}", _drawn("_hall_now", floor=floor))]


@live.shows(facts.BoothAssigned, facts.BoothMoved, facts.BoothWithdrawn, HallChanged, in_="hall")
def rearranged(event: Event) -> list[live.Piece]:
    """Which booths one sees depends on what one looks for."""
    hall = Hall.objects.get(stream=event.stream_id)
    floor = queries.floor_of(hall, event.at)
    figures = live.replace(f"hall-now-{hall.pk}", _drawn("_hall_now", floor=floor))
    return [live.refresh(f"floor-{hall.pk}"), live.replace(f"plan-{hall.pk}", _drawn("_plan", floor=floor)), figures]


@live.shows(
    facts.FloorStirred, facts.StaffJoined, facts.StaffLeft, facts.DutyGiven, facts.DutyCancelled, Said, in_="booth"
)
def company_changed(event: Event) -> list[live.Piece]:
    booth = Booth.objects.get(stream=event.stream_id)
    figures = live.refresh(f"booth-figures-{booth.pk}")
    return [figures] if isinstance(event.told, Said) else [live.refresh(f"booth-company-{booth.pk}"), figures]


@live.shows(facts.BoothDressed, facts.SheetAdded, facts.SheetChanged, facts.SheetRemoved, facts.BoothMoved, in_="booth")
def dressed(event: Event) -> list[live.Piece]:
    booth = Booth.objects.select_related("firm").get(stream=event.stream_id)
    sheets = _drawn("_sheets", booth=booth, sheets=booth.sheets.all())
    words = live.replace(f"booth-words-{booth.pk}", _drawn("_words", booth=booth))
    return [words, live.replace(f"booth-sheets-{booth.pk}", sheets)]


def _drawn(piece: str, **words: object) -> str:
    return render_to_string(f"events/booths/{piece}.html", words)
