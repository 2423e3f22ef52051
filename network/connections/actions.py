"""What members do about each other. Each takes the lock of both, in the order of their keys, and then of their row."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ground.tables.locks import locked
from ground.ui.moments import day_in_words, local_day
from ground.web import idempotency
from ground.web.throttles import is_new
from network.connections import rules
from network.connections.facts import (
    ConnectionDeclined,
    ConnectionEnded,
    ConnectionMade,
    ConnectionRequested,
    RequestLapsed,
    RequestWithdrawn,
)
from network.connections.models import LONGEST_REASON, Circle, MemberConnection, Met, PutOff
from network.connections.rules import Tie
from network.members.models import Member
from realtime.streams import Stream, living, publish


@dataclass(slots=True)
class _Pair:
    """One who acts, the other, and their row if they have one: all locked."""

    me: Member
    other: Member
    found: MemberConnection | None
    now: datetime

    @property
    def tie(self) -> Tie:
        return rules.tie_of(self.found, self.me.pk, now=self.now)


@transaction.atomic
def ask(
    other_id: int, *, by: Member, reason: str, met: str, met_words: str = "", key: str = "", now: datetime
) -> MemberConnection:
    """Ask somebody to connect. Where they have asked too, the two are connected; the same key asks once.

    Raises KeyReused, and ValidationError: `never` where the two cannot connect, `rests` before the day on which one may
    ask again, `asked` where a request with other words stands, `too_many`, and those of the words.
    """
    pair, content = _locked_pair(by, other_id, now), ("connect", other_id, reason, met, met_words)
    if earlier := idempotency.earlier(by.pk, key, *content):
        return idempotency.made_before(MemberConnection.objects.all(), earlier)
    made = _ask(pair, reason.strip(), met, met_words.strip())
    idempotency.keep(by.pk, key, *content, result=made.pk)
    return made


def _ask(pair: _Pair, reason: str, met: str, met_words: str) -> MemberConnection:
    found, me, now = pair.found, pair.me, pair.now
    if found is not None and rules.crosses(found, me.pk, now=now):
        return _connect_step(pair, found)
    if found is not None and pair.tie != Tie.NONE:
        if pair.tie == Tie.ASKED and (found.reason, found.met, found.met_words) != (reason, met, met_words):
            raise ValidationError(_("You have asked already, and your request stands."), code="asked")
        return found
    if not rules.may_ask(me, pair.other, found, now=now):
        raise _never()
    _must_be_rested(pair)
    _must_have_room(me, now)
    _must_say_why(reason, met, met_words)
    low, high = sorted((me.pk, pair.other.pk))
    found = found or MemberConnection(low_id=low, high_id=high)
    found.ask(me.pk, pair.other.pk, reason, met, met_words, now)
    found.save()
    happened = ConnectionRequested(connection_id=found.pk, asker_id=me.pk, asked_id=pair.other.pk)
    publish(happened, to=_circles(found), by=me.pk, at=now)
    return found


def _must_be_rested(pair: _Pair) -> None:
    if again_at := rules.asks_again_at(pair.found, pair.me.pk, now=pair.now):
        words = _("You can ask %(who)s again from %(day)s.")
        text = words % {"who": pair.other.name, "day": day_in_words(local_day(again_at))}
        raise ValidationError(text, code="rests")


def _must_have_room(me: Member, now: datetime) -> None:
    most = rules.most_open(is_new=is_new(me, now))
    if MemberConnection.objects.open(now).filter(asked_by=me).count() >= most:
        words = ngettext(
            "%(most)s request of yours waits already. Withdraw it, or wait for the answer.",
            "%(most)s requests of yours wait already. Withdraw some, or wait for the answers.",
            most,
        )
        raise ValidationError(words % {"most": most}, code="too_many")


def _must_say_why(reason: str, met: str, met_words: str) -> None:
    if not reason:
        raise _wrong("reason", _("Say in a sentence why you would like to connect."), "no_reason")
    if len(reason) > LONGEST_REASON:
        raise _wrong("reason", _("Say it in %(most)s characters.") % {"most": LONGEST_REASON}, "too_long")
    if met not in Met.values:
        raise _wrong("met", _("Say where you have met."), "met")
    if met == Met.ELSEWHERE and not met_words:
        raise _wrong("met_words", _("Say where that was."), "where")


def _wrong(field: str, words: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(words, code=code)})


@transaction.atomic
def accept(other_id: int, *, by: Member, now: datetime) -> MemberConnection:
    """Say yes to the other's request; a second time changes nothing. Raises ValidationError (`not_now`)."""
    pair = _locked_pair(by, other_id, now)
    if pair.found is not None and pair.tie == Tie.CONNECTED:
        return pair.found
    if pair.found is None or not rules.may_answer(pair.me, pair.found, now=now):
        raise _no_longer_open()
    return _connect_step(pair, pair.found)


@transaction.atomic
def decline(other_id: int, *, by: Member, now: datetime) -> MemberConnection:
    """Say no, quietly: who asked is told nothing, and sees what they would see of silence. Twice is once."""
    pair = _locked_pair(by, other_id, now)
    found = pair.found
    if found is not None and found.is_open(now) and found.declined_at and found.asked_id == by.pk:
        return found
    if found is None or not rules.may_answer(pair.me, found, now=now):
        raise _no_longer_open()
    found.decline(now)
    found.save()
    happened = ConnectionDeclined(connection_id=found.pk, asker_id=found.asked_by_id, asked_id=found.asked_id)
    publish(happened, to=circle_of(by.pk).stream, by=by.pk, at=now)
    return found


@transaction.atomic
def withdraw(other_id: int, *, by: Member, now: datetime) -> MemberConnection:
    """Take one's request back. Twice is once. Raises ValidationError (`not_now`)."""
    pair = _locked_pair(by, other_id, now)
    found = pair.found
    if found is not None and found.withdrawn_at and found.asked_by_id == by.pk:
        return found
    if found is None or not rules.may_withdraw(pair.me, found, now=now):
        raise _no_longer_open()
    found.withdraw(now)
    found.save()
    happened = RequestWithdrawn(connection_id=found.pk, asker_id=found.asked_by_id, asked_id=found.asked_id)
    publish(happened, to=_circles(found), by=by.pk, at=now)
    return found


@transaction.atomic
def disconnect(other_id: int, *, by: Member, now: datetime) -> MemberConnection:
    """End the connection; nobody is told. Twice is once. Raises ValidationError (`not_now`)."""
    pair = _locked_pair(by, other_id, now)
    found = pair.found
    if found is not None and found.ended_at:
        return found
    if found is None or not rules.may_disconnect(pair.me, found, now=now):
        raise ValidationError(_("You are not connected."), code="not_now")
    found.end(by.pk, now)
    found.save()
    happened = ConnectionEnded(connection_id=found.pk, asker_id=found.asked_by_id, asked_id=found.asked_id)
    publish(happened, to=_circles(found), by=by.pk, at=now)
    return found


@transaction.atomic
def lapse_due(*, now: datetime, limit: int = 100) -> int:
    """Let requests lapse that found no yes until their day. Returns how many.

    Who declined one has known for long: only who asked is told that it is over.
    """
    due = MemberConnection.objects.unanswered().filter(lapses_at__lte=now).order_by("id")
    found = list(locked(due, skip_locked=True)[:limit])
    for one in found:
        one.lapse(now)
        one.save()
        told = RequestLapsed(connection_id=one.pk, asker_id=one.asked_by_id, asked_id=one.asked_id)
        to = circle_of(one.asked_by_id).stream if one.declined_at else _circles(one)
        publish(told, to=to, by=None, at=now)
    return len(found)


def end_with(member_id: int, *, now: datetime) -> None:
    """Who is blocked asks nobody any longer: nobody is to answer what cannot come to be. Call it in that transaction,
    which has the member's lock.
    """
    open_ones = MemberConnection.objects.unanswered().filter(asked_by=member_id).order_by("pk")
    for found in locked(open_ones):
        found.withdraw(now)
        found.save()
        told = RequestWithdrawn(connection_id=found.pk, asker_id=found.asked_by_id, asked_id=found.asked_id)
        publish(told, to=_circles(found), by=None, at=now)


@transaction.atomic
def put_off(other_id: int, *, by: Member, now: datetime) -> PutOff:
    """Not now: the other is not suggested for a while. It is nobody else's business, and no fact."""
    made, _is_new = PutOff.objects.update_or_create(member=by, other_id=other_id, defaults={"at": now})
    return made


def circle_of(member_id: int) -> Circle:
    """The member's circle, made when first needed."""
    return living(Circle, "connections", member_id=member_id)


def _connect_step(pair: _Pair, found: MemberConnection) -> MemberConnection:
    found.connect(pair.now)
    found.save()
    happened = ConnectionMade(connection_id=found.pk, asker_id=found.asked_by_id, asked_id=found.asked_id)
    publish(happened, to=_circles(found), by=pair.me.pk, at=pair.now)
    return found


def _locked_pair(by: Member, other_id: int, now: datetime) -> _Pair:
    """Raises ValidationError (`never`) for oneself, and for whom there is not."""
    two = {one.pk: one for one in locked(Member.objects).filter(pk__in=[by.pk, other_id]).order_by("pk")}
    if len(two) < 2:
        raise _never()
    found = locked(MemberConnection.objects.between(by.pk, other_id)).first()
    return _Pair(two[by.pk], two[other_id], found, now)


def _circles(found: MemberConnection) -> list[Stream]:
    return [circle_of(member_id).stream for member_id in (found.low_id, found.high_id)]


def _never() -> ValidationError:
    return ValidationError(_("The two of you cannot be connected."), code="never")


def _no_longer_open() -> ValidationError:
    return ValidationError(_("This request is no longer open."), code="not_now")
