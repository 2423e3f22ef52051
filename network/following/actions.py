"""Following and no longer. Each may be done twice: the second time changes nothing."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ground.tables.locks import locked
from network.following import rules
from network.following.models import Follow, FollowQuerySet
from network.members.models import Member
from network.organisations.models import Organisation


@transaction.atomic
def follow_organisation(organisation: Organisation, *, by: Member, now: datetime) -> Follow:
    """Raises ValidationError (`too_many`)."""
    return _follow(by, Follow.objects.of_organisations(), now, organisation=organisation)


@transaction.atomic
def follow_member(other: Member, *, by: Member, now: datetime) -> Follow:
    """Raises ValidationError (`oneself`, `too_many`)."""
    if not rules.may_follow(by, other):
        raise ValidationError(_("You cannot follow yourself."), code="oneself")
    return _follow(by, Follow.objects.of_members(), now, followed=other)


@transaction.atomic
def follow_market(country: str, *, by: Member, now: datetime) -> Follow:
    """By the two letters of ISO 3166-1. Raises ValidationError (`country`, `too_many`)."""
    if not rules.is_market(country):
        raise ValidationError({"country": ValidationError(_("Choose a country from the list."), code="country")})
    return _follow(by, Follow.objects.of_markets(), now, country=country)


@transaction.atomic
def unfollow_organisation(organisation: Organisation, *, by: Member) -> None:
    Follow.objects.by(by.pk).filter(organisation=organisation).delete()


@transaction.atomic
def unfollow_member(other: Member, *, by: Member) -> None:
    Follow.objects.by(by.pk).filter(followed=other).delete()


@transaction.atomic
def unfollow_market(country: str, *, by: Member) -> None:
    Follow.objects.by(by.pk).of_markets().filter(country=country).delete()


def _follow(by: Member, of_the_kind: FollowQuerySet, now: datetime, **what: Any) -> Follow:
    """The member's lock keeps two from passing the bound together."""
    locked(Member.objects).get(pk=by.pk)
    found = Follow.objects.by(by.pk).filter(**what).first()
    if found is not None:
        return found
    # Of what stands in one's list: nobody can make room of what is not seen.
    if of_the_kind.by(by.pk).count() >= rules.MOST:
        words = ngettext(
            "You follow %(most)s already. Unfollow it first.",
            "You follow %(most)s already. Unfollow some first.",
            rules.MOST,
        )
        raise ValidationError(words % {"most": rules.MOST}, code="too_many")
    return Follow.objects.create(member=by, followed_at=now, **what)
