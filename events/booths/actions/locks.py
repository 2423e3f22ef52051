from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from events.booths import rules
from events.booths.models import Booth
from events.shows import rules as shows
from ground.tables.locks import locked
from network.members.models import Member


def locked_booth(booth_id: int) -> Booth:
    found = locked(Booth.objects.filter(withdrawn_at=None))
    return found.select_related("stream", "show__organiser", "show__stream", "hall__stream", "firm").get(pk=booth_id)


def locked_to_dress(booth_id: int, by: Member) -> Booth:
    """The booth, locked. Raises PermissionDenied to strangers, ValidationError once the show is closed."""
    booth = locked_booth(booth_id)
    if not rules.may_dress(by, booth):
        raise PermissionDenied
    still_going(booth)
    return booth


def locked_to_place(booth_id: int, by: Member) -> Booth:
    booth = locked_booth(booth_id)
    if not rules.may_place(by, booth):
        raise PermissionDenied
    still_going(booth)
    return booth


def still_going(booth: Booth) -> None:
    if shows.is_over(booth.show):
        raise ValidationError(_("The show is closed: the booth stays as it was."), code="state")
