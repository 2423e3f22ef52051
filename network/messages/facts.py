"""What becomes of a first message (a no is written to the letterbox of who said it alone), and of a group."""

from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact


@fact("message.first_sent")
@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMessageSent:
    exchange_id: int


@fact("message.first_accepted")
@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMessageAccepted:
    exchange_id: int


@fact("message.first_declined")
@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMessageDeclined:
    exchange_id: int


@fact("group.started")
@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStarted:
    conversation_id: int
    message_id: int


@fact("group.named")
@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNamed:
    conversation_id: int
    message_id: int


@fact("group.brought")
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBrought:
    conversation_id: int
    message_id: int
    member_id: int


@fact("group.left")
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft:
    conversation_id: int
    message_id: int
    member_id: int


@fact("group.removed")
@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRemoved:
    conversation_id: int
    message_id: int
    member_id: int


@fact("group.owner_made")
@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerMade:
    conversation_id: int
    message_id: int
    member_id: int


lets_see(FirstMessageSent, FirstMessageAccepted, FirstMessageDeclined, parties=("exchange_id",))
lets_see(GroupStarted, GroupNamed, parties=("conversation_id", "message_id"))
lets_see(PersonBrought, PersonLeft, PersonRemoved, OwnerMade, parties=("conversation_id", "message_id", "member_id"))
