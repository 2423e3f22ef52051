from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.booths import facts
from events.booths.actions.locks import locked_to_place
from events.booths.models import Booth, BoothStaff
from events.shows import rules as shows
from events.shows.models import Hall, Show
from ground.tables.locks import locked
from network.conversations.actions import hold_step
from network.members.models import Member
from network.organisations.models import Membership, Organisation
from realtime.access.revocation import revoke_from_all
from realtime.streams import open_stream, publish

KEEPERS = (Membership.Role.OWNER, Membership.Role.MANAGER)


@transaction.atomic
def assign(hall_id: int, *, firm_id: int, place: str, by: Member, now: datetime) -> Booth:
    """Give a firm a booth. Its owners and managers are its first staff. The same again gives the same booth."""
    hall = Hall.objects.select_related("stream").get(pk=hall_id)
    show = locked(Show.objects).select_related("stream", "organiser").get(pk=hall.show_id)
    if not shows.is_organiser(by, show):
        raise PermissionDenied
    firm = Organisation.objects.get(pk=firm_id, closed_at=None)
    standing = Booth.objects.filter(show=show, firm=firm, withdrawn_at=None).first()
    if standing and (standing.hall_id, standing.place) == (hall_id, place):
        return standing
    _check_free(show, hall, place, standing)
    booth = Booth(stream=open_stream("booth"), show=show, hall=hall, firm=firm, place=place)
    booth.headline, booth.sector, booth.made_at, booth.changed_at = firm.headline[:160], firm.sector, now, now
    booth.save()
    hold_step("booth", booth.stream, path=booth.get_absolute_url(), now=now)
    keepers = firm.memberships.filter(role__in=KEEPERS).order_by("pk")
    BoothStaff.objects.bulk_create(BoothStaff(booth=booth, member_id=one.member_id, joined_at=now) for one in keepers)
    publish(facts.BoothAssigned(booth_id=booth.pk), to=[booth.stream, hall.stream, show.stream], by=by.pk, at=now)
    return booth


@transaction.atomic
def move(booth_id: int, *, hall_id: int, place: str, by: Member, now: datetime) -> Booth:
    """Put a booth elsewhere in the same show."""
    booth = locked_to_place(booth_id, by)
    hall = Hall.objects.select_related("stream").get(pk=hall_id, show=booth.show_id)
    if (booth.hall_id, booth.place) == (hall_id, place):
        return booth
    _check_place(hall, place, but=booth)
    left, booth.hall, booth.place, booth.changed_at = booth.hall, hall, place, now
    booth.save()
    moved = facts.BoothMoved(booth_id=booth.pk, hall_id=hall_id, place=place)
    publish(moved, to=[booth.stream, left.stream, hall.stream], by=by.pk, at=now)
    return booth


@transaction.atomic
def withdraw(booth_id: int, *, by: Member, now: datetime) -> None:
    """Take a booth off the floor, with all duty there."""
    booth = locked_to_place(booth_id, by)
    booth.withdrawn_at = now
    booth.save(update_fields=["withdrawn_at"])
    for duty in booth.duties.standing():
        duty.held.all().delete()
    booth.duties.standing().update(cancelled_at=now, changed_at=now)
    gone = facts.BoothWithdrawn(booth_id=booth.pk)
    publish(gone, to=[booth.stream, booth.hall.stream, booth.show.stream], by=by.pk, at=now)
    revoke_from_all(booth.stream_id)


def _check_free(show: Show, hall: Hall, place: str, standing: Booth | None) -> None:
    if shows.is_over(show):
        raise ValidationError(_("The show is closed."), code="state")
    if standing:
        words = {"firm": standing.firm, "place": standing.place}
        wrong = ValidationError(_("%(firm)s has booth %(place)s in this show already."), "taken", words)
        raise ValidationError({"firm": wrong})
    _check_place(hall, place)


def _check_place(hall: Hall, place: str, but: Booth | None = None) -> None:
    others = Booth.objects.filter(hall=hall, place=place, withdrawn_at=None).exclude(pk=but.pk if but else 0)
    other = others.select_related("firm").first()
    if other:
        words = {"firm": other.firm, "place": place}
        wrong = ValidationError(_("%(firm)s stands at %(place)s already."), "taken", words)
        raise ValidationError({"place": wrong})
