"""The organisation, locked, when the member may do what they ask."""

from django.core.exceptions import PermissionDenied

from network.members.models import Member
from network.organisations import rules
from network.organisations.models import Organisation


def held(organisation_id: int) -> Organisation:
    """Raises Organisation.DoesNotExist for one that is absent or closed."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id, closed_at=None)


def held_by_manager(organisation_id: int, by: Member) -> Organisation:
    organisation = held(organisation_id)
    if not rules.may_manage(by, organisation):
        raise PermissionDenied
    return organisation
