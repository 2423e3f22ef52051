"""Who may say and take back what in a conversation."""

from network.members.models import Member
from network.messages.models import Conversation, Line, Participant


def takes_part(member: Member, conversation: Conversation) -> bool:
    here = Participant.objects.filter(conversation=conversation, member_id=member.pk, left_at=None)
    return here.exists()


def may_delete(member: Member, line: Line) -> bool:
    return line.author_id == member.pk
