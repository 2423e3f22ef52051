from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.booths import facts
from events.booths.actions.duty import cancel_step
from events.booths.actions.locks import locked_to_dress
from events.booths.models import Booth, BoothStaff
from network.members.models import Member
from network.organisations.models import Membership
from realtime.streams import publish


@transaction.atomic
def dress(booth_id: int, *, headline: str, about: str, sector: str, by: Member, now: datetime) -> Booth:
    booth = locked_to_dress(booth_id, by)
    if (booth.headline, booth.about, booth.sector) == (headline, about, sector):
        return booth
    booth.headline, booth.about, booth.sector, booth.changed_at = headline, about, sector, now
    booth.save()
    publish(facts.BoothDressed(booth_id=booth.pk), to=[booth.stream, booth.hall.stream], by=by.pk, at=now)
    return booth


@transaction.atomic
def add_staff(booth_id: int, *, member_id: int, by: Member, now: datetime) -> BoothStaff:
    """Put a member of the firm on the booth's staff. Who is there already stays."""
    booth = locked_to_dress(booth_id, by)
    if not Membership.objects.filter(organisation=booth.firm_id, member_id=member_id).exists():
        wrong = ValidationError(_("Only members of %(firm)s can stand here."), "stranger", {"firm": booth.firm})
        raise ValidationError({"member": wrong})
    person, new = BoothStaff.objects.get_or_create(booth=booth, member_id=member_id, defaults={"joined_at": now})
    if new:
        publish(facts.StaffJoined(booth_id=booth.pk, member_id=member_id), to=booth.stream, by=by.pk, at=now)
    return person


@transaction.atomic
def remove_staff(booth_id: int, *, member_id: int, by: Member, now: datetime) -> None:
    """Take a member off the staff, with the duty that is still to come."""
    booth = locked_to_dress(booth_id, by)
    gone, _rows = BoothStaff.objects.filter(booth=booth, member_id=member_id).delete()
    if not gone:
        return
    for duty in booth.duties.standing().filter(member_id=member_id, ends_at__gt=now):
        cancel_step(duty, now)
    publish(facts.StaffLeft(booth_id=booth.pk, member_id=member_id), to=booth.stream, by=by.pk, at=now)
