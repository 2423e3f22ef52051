"""For whom work waits at an organisation, and what does: an invitation for whom it was sent to, and who asks to join.

What is closed has nobody whom anything waits for.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from network.desk.kinds import MEMBER, GroupKind, NameKind, Work, WorkKind, WorkSource, by
from network.organisations.facts import (
    InvitationRevoked,
    JoiningAsked,
    JoiningDropped,
    JoiningRefused,
    StaffInvited,
    StaffJoined,
    StaffLeft,
)
from network.organisations.models import Invitation, Membership, Organisation
from network.organisations.rules import MANAGING

PEOPLE = "organisation.people"
MANAGERS = "organisation.managers"
INVITED = "organisation.invited"
SLUG = "organisation.slug"


def _of(member_id: int) -> QuerySet[Membership]:
    return Membership.objects.filter(member_id=member_id, organisation__closed_at=None)


GROUPS = (
    GroupKind(PEOPLE, lambda member_id: _of(member_id).values("organisation_id")),
    GroupKind(MANAGERS, lambda member_id: _of(member_id).filter(role__in=MANAGING).values("organisation_id")),
    # Those whose own the address is: it may be confirmed later than it was invited.
    GroupKind(INVITED, lambda member_id: Invitation.objects.standing().sent_to(member_id).values("pk")),
)
NAMES = (NameKind("organisation", Organisation), NameKind(SLUG, Organisation, "slug"))
INVITATION = WorkKind(
    name="organisation.invitation",
    icon="mail",
    words=_("%(who)s invites you to join %(organisation)s"),
    route="network:organisations",
    has_key=False,
)
JOINING = WorkKind(
    name="organisation.joining",
    icon="user-plus",
    words=_("%(who)s asks to join %(organisation)s"),
    route="network:staff",
    key_place="slug",
)


OF_INVITATION = (StaffInvited, InvitationRevoked, JoiningAsked, JoiningRefused, JoiningDropped)


def _truth(keys: Collection[int]) -> Iterator[Work]:
    belongs = Membership.objects.filter(organisation=OuterRef("organisation"), member=OuterRef("asked_by"))
    standing = Invitation.objects.standing().filter(pk__in=keys, organisation__closed_at=None)
    asked: QuerySet[Any] = standing.annotate(is_in=Exists(belongs))
    for invitation in asked:
        yield _invitation(invitation)
        if invitation.asked_by_id and invitation.asked_at and not invitation.is_in:
            yield Work(
                kind=JOINING,
                subject=invitation.pk,
                group=(MANAGERS, invitation.organisation_id),
                since=invitation.asked_at,
                due_at=invitation.expires_at,
                until_at=invitation.expires_at,
                says={
                    "who": (MEMBER, invitation.asked_by_id),
                    "organisation": ("organisation", invitation.organisation_id),
                    "slug": (SLUG, invitation.organisation_id),
                },
            )


def _invitation(invitation: Invitation) -> Work:
    """Who belongs there already, by another address, has nothing to answer."""
    return Work(
        kind=INVITATION,
        subject=invitation.pk,
        group=(INVITED, invitation.pk),
        since=invitation.invited_at,
        due_at=invitation.expires_at,
        until_at=invitation.expires_at,
        says={
            "who": (MEMBER, invitation.invited_by_id),
            "organisation": ("organisation", invitation.organisation_id),
        },
        not_for=[(PEOPLE, invitation.organisation_id)],
    )


def _of_member(told: StaffJoined | StaffLeft) -> list[int]:
    """Who joins has used one, and waits at none that they asked with."""
    theirs = Q(accepted_by=told.member_id) | Q(asked_by=told.member_id)
    return list(Invitation.objects.filter(theirs).values_list("pk", flat=True))


SOURCE = WorkSource(
    name="invitations",
    kinds=(INVITATION, JOINING),
    facts={
        **dict.fromkeys(OF_INVITATION, by("invitation_id")),
        **dict.fromkeys((StaffJoined, StaffLeft), _of_member),
    },
    truth=_truth,
    subjects=Invitation.objects.all,
)
