from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events.booths import facts
from events.booths.actions.locks import locked_to_dress
from events.booths.models import CELL, Booth, Duty, DutyCell
from events.shows.models import Show
from ground.tables.locks import locked
from network.members.models import Member
from realtime.streams import publish


@transaction.atomic
def give_duty(
    booth_id: int, *, member_id: int, starts_at: datetime, ends_at: datetime, by: Member, now: datetime
) -> Duty:
    """Give one of the staff hours at the booth. The same hours again give the same duty.

    Raises ValidationError when they are on duty anywhere in these hours, also when two give it at once.
    """
    locked(Show.objects).get(booths=booth_id)  # its hours stay as they are meanwhile
    booth = locked_to_dress(booth_id, by)
    same = booth.duties.standing().filter(member_id=member_id, starts_at=starts_at, ends_at=ends_at).first()
    if same:
        return same
    _check_hours(booth, member_id, starts_at, ends_at, now)
    duty = Duty(booth=booth, member_id=member_id, starts_at=starts_at, ends_at=ends_at, changed_at=now)
    try:
        with transaction.atomic():
            duty.save()
            DutyCell.objects.bulk_create(duty.cells())
    except IntegrityError:
        raise _elsewhere(duty) from None
    publish(facts.DutyGiven(duty_id=duty.pk, booth_id=booth.pk), to=booth.stream, by=by.pk, at=now)
    return duty


@transaction.atomic
def cancel_duty(duty_id: int, *, by: Member, now: datetime) -> None:
    """The hours are free again. A second time changes nothing."""
    booth = locked_to_dress(Duty.objects.get(pk=duty_id).booth_id, by)
    duty = Duty.objects.get(pk=duty_id)
    if duty.cancelled_at is None:
        cancel_step(duty, now)
        publish(facts.DutyCancelled(duty_id=duty.pk, booth_id=booth.pk), to=booth.stream, by=by.pk, at=now)


def cancel_step(duty: Duty, now: datetime) -> None:
    duty.held.all().delete()
    duty.cancelled_at = duty.changed_at = now
    duty.save(update_fields=["cancelled_at", "changed_at"])


def _check_hours(booth: Booth, member_id: int, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    if not booth.staff.filter(member_id=member_id).exists():
        raise _wrong("member", _("Put this member on the booth's staff first."), "stranger")
    if ends_at <= starts_at:
        raise _wrong("ends", _("Duty ends after it starts."), "order")
    if ends_at <= now:
        raise _wrong("ends", _("These hours are over."), "past")
    if any(at.timestamp() % CELL.total_seconds() for at in (starts_at, ends_at)):
        raise _wrong("starts", _("Duty starts and ends on a quarter of an hour."), "quarter")
    if not booth.show.is_open_throughout(starts_at, ends_at):
        raise _wrong("starts", _("The show is not open in all of these hours."), "closed")


def _elsewhere(wanted: Duty) -> ValidationError:
    cells = DutyCell.objects.filter(member=wanted.member_id, starts_at__range=(wanted.starts_at, wanted.ends_at))
    held = cells.select_related("duty__booth__firm", "member").order_by("starts_at").first()
    if held is None:
        return _wrong("starts", _("These hours have just been taken. Look again."), "taken")
    words = {"who": held.member, "firm": held.duty.booth.firm}
    said = _("%(who)s is on duty at %(firm)s in some of these hours.") % words
    return _wrong("starts", said, "taken")


def _wrong(field: str, said: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(said, code=code)})
