"""What is a member's here: where they belong, and whom they invited."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.mydata.registry import Holding, Holdings, Leaver, Obstacle, Rows
from network.organisations.actions.leaving import leave_all_step
from network.organisations.models import Invitation, Membership, Organisation

NOBODY = "nobody@erased.invalid"


def _left(_rows: Rows, leaver: Leaver) -> None:
    leave_all_step(leaver.pk, now=leaver.now)


def _revoked(rows: Rows, leaver: Leaver) -> None:
    rows.filter(accepted_at=None, revoked_at=None).update(revoked_at=leaver.now)


def _without_address(rows: Rows, _leaver: Leaver) -> None:
    rows.update(email=NOBODY)


def forget_addresses(leaver: Leaver) -> None:
    """Invitations to an address of theirs that they never took."""
    to_them = Invitation.objects.filter(email__in=leaver.addresses)
    to_them.filter(accepted_at=None, revoked_at=None).update(revoked_at=leaver.now)
    to_them.update(email=NOBODY, asked_by=None, asked_at=None)


def alone_in(member_id: int) -> "QuerySet[Organisation]":
    """Open ones to which nobody else belongs: they are closed with who goes."""
    others = Membership.objects.filter(organisation=OuterRef("pk")).exclude(member_id=member_id)
    mine = Organisation.objects.filter(memberships__member_id=member_id, closed_at=None)
    return mine.exclude(Exists(others))


def _closed(rows: Rows, leaver: Leaver) -> None:
    rows.update(closed_at=leaver.now)


def last_owner_of(member_id: int, _now: datetime) -> Iterator[Obstacle]:
    """Organisations that would have no owner left, though others belong to them."""
    others = Membership.objects.filter(organisation=OuterRef("organisation")).exclude(member_id=member_id)
    mine = Membership.objects.filter(member_id=member_id, role=Membership.Role.OWNER, organisation__closed_at=None)
    last = mine.filter(Exists(others)).exclude(Exists(others.filter(role=Membership.Role.OWNER)))
    for one in last.select_related("organisation").order_by("pk"):
        words = _("%(firm)s has no other owner: make a colleague an owner first.") % {"firm": one.organisation.name}
        yield Obstacle(words, reverse("network:staff", args=[one.organisation.slug]))


OWN = Holdings(
    "organisations",
    gettext_lazy("Where you belong"),
    (
        Holding(
            Organisation,
            rows=alone_in,
            label=gettext_lazy("organisations to which nobody else belongs: they are closed"),
            because="an organisation is not a member's: that they belong to it is given below",
            goes=_closed,
        ),
        Holding(
            Membership,
            of=("member",),
            name="memberships",
            label=gettext_lazy("places in organisations"),
            gives=("organisation__name", "organisation__slug", "role", "title", "joined_at"),
            goes=_left,
        ),
        Holding(
            Invitation,
            of=("invited_by",),
            name="invitations_you_sent",
            gives=("organisation__name", "email", "role", "invited_at", "accepted_at", "revoked_at"),
            goes=_revoked,
            stays=gettext_lazy("The organisation’s record of whom it let in."),
        ),
        Holding(
            Invitation,
            of=("accepted_by", "asked_by"),
            name="invitations_you_took",
            gives=("organisation__name", "role", "accepted_at", "asked_at"),
            goes=_without_address,
            stays=gettext_lazy("The organisation’s record of whom it let in."),
        ),
    ),
)
