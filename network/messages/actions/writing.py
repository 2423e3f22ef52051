"""How members begin to write to each other. Each takes the lock of both, in the order of their keys."""

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
from network.conversations.actions import join_step, leave_step, letterbox_of, open_step, say_step
from network.conversations.models import Conversation, Message
from network.members.models import Member
from network.messages import queries, rules
from network.messages.facts import FirstMessageAccepted, FirstMessageDeclined, FirstMessageSent
from network.messages.models import LONGEST_FIRST, RESTS_FOR, Exchange
from network.messages.rules import Way
from realtime.streams import publish

KIND = "direct"


@dataclass(slots=True)
class _Pair:
    """One who writes, the other, and their exchange if they have one: all locked."""

    me: Member
    other: Member
    found: Exchange | None


@transaction.atomic
def write(other_id: int, *, by: Member, body: str, key: str = "", now: datetime) -> Message:
    """Write to a member: in the conversation that the two have, else at once, or as a first message that waits. To whom
    has written first it is a yes. The same key writes once.

    Raises KeyReused, and ValidationError: `never` where the other takes no message of this one, `waits` where their
    first message does, or rests, `too_many`, and those of the words.
    """
    pair, content = _locked_pair(by, other_id), ("write", other_id, body.strip())
    if earlier := idempotency.earlier(by.pk, key, *content):
        return idempotency.made_before(Message.objects.select_related("author", "conversation"), earlier)
    message = _write(pair, body, now)
    idempotency.keep(by.pk, key, *content, result=message.pk)
    return message


def _write(pair: _Pair, body: str, now: datetime) -> Message:
    found = pair.found
    if not rules.are_two(pair.me, pair.other):
        raise _never(pair.other)
    if found is not None and rules.crosses(found, pair.me.pk):
        _accept_step(found, pair.me, now)
    if found is not None and rules.is_open(found):
        return say_step(_conversation(found), by=pair.me, body=body, now=now)
    way = queries.way_between(pair.me, pair.other)
    if way == Way.NEVER:
        raise _never(pair.other)
    if way == Way.AT_ONCE:
        return _begin(pair, body, now)
    _must_be_rested(pair, now)
    return _send_first(pair, body, now)


def _begin(pair: _Pair, body: str, now: datetime) -> Message:
    """Both take part from the beginning; or from now, where an earlier first message found no answer."""
    if pair.found is not None:
        _accept_step(pair.found, pair.me, now)
        return say_step(_conversation(pair.found), by=pair.me, body=body, now=now)
    opened = open_step(KIND, "", [pair.me, pair.other], path="", now=now)
    message = say_step(opened, by=pair.me, body=body, now=now)
    made = _exchange(pair, opened, message, now)
    made.accept(now)
    made.save()
    return message


def _send_first(pair: _Pair, body: str, now: datetime) -> Message:
    _must_have_room(pair.me, now)
    if len(body.strip()) > LONGEST_FIRST:
        words = _("A first message has at most %(most)s characters.") % {"most": LONGEST_FIRST}
        raise ValidationError({"body": ValidationError(words, code="long")})
    opened = _conversation(pair.found) if pair.found else None
    if opened and pair.found and pair.found.begun_by_id != pair.me.pk:
        # The other's was taken back: now they are the one who is asked.
        join_step(opened, pair.me.pk, now=now)
        leave_step(opened, pair.other.pk, now=now)
    opened = opened or open_step(KIND, "", [pair.me], path="", asked=[pair.other], now=now)
    message = say_step(opened, by=pair.me, body=body, now=now)
    made = pair.found or _exchange(pair, opened, message, now)
    made.begin(message, now)
    made.save()
    sent = FirstMessageSent(exchange_id=made.pk)
    publish(sent, to=letterbox_of(pair.other.pk).stream, by=pair.me.pk, at=now)
    return message


def _exchange(pair: _Pair, opened: Conversation, first: Message, now: datetime) -> Exchange:
    low, high = sorted((pair.me.pk, pair.other.pk))
    made = Exchange(low_id=low, high_id=high, conversation=opened)
    made.begin(first, now)
    return made


def _must_be_rested(pair: _Pair, now: datetime) -> None:
    if again_at := rules.writes_again_at(pair.found, pair.me.pk, now=now):
        words = _("Your first message waits. You can write to %(who)s again from %(day)s.")
        text = words % {"who": pair.other.name, "day": day_in_words(local_day(again_at))}
        raise ValidationError(text, code="waits")


def _must_have_room(me: Member, now: datetime) -> None:
    most = rules.most_waiting(is_new=is_new(me, now))
    # One that was declined counts as one that waits: that there is room again would tell of a no.
    waiting = Exchange.objects.unaccepted().filter(begun_by=me, begun_at__gt=now - RESTS_FOR)
    if waiting.count() >= most:
        words = ngettext(
            "%(most)s first message of yours waits already. Wait for the answer.",
            "%(most)s first messages of yours wait already. Wait for some answers.",
            most,
        )
        raise ValidationError(words % {"most": most}, code="too_many")


@transaction.atomic
def accept(exchange_id: int, *, by: Member, now: datetime) -> Exchange:
    """Let a first message begin a conversation; a second time changes nothing. Raises ValidationError (`not_now`)."""
    found = _locked_exchange(exchange_id)
    if rules.is_open(found) and by.pk in (found.low_id, found.high_id):
        return found
    _must_wait_for(by, found)
    return _accept_step(found, by, now)


@transaction.atomic
def decline(exchange_id: int, *, by: Member, now: datetime) -> Exchange:
    """Say no, quietly: who wrote is told nothing, and sees what they would see of silence. Twice is once."""
    found = _locked_exchange(exchange_id)
    if found.accepted_at is None and found.declined_at and by.pk == found.reader_id:
        return found
    _must_wait_for(by, found)
    return _decline_step(found, by.pk, now)


def end_with(member_id: int, *, now: datetime) -> None:
    """Who is blocked writes to nobody any longer: nobody is to answer. Call it in that transaction, which has the
    member's lock.
    """
    for found in locked(Exchange.objects.waiting().filter(begun_by=member_id).order_by("pk")):
        _decline_step(found, None, now)


def _accept_step(found: Exchange, by: Member, now: datetime) -> Exchange:
    found.accept(now)
    found.save()
    conversation = _conversation(found)
    join_step(conversation, found.reader_id, now=now)
    boxes = [letterbox_of(member_id).stream for member_id in (found.low_id, found.high_id)]
    publish(FirstMessageAccepted(exchange_id=found.pk), to=[conversation.stream, *boxes], by=by.pk, at=now)
    return found


def _decline_step(found: Exchange, by: int | None, now: datetime) -> Exchange:
    found.decline(now)
    found.save()
    to = letterbox_of(found.reader_id).stream
    publish(FirstMessageDeclined(exchange_id=found.pk), to=to, by=by, at=now)
    return found


def _conversation(found: Exchange) -> Conversation:
    return locked(Conversation.objects.select_related("stream")).get(pk=found.conversation_id)


def _locked_pair(by: Member, other_id: int) -> _Pair:
    """Raises ValidationError (`never`) for oneself, and for whom there is not."""
    two = {one.pk: one for one in locked(Member.objects).filter(pk__in=[by.pk, other_id]).order_by("pk")}
    if len(two) < 2:
        raise _never(None)
    found = locked(Exchange.objects.select_related("first").between(by.pk, other_id)).first()
    return _Pair(two[by.pk], two[other_id], found)


def _locked_exchange(exchange_id: int) -> Exchange:
    """The two first, as whoever writes takes them."""
    seen = Exchange.objects.get(pk=exchange_id)
    list(locked(Member.objects).filter(pk__in=[seen.low_id, seen.high_id]).order_by("pk"))
    return locked(Exchange.objects).get(pk=exchange_id)


def _must_wait_for(by: Member, found: Exchange) -> None:
    if not rules.may_answer(by, found):
        raise ValidationError(_("This message no longer waits."), code="not_now")


def _never(other: Member | None) -> ValidationError:
    if other is None or not other.is_active:
        return ValidationError(_("They take no messages."), code="never")
    words = _("%(who)s takes messages from connections only. You can ask to connect.")
    return ValidationError(words % {"who": other.name}, code="never")
