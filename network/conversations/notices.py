from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from network.conversations import queries, rules
from network.conversations.facts import Said, TakenBack
from network.conversations.models import Message, Participant
from network.conversations.tellings import SAID, WRITTEN
from realtime.jobs.handlers import on
from realtime.notices import Notice, NoticeKind, declare, notify, reconsider
from realtime.streams import Event


def _words(notices: Sequence[Notice]) -> dict[int, str]:
    said = queries.messages_told({(notice.event.told.message_id, notice.recipient) for notice in notices})
    keys = {notice.pk: (notice.event.told.message_id, notice.recipient) for notice in notices}
    return {pk: said[key] for pk, key in keys.items() if key in said}


declare(
    NoticeKind(
        SAID,
        label=_("Somebody writes to me in a conversation"),
        says=_words,
    )
)
declare(NoticeKind(WRITTEN, label=_("Somebody writes to me alone"), says=_words))


@on(Said)
def tell_the_others(event: Event) -> None:
    """All who take part and did not read it as it came, unless it was taken back since."""
    message = Message.objects.select_related("author", "conversation").get(pk=event.told.message_id)
    kind = rules.kind_of(message.conversation)
    if message.taken_back_at or not kind.private:
        return
    others = Participant.objects.filter(conversation=message.conversation, left_at=None, seen_seq__lt=event.seq)
    notify(
        others.values_list("member_id", flat=True),
        kind=kind.notice,
        event=event,
        params={"who": str(message.author), "title": message.conversation.title},
        path=kind.page(message.conversation),
        about=f"conversation-{message.conversation_id}",
    )


@on(TakenBack)
def take_back(event: Event) -> None:
    reconsider(Notice.objects.filter(event__stream=event.stream_id, read_at=None), now=event.at)
