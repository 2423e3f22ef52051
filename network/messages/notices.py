from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.messages.facts import Said
from network.messages.models import Line, Participant
from realtime.notices import NoticeKind, declare, notify
from realtime.reactions import on
from realtime.streams import Event

declare(
    NoticeKind(
        "conversation.said",
        label=_("Somebody writes to me in a conversation"),
        sentence=lambda p: gettext("%(who)s wrote in “%(title)s”.") % p,
    )
)


@on(Said)
def tell_the_others(event: Event) -> None:
    line = Line.objects.select_related("author", "conversation").get(pk=event.told.line_id)
    others = Participant.objects.filter(conversation=line.conversation, left_at=None).values_list(
        "member_id", flat=True
    )
    notify(
        others,
        kind="conversation.said",
        event=event,
        params={"who": str(line.author), "title": line.conversation.title},
        path=f"/messages/{line.conversation_id}/",
    )
