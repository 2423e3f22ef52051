"""What moves at a booth and on the floor, and the booth as a room for its chat."""

from collections.abc import Collection

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from events.booths import facts, queries, rules
from events.booths.models import Booth, BoothStaff
from events.chats.live import register_room
from events.chats.rules import Room
from events.shows.facts import HallChanged
from events.shows.live import open_streams, viewer
from events.shows.models import Hall, seen_by_all
from ground.ui import patterns
from ground.web.policies import members
from network.conversations.facts import Said
from network.members.models import Viewer
from network.members.queries import holding
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import Pair, StreamKind, register
from realtime.streams import Event


def _sees_booth(member_id: int | None, stream_id: int) -> bool:
    return member_id is not None and _find(viewer(member_id), stream_id) is not None


def _hold(pairs: Collection[Pair]) -> set[Pair]:
    return holding(pairs, may_read=_sees_booth, members=open_streams(Booth.objects, pairs))


def _find(seer: Viewer, stream_id: int) -> Booth | None:
    seen = Booth.objects.visible_to(seer).select_related("stream", "firm", "show__organiser")
    return seen.filter(stream_id=stream_id).first()


def _keeps(seer: Viewer, room: Room) -> bool:
    return isinstance(room, Booth) and rules.may_dress(seer, room)


def _named(stream_id: int, present: Collection[int]) -> set[int]:
    """The booth's staff, and the visitors who chose at the door to be seen by everyone."""
    booth = Booth.objects.get(stream_id=stream_id)
    staff = BoothStaff.objects.filter(booth=booth, member_id__in=present).values_list("member_id", flat=True)
    return {*staff, *seen_by_all(booth.show_id, present)}


register(StreamKind("booth", may_read=_sees_booth, hold=_hold, who=members(), presence=True, typing=True, named=_named))
register_room("booth", find=_find, keeps=_keeps)


@pieces.shows(facts.FloorStirred, facts.BoothDressed, in_="hall")
def stirred(event: Event) -> list[pieces.Piece]:
    """The tiles of the booths, and the hall in figures."""
    hall = Hall.objects.get(stream=event.stream_id)
    ids = event.told.booth_ids if isinstance(event.told, facts.FloorStirred) else [event.told.booth_id]
    floor = queries.floor_of(hall, event.at)
    changed = [tile for tile in floor.tiles if tile.booth.pk in ids]
    tiles = [pieces.replace(f"tile-{tile.booth.pk}", _drawn("_tile", tile=tile)) for tile in changed]
    plan = pieces.replace(f"plan-{hall.pk}", plan_html(floor))
    return [*tiles, plan, pieces.replace(f"hall-now-{hall.pk}", _drawn("_hall_now", floor=floor))]


@pieces.shows(facts.BoothAssigned, facts.BoothMoved, facts.BoothWithdrawn, HallChanged, in_="hall")
def rearranged(event: Event) -> list[pieces.Piece]:
    """Which booths one sees depends on what one looks for."""
    hall = Hall.objects.get(stream=event.stream_id)
    floor = queries.floor_of(hall, event.at)
    figures = pieces.replace(f"hall-now-{hall.pk}", _drawn("_hall_now", floor=floor))
    return [
        pieces.refresh(f"floor-{hall.pk}"),
        pieces.replace(f"plan-{hall.pk}", plan_html(floor)),
        figures,
    ]


@pieces.shows(
    facts.FloorStirred, facts.StaffJoined, facts.StaffLeft, facts.DutyGiven, facts.DutyCancelled, Said, in_="booth"
)
def company_changed(event: Event) -> list[pieces.Piece]:
    booth = Booth.objects.get(stream=event.stream_id)
    figures = pieces.refresh(f"booth-figures-{booth.pk}")
    return [figures] if isinstance(event.told, Said) else [pieces.refresh(f"booth-company-{booth.pk}"), figures]


@pieces.shows(
    facts.BoothDressed, facts.SheetAdded, facts.SheetChanged, facts.SheetRemoved, facts.BoothMoved, in_="booth"
)
def dressed(event: Event) -> list[pieces.Piece]:
    booth = Booth.objects.select_related("firm").get(stream=event.stream_id)
    sheets = _drawn("_sheets", booth=booth, sheets=booth.sheets.all())
    words = pieces.replace(f"booth-words-{booth.pk}", _drawn("_words", booth=booth))
    return [words, pieces.replace(f"booth-sheets-{booth.pk}", sheets)]


def plan_html(floor: queries.Floor) -> SafeString:
    """A mark for each booth of a hall, the same for everybody."""
    marks = [f"staffed {tile.mood}" if tile.staff else f" {tile.mood}" for tile in floor.tiles]
    return patterns.fill("events/booths/_plan.html", {"hall": floor.hall.pk, "tiles": marks or ["none"]})


def _drawn(piece: str, **words: object) -> str:
    return render_to_string(f"events/booths/{piece}.html", words)
