from django.core.exceptions import PermissionDenied

from events.shows import rules
from events.shows.models import Show
from network.members.models import Member


def locked(show_id: int) -> Show:
    return (
        Show.objects.select_for_update(no_key=True, of=("self",)).select_related("stream", "organiser").get(pk=show_id)
    )


def locked_for_organiser(show_id: int, by: Member) -> Show:
    """The show, locked. Raises PermissionDenied to all but its organisers."""
    show = locked(show_id)
    if not rules.is_organiser(by, show):
        raise PermissionDenied
    return show
