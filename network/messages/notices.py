from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.messages import queries
from network.messages.facts import Said, Unsaid
from network.messages.models import Line, Participant
from realtime.notices import Notice, NoticeKind, declare, notify, reconsider
from realtime.reactions import on
from realtime.streams import Event


def _words(notices: Sequence[Notice]) -> dict[int, str]:
    said = queries.lines_told({(notice.event.told.line_id, notice.recipient) for notice in notices})
    keys = {notice.pk: (notice.event.told.line_id, notice.recipient) for notice in notices}
    return {pk: said[key] for pk, key in keys.items() if key in said}


declare(
    NoticeKind(
        "conversation.said",
        label=_("Somebody writes to me in a conversation"),
        sentence=lambda p: gettext("%(who)s wrote in “%(title)s”.") % p,
        says=_words,
    )
)


@on(Said)
def tell_the_others(event: Event) -> None:
    """All who take part and did not read it as it came, unless it was taken back since."""
    line = Line.objects.select_related("author", "conversation").get(pk=event.told.line_id)
    if line.deleted_at:
        return
    others = Participant.objects.filter(conversation=line.conversation, left_at=None, seen_seq__lt=event.seq)
    notify(
        others.values_list("member_id", flat=True),
        kind="conversation.said",
        event=event,
        params={"who": str(line.author), "title": line.conversation.title},
        path=reverse("network:conversation", args=[line.conversation_id]),
        about=f"conversation-{line.conversation_id}",
    )


@on(Unsaid)
def take_back(event: Event) -> None:
    reconsider(Notice.objects.filter(event__stream=event.stream_id, read_at=None), now=event.at)
