"""What follows from what is done with a group without anybody being told: lists of conversations move."""

from network.conversations.actions import move
from network.conversations.models import Conversation
from network.messages.facts import GroupNamed, GroupStarted, OwnerMade, PersonBrought, PersonLeft, PersonRemoved
from realtime.jobs.handlers import on
from realtime.streams import Event


@on(GroupStarted, GroupNamed, PersonBrought, PersonLeft, PersonRemoved, OwnerMade)
def move_lists(event: Event) -> None:
    conversation = Conversation.objects.get(pk=event.told.conversation_id)
    move(conversation, also=getattr(event.told, "member_id", None), now=event.at)
