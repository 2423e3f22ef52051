"""Steps of a follow-up, for the actions that open the transaction: the sweep's here, and those of the area."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from ground.tables.locks import locked
from ground.web import personal_links
from network.followups.kinds import Given, Service
from network.followups.models import BETWEEN_ASKS, LINK_LASTS, FollowUp
from network.followups.rules import due_on
from network.members.models import Member
from realtime.streams import open_stream, publish


def raise_step(service: Service, owed: Sequence[tuple[Given, int]], *, now: datetime) -> int:
    """Make the follow-ups that are owed, once for each thing given and wave. Returns how many."""
    return sum(_raise(service, given, wave, now) for given, wave in owed)


def owed(service: Service, now: datetime) -> list[tuple[Given, int]]:
    """Each thing given with a wave, in months, whose day has come and which was not raised. It writes nothing."""
    return [
        (given, wave)
        for given in service.given(now)
        for wave in given.waves
        if wave not in given.raised and due_on(given.over_on, wave) <= now.date()
    ]


def _raise(service: Service, given: Given, wave: int, now: datetime) -> int:
    held = service.hold(given.key)
    rows: Any = service.model._default_manager
    if rows.filter(**{service.of: held}, wave=wave).exists():
        return 0
    made = rows.create(
        **{service.of: held},
        stream=open_stream(service.name),
        wave=wave,
        due_on=due_on(given.over_on, wave),
        raised_at=now,
        next_send_at=now,
    )
    publish(service.facts.due(made.pk), to=[held.stream, made.stream], by=None, at=now)
    return 1


def send_step(service: Service, *, now: datetime, limit: int) -> int:
    """Mail a new personal link to each follow-up whose time has come. Returns how many."""
    rows: Any = service.model._default_manager
    due = rows.waiting().filter(next_send_at__lte=now).select_related("stream", f"{service.of}__stream")
    found = list(locked(due.order_by("next_send_at", "pk"), skip_locked=True)[:limit])
    for one in found:
        _mail(service, one, None, now, asked=False)
    return len(found)


def send_again_step(service: Service, key: int, *, by: Member | None, now: datetime) -> Any:
    """A new link for who asks now, however late; `by` is None for who holds an old one.

    Raises PermissionDenied, ValidationError (`just`).
    """
    held = hold_step(service, key)
    if by is not None and not service.may_ask(by, held):
        raise PermissionDenied
    if held.links.filter(made_at__gt=now - BETWEEN_ASKS).exists():
        raise ValidationError(
            _("A link was mailed within the last hour. Look for it, or ask again in an hour."), code="just"
        )
    _mail(service, held, by.pk if by else None, now, asked=True)
    return held


def _mail(service: Service, held: FollowUp, by: int | None, now: datetime, *, asked: bool) -> None:
    """A new link by mail. What was asked for does not count as a reminder."""
    if asked:
        held.put_off_reminder(now)
    else:
        held.count_send(now)
    held.save()
    number = (held.links.aggregate(last=Max("number"))["last"] or 0) + 1
    link = held.links.create(number=number, made_at=now, expires_at=now + LINK_LASTS)
    link.digest = personal_links.digest_of(link.token)
    link.save(update_fields=["digest"])
    happened = service.facts.mailed(held.pk, link, held.sends, asked)
    publish(happened, to=[held.given.stream, held.stream], by=by, at=now)


def keep_step(service: Service, key: int, *, draft: dict[str, Any], now: datetime) -> Any:
    """Save it part-way. What is answered is left as it is. No fact: a draft is its writer's own."""
    held = hold_step(service, key)
    if not held.is_answered:
        held.save_draft(draft, now)
        held.save(update_fields=["draft", "saved_at"])
    return held


def answer_step(held: FollowUp, *, now: datetime) -> None:
    """It is answered, whatever it was before: the reminders end. The caller tells so, last."""
    held.answer(now)
    held.save()


def decline_step(service: Service, held: FollowUp, *, now: datetime) -> None:
    """Nobody will answer: the reminders end. Declined twice, or once it is answered, nothing changes."""
    if held.is_answered or held.declined_at:
        return
    held.decline(now)
    held.save()
    publish(service.facts.declined(held.pk), to=[held.given.stream, held.stream], by=None, at=now)


def hold_step(service: Service, key: int) -> Any:
    """The follow-up, locked, with its stream and what the service's words need."""
    rows: Any = service.model._default_manager
    loaded = locked(rows).select_related("stream", f"{service.of}__stream", *service.loads)
    return loaded.get(pk=key)
