"""The programme, locked, when the member may change it."""

from django.core.exceptions import PermissionDenied

from landings.programmes import rules
from landings.programmes.models import Programme
from network.members.models import Member


def held(programme_id: int) -> Programme:
    return (
        Programme.objects.select_for_update(no_key=True, of=("self",))
        .select_related("current", "stream")
        .get(pk=programme_id)
    )


def held_by_officer(programme_id: int, by: Member) -> Programme:
    programme = held(programme_id)
    if not rules.is_officer(by, programme):
        raise PermissionDenied
    return programme
