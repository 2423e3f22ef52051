"""The programme, locked, when the member may change it."""

from django.core.exceptions import PermissionDenied

from ground.tables.locks import locked
from landings.programmes import rules
from landings.programmes.models import Programme
from network.members.models import Member


def locked_programme(programme_id: int) -> Programme:
    return locked(Programme.objects).select_related("current", "stream").get(pk=programme_id)


def locked_by_officer(programme_id: int, by: Member) -> Programme:
    programme = locked_programme(programme_id)
    if not rules.is_officer(by, programme):
        raise PermissionDenied
    return programme
