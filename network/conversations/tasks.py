"""What follows from what is said in private conversations, outside the transaction of the write: it is found by its
words, and the lists of those who take part move."""

from network.conversations import actions, rules
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


@on(Said, TakenBack)
def move_lists(event: Event) -> None:
    conversation = Message.objects.select_related("conversation").get(pk=event.told.message_id).conversation
    if rules.kind_of(conversation).private:
        actions.move(conversation, now=event.at)
