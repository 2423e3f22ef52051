"""Closing an account: asked for, taken back within its wait, else done by the clock."""

import logging
from datetime import datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.tables.locks import locked
from network.members import actions as members
from network.members import registry
from network.members.models import Member
from network.mydata import rules
from network.mydata.actions import mails
from network.mydata.models import WAITS_FOR, Closing
from network.mydata.registry import Leaver, erase_held, obstacles_of

log = logging.getLogger("kontor.mydata")
AGAIN: Final = timedelta(days=1)


@transaction.atomic
def close(member_id: int, *, by: Member, posts: str = "", reason: str = "", now: datetime) -> Closing:
    """Begin the wait: one's own account, or, as staff and with a reason, another's. While one stands, it is that one.

    Raises PermissionDenied, and ValidationError: `obstacles`; `reason` where staff give none.
    """
    member = locked(Member.objects).get(pk=member_id)
    if not rules.may_close(by, member):
        raise PermissionDenied
    standing = Closing.objects.of(member.pk).standing().first()
    if standing is not None:
        return standing
    if by.pk != member.pk and not reason.strip():
        words = _("Say why, for whoever is asked later.")
        raise ValidationError({"reason": ValidationError(words, code="reason")})
    if obstacles_of(member.pk, now):
        raise ValidationError(_("Something has to be settled first."), code="obstacles")
    values = {"posts": posts or Closing.Posts.STAY, "reason": reason.strip(), "asked_at": now}
    closing = Closing.objects.create(member=member, by=by, due_at=now + WAITS_FOR, **values)
    mails.tell(member, closing, "closing", now=now)
    return closing


@transaction.atomic
def take_back(*, by: Member, now: datetime) -> bool:
    """The account stays. What staff began is theirs to take back. False where nothing stood.

    Raises PermissionDenied.
    """
    locked(Member.objects).get(pk=by.pk)
    closing = locked(Closing.objects.of(by.pk).standing()).first()
    if closing is None:
        return False
    if not rules.may_take_back(by, closing):
        raise PermissionDenied
    closing.taken_back_at = now
    closing.save(update_fields=["taken_back_at"])
    mails.tell(by, closing, "stays", now=now)
    return True


@transaction.atomic
def stop(closing_id: int, *, by: Member, now: datetime) -> None:
    """What staff began is taken back by staff."""
    found = Closing.objects.get(pk=closing_id)
    member = locked(Member.objects).get(pk=found.member_id)
    closing = locked(Closing.objects.standing()).filter(pk=closing_id).first()
    if closing is None:
        return
    if by.pk == member.pk or not rules.may_close(by, member):
        raise PermissionDenied
    closing.taken_back_at = now
    closing.save(update_fields=["taken_back_at"])
    mails.tell(member, closing, "stays", now=now)


def erase_due(*, now: datetime, limit: int = 20) -> list[int]:
    """Erase whose wait is over, each in a transaction of its own. Those that something stands in the way of, whose wait
    goes on for a day.
    """
    due = Closing.objects.standing().filter(due_at__lte=now).order_by("due_at", "pk")
    return [pk for pk in due.values_list("pk", flat=True)[:limit] if not _erase_one(pk, now)]


@transaction.atomic
def _erase_one(closing_id: int, now: datetime) -> bool:
    found = Closing.objects.get(pk=closing_id)
    member = locked(Member.objects).get(pk=found.member_id)
    closing = locked(Closing.objects.standing()).filter(pk=closing_id).first()
    if closing is None:
        return True
    if obstacles_of(member.pk, now):
        closing.due_at, closing.held_at = now + AGAIN, closing.held_at or now
        closing.save(update_fields=["due_at", "held_at"])
        mails.tell(member, closing, "held", now=now)
        return False
    _erase(member, closing, now)
    return True


def _erase(member: Member, closing: Closing, now: datetime) -> None:
    """What nobody can wait for any more is given up, as when somebody is blocked; then rows and words go, and last the
    name and the addresses, by which they are found.
    """
    registry.is_blocked(member.pk, now)
    addresses = {member.email, *EmailAddress.objects.filter(user=member).values_list("email", flat=True)}
    goes_too = closing.posts == Closing.Posts.GO
    erase_held(Leaver(member.pk, member.name, tuple(sorted(addresses)), now, goes_too))
    members.erase_step(member)
    closing.erased_at = now
    closing.save(update_fields=["erased_at"])
    log.info("member %s is erased", member.pk)
