from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from events.shows import rules
from events.shows.models import Show
from ground.tables.locks import locked
from network.members.models import Member


def locked_show(show_id: int) -> Show:
    return locked(Show.objects).select_related("stream", "organiser").get(pk=show_id)


def locked_for_organiser(show_id: int, by: Member) -> Show:
    """The show, locked. Raises PermissionDenied to all but its organisers."""
    show = locked_show(show_id)
    if not rules.is_organiser(by, show):
        raise PermissionDenied
    return show


def locked_for_change(show_id: int, by: Member) -> Show:
    """As above. Raises ValidationError (`state`) once the show is closed."""
    show = locked_for_organiser(show_id, by)
    if rules.is_over(show):
        raise ValidationError(_("The show is closed: its record stays as it was."), code="state")
    return show
