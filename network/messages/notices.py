"""Who is told: whom a first message waits for, until it is answered, and who wrote it, when it is accepted."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.conversations.actions import letterbox_of
from network.conversations.facts import TakenBack
from network.conversations.models import Conversation
from network.members.models import Member
from network.messages.facts import (
    FirstMessageAccepted,
    FirstMessageDeclined,
    FirstMessageSent,
    GroupStarted,
    PersonBrought,
)
from network.messages.models import Exchange, ExchangeQuerySet
from network.messages.tellings import ACCEPTED, BROUGHT, FIRST
from realtime.jobs.handlers import on
from realtime.notices import Notice, NoticeKind, declare, notify, reconsider
from realtime.streams import Event


def _words(notices: Sequence[Notice]) -> dict[int, str]:
    """What was written first, while it waits."""
    keys = {notice.pk: notice.event.told.exchange_id for notice in notices}
    waiting = Exchange.objects.waiting().filter(pk__in=set(keys.values()), begun_by__is_active=True)
    said = dict(waiting.values_list("pk", "first__body"))
    return {pk: said[key] for pk, key in keys.items() if key in said}


declare(NoticeKind(FIRST, label=_("Somebody writes to me for the first time"), says=_words))
declare(NoticeKind(ACCEPTED, label=_("Somebody accepts my first message")))
declare(NoticeKind(BROUGHT, label=_("Somebody brings me into a group")))


@on(FirstMessageSent)
def tell_the_reader(event: Event) -> None:
    found = Exchange.objects.select_related("begun_by").get(pk=event.told.exchange_id)
    notify(
        [found.reader_id],
        kind=FIRST,
        event=event,
        params={"who": str(found.begun_by)},
        path=reverse("network:message-requests"),
    )


@on(FirstMessageAccepted, FirstMessageDeclined)
def answered(event: Event) -> None:
    _look_again(Exchange.objects.filter(pk=event.told.exchange_id), event)


@on(TakenBack)
def first_taken_back(event: Event) -> None:
    _look_again(Exchange.objects.filter(first=event.told.message_id), event)


def _look_again(those: ExchangeQuerySet, event: Event) -> None:
    for found in those:
        reconsider(Notice.objects.unread().filter(kind=FIRST, recipient=found.reader_id), now=event.at)


@on(FirstMessageAccepted)
def tell_the_writer(event: Event) -> None:
    """By the event of their own letterbox."""
    found = Exchange.objects.select_related("conversation").get(pk=event.told.exchange_id)
    if event.actor in (None, found.begun_by_id) or event.stream_id != letterbox_of(found.begun_by_id).stream_id:
        return
    notify(
        [found.begun_by_id],
        kind=ACCEPTED,
        event=event,
        params={"who": str(Member.objects.get(pk=event.actor))},
        path=reverse("network:conversation", args=[found.conversation_id]),
    )


@on(GroupStarted, PersonBrought)
def tell_who_is_brought(event: Event) -> None:
    """Who takes part since; or the one who was brought now."""
    found, told = Conversation.objects.get(pk=event.told.conversation_id), event.told
    here = found.participants.filter(left_at=None)
    here = here.filter(member=told.member_id) if isinstance(told, PersonBrought) else here.filter(joined_at=event.at)
    notify(
        here.values_list("member_id", flat=True),
        kind=BROUGHT,
        event=event,
        params={"who": str(Member.objects.get(pk=event.actor)), "title": found.title},
        path=reverse("network:conversation", args=[found.pk]),
        about=f"conversation-{found.pk}",
    )
