"""Keeps the search index of what is said in private conversations, outside the transaction of the write."""

from network.conversations import rules
from network.conversations.facts import Said, TakenBack
from network.conversations.models import Message
from network.directory import actions as directory
from realtime.jobs.handlers import on
from realtime.streams import Event


@on(Said, TakenBack)
def index_message(event: Event) -> None:
    message = Message.objects.select_related("conversation").get(pk=event.told.message_id)
    if rules.kind_of(message.conversation).private:
        directory.put(message)
