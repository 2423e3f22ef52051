"""What is done with a group. Its conversation's row is the lock; each step leaves a quiet line in the talk."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ground.tables.locks import locked
from ground.web import idempotency
from network.conversations.actions import join_step, leave_step, line_step, open_step
from network.conversations.models import Conversation, Happening, Participant
from network.members.models import Member
from network.messages import queries, rules
from network.messages.facts import GroupNamed, GroupStarted, OwnerMade, PersonBrought, PersonLeft, PersonRemoved
from network.messages.models import MOST_IN_GROUP
from realtime.streams import publish

GROUP = "group"


@transaction.atomic
def start(people: Collection[int], *, by: Member, name: str, key: str = "", now: datetime) -> Conversation:
    """Start a group with some whom this member may write to at once. The same key starts it once.

    Raises KeyReused, and ValidationError: `nobody`, `too_many`, `not_these`, `no_name`.
    """
    wanted, name = set(people) - {by.pk}, name.strip()
    me, content = locked(Member.objects).get(pk=by.pk), ("group", sorted(wanted), name)
    if earlier := idempotency.earlier(me.pk, key, *content):
        return idempotency.made_before(Conversation.objects.all(), earlier)
    _must_be_named(name)
    others = _brought(me, wanted, there=1)
    made = open_step(GROUP, name, [me, *others], path="", now=now)
    Participant.objects.filter(conversation=made, member=me).update(owner_since=now)
    line = line_step(made, Happening.STARTED, by=me, now=now)
    idempotency.keep(me.pk, key, *content, result=made.pk)
    happened = GroupStarted(conversation_id=made.pk, message_id=line.pk)
    publish(happened, to=made.stream, by=me.pk, at=now)
    return made


@transaction.atomic
def bring(conversation_id: int, people: Collection[int], *, by: Member, now: datetime) -> Conversation:
    """Bring people into the group: they read all that was said. Whoever is in it already stays as they are.

    Raises PermissionDenied, and ValidationError as `start` does.
    """
    found, here = _locked_group(conversation_id, by)
    inside = {one.member_id for one in here}
    others = _brought(by, set(people) - inside, there=len(inside))
    for other in others:
        join_step(found, other.pk, now=now)
        line = line_step(found, Happening.BROUGHT, by=by, about=other, now=now)
        happened = PersonBrought(conversation_id=found.pk, message_id=line.pk, member_id=other.pk)
        publish(happened, to=found.stream, by=by.pk, at=now)
    return found


@transaction.atomic
def name(conversation_id: int, *, by: Member, name: str, now: datetime) -> Conversation:
    """Call the group something else. Raises PermissionDenied, ValidationError (`no_name`)."""
    found, _here = _locked_group(conversation_id, by)
    said = name.strip()
    _must_be_named(said)
    if said != found.title:
        found.title = said
        found.save(update_fields=["title"])
        line = line_step(found, Happening.NAMED, by=by, body=said, now=now)
        happened = GroupNamed(conversation_id=found.pk, message_id=line.pk)
        publish(happened, to=found.stream, by=by.pk, at=now)
    return found


@transaction.atomic
def leave(conversation_id: int, *, by: Member, now: datetime) -> Conversation:
    """Go. Where the last owner goes, whoever is there for longest owns it. Raises PermissionDenied."""
    found, here = _locked_group(conversation_id, by)
    _leave_step(found, here, by, now)
    return found


@transaction.atomic
def remove(conversation_id: int, member_id: int, *, by: Member, now: datetime) -> Conversation:
    """An owner removes somebody; of who is not there any more nothing changes. Raises PermissionDenied."""
    found, here = _locked_group(conversation_id, by)
    if not rules.may_remove(by, member_id, here):
        raise PermissionDenied
    for other in (one.member for one in here if one.member_id == member_id):
        leave_step(found, other.pk, now=now)
        line = line_step(found, Happening.REMOVED, by=by, about=other, now=now)
        happened = PersonRemoved(conversation_id=found.pk, message_id=line.pk, member_id=other.pk)
        publish(happened, to=found.stream, by=by.pk, at=now)
    return found


@transaction.atomic
def make_owner(conversation_id: int, member_id: int, *, by: Member, now: datetime) -> Conversation:
    """An owner lets somebody who takes part own it, too. Twice is once. Raises PermissionDenied."""
    found, here = _locked_group(conversation_id, by)
    if not rules.owns(by.pk, here):
        raise PermissionDenied
    for one in here:
        if one.member_id == member_id and one.owner_since is None:
            _own_step(found, one, by, now)
    return found


def leave_all(member_id: int, *, now: datetime) -> None:
    """Who is erased leaves all groups, and none is without an owner. Call it in that transaction."""
    me = Member.objects.get(pk=member_id)
    for pk in Conversation.objects.of(me).filter(kind=GROUP).order_by("pk").values_list("pk", flat=True):
        _leave_step(*_locked_group(pk, me), me, now)


def hand_over(member_id: int, *, now: datetime) -> None:
    """Who is blocked leaves no group without an owner who can act. Call it in that transaction."""
    me = Member.objects.get(pk=member_id)
    owned = Participant.objects.filter(member=me, left_at=None, owner_since__isnull=False, conversation__kind=GROUP)
    for pk in owned.order_by("conversation_id").values_list("conversation_id", flat=True):
        found, here = _locked_group(pk, me)
        if heir := rules.heir_of([one for one in here if one.member_id != member_id]):
            _own_step(found, heir, None, now)


def _leave_step(found: Conversation, here: list[Participant], by: Member, now: datetime) -> None:
    leave_step(found, by.pk, now=now)
    line = line_step(found, Happening.LEFT, by=by, now=now)
    happened = PersonLeft(conversation_id=found.pk, message_id=line.pk, member_id=by.pk)
    publish(happened, to=found.stream, by=by.pk, at=now)
    if heir := rules.heir_of([one for one in here if one.member_id != by.pk]):
        _own_step(found, heir, None, now)


def _own_step(found: Conversation, one: Participant, by: Member | None, now: datetime) -> None:
    one.owner_since = now
    one.save(update_fields=["owner_since"])
    line = line_step(found, Happening.OWNS, by=by or one.member, about=one.member, now=now)
    happened = OwnerMade(conversation_id=found.pk, message_id=line.pk, member_id=one.member_id)
    publish(happened, to=found.stream, by=by.pk if by else None, at=now)


def _brought(by: Member, people: Collection[int], *, there: int) -> list[Member]:
    """Those of these keys, each of whom this member may write to at once."""
    if not people:
        raise _wrong("people", _("Choose at least one person."), "nobody")
    if there + len(people) > MOST_IN_GROUP:
        words = ngettext("A group has at most %(most)s person.", "A group has at most %(most)s people.", MOST_IN_GROUP)
        raise _wrong("people", words % {"most": MOST_IN_GROUP}, "too_many")
    found = list(Member.objects.here().filter(pk__in=people).order_by("folded_name", "pk"))
    if len(found) < len(people) or set(people) - queries.may_be_brought(by, people):
        raise _wrong("people", _("You can bring your connections, and who takes messages from anyone."), "not_these")
    return found


def _must_be_named(name: str) -> None:
    if not name:
        raise _wrong("name", _("Give the group a name."), "no_name")


def _wrong(field: str, words: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(words, code=code)})


def _locked_group(conversation_id: int, by: Member) -> tuple[Conversation, list[Participant]]:
    """Raises PermissionDenied for whoever takes no part, and for what is no group."""
    rows: Any = Conversation.objects.select_related("stream").filter(kind=GROUP)
    found = locked(rows).filter(pk=conversation_id).first()
    here = list(found.participants.filter(left_at=None).select_related("member")) if found else []
    if found is None or all(one.member_id != by.pk for one in here):
        raise PermissionDenied
    return found, here
