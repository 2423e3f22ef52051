import hashlib
import json
from datetime import datetime

from django.db import transaction

from events.booths import facts
from events.booths.models import Booth, Pulse, Visit
from events.booths.queries import Attendance
from events.shows.models import Hall, doors_of
from ground.tables.locks import locked
from realtime.streams import publish


@transaction.atomic
def stir(hall_id: int, there: Attendance, *, now: datetime) -> list[int]:
    """Write down who was seen at each booth, and tell the floor where that changed. Returns those booths.

    Nothing is told when nobody came, went, took up duty or changed their door since the last time.
    """
    hall = locked(Hall.objects).select_related("stream", "show").get(pk=hall_id)
    booths = Booth.objects.filter(hall=hall, withdrawn_at=None, pk__in=there.visitors).select_related("stream")
    told = dict(Pulse.objects.filter(booth__hall=hall).values_list("booth_id", "mark"))
    doors = doors_of(hall.show_id, [one for visitors in there.visitors.values() for one in visitors])
    marks = {booth.pk: _mark(there, booth.pk, doors) for booth in booths}
    stirred = [booth for booth in booths if marks[booth.pk] != told.get(booth.pk, QUIET)]
    if not stirred:
        return []
    _note_visits(hall, there, [booth.pk for booth in stirred], now)
    pulses = [Pulse(booth=booth, mark=marks[booth.pk], at=now) for booth in stirred]
    Pulse.objects.bulk_create(pulses, update_conflicts=True, update_fields=["mark", "at"], unique_fields=["booth"])
    ids = sorted(booth.pk for booth in stirred)
    publish(facts.FloorStirred(booth_ids=ids), to=[hall.stream, *(one.stream for one in stirred)], by=None, at=now)
    return ids


def _mark(there: Attendance, booth_id: int, doors: dict[int, str]) -> str:
    seen = [(one, doors.get(one, "")) for one in there.visitors[booth_id]]
    return _digest([there.on_duty.get(booth_id, []), seen])


def _digest(seen: list[object]) -> str:
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]


QUIET = _digest([[], []])


def _note_visits(hall: Hall, there: Attendance, booth_ids: list[int], now: datetime) -> None:
    on = now.astimezone(hall.show.zone).date()
    seen = [Visit(booth_id=pk, member_id=one, on=on) for pk in booth_ids for one in there.visitors[pk]]
    Visit.objects.bulk_create(seen, ignore_conflicts=True)
