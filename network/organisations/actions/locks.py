"""The organisation, locked, when the member may do what they ask."""

from django.core.exceptions import PermissionDenied

from ground.tables.locks import locked
from network.members.models import Member
from network.organisations import rules
from network.organisations.models import Organisation


def locked_organisation(organisation_id: int) -> Organisation:
    """Raises Organisation.DoesNotExist for one that is absent or closed."""
    return locked(Organisation.objects).get(pk=organisation_id, closed_at=None)


def locked_by_manager(organisation_id: int, by: Member) -> Organisation:
    organisation = locked_organisation(organisation_id)
    if not rules.may_manage(by, organisation):
        raise PermissionDenied
    return organisation
