"""Organisations with their staff."""

from itertools import count

from django.utils import timezone

from ground.web import personal_links
from network.organisations.models import INVITATION_LIVES, Invitation, Membership, Organisation
from realtime.streams import open_stream
from tests.factories.members import make_member

_number = count(1)


def make_organisation(kind="firm", staff=(), **fields):
    n = next(_number)
    values = {"name": f"{kind.title()} {n}", "slug": f"{kind}-{n}", "country": "CA", "time_zone": "America/Toronto"}
    stream = open_stream("organisation")
    organisation = Organisation.objects.create(kind=kind, stream=stream, **{**values, **fields})
    for member in staff:
        join(organisation, member, role="owner")
    return organisation


def join(organisation, member, role="staff"):
    return Membership.objects.create(organisation=organisation, member=member, role=role)


def make_staff_of(kind, **fields):
    """A new member who owns a new organisation of this kind."""
    member = make_member()
    make_organisation(kind, staff=[member], **fields)
    return member


def _owner_of(organisation):
    found = organisation and organisation.memberships.filter(role="owner").select_related("member").first()
    return found.member if found else None


def make_invitation(organisation=None, email="", role="staff", by=None, **fields):
    owner = by or _owner_of(organisation) or make_member()
    organisation = organisation or make_organisation(staff=[owner])
    if not organisation.memberships.filter(member=owner).exists():
        join(organisation, owner, role="owner")
    now = timezone.now()
    values = {"invited_at": now, "expires_at": now + INVITATION_LIVES, **fields}
    email = email or f"invited{next(_number)}@kontor.example"
    invitation = Invitation(organisation=organisation, email=email, role=role, invited_by=owner, **values)
    invitation.token_hash = personal_links.digest_of(invitation.token)
    invitation.save()
    return invitation
