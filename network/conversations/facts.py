"""What happens in a conversation, alike in every kind."""

from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact
from realtime.tellings import told_to_nobody


@fact("conversation.opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationOpened:
    conversation_id: int


@fact("conversation.said")
@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    message_id: int


@fact("conversation.unsaid")
@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    message_id: int


@fact("conversation.hidden")
@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    message_id: int


@fact("conversation.shown_again")
@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAgain:
    message_id: int


@fact("conversation.moved")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationMoved:
    """Something was said or changed in a conversation: to the letterbox of each who takes part."""

    conversation_id: int


@fact("conversation.read")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRead:
    """A member has read up to this event: to their own letterbox."""

    conversation_id: int
    seq: int


lets_see(ConversationOpened, ConversationMoved, parties=("conversation_id",))
lets_see(Said, TakenBack, Hidden, ShownAgain, parties=("message_id",))
lets_see(ConversationRead, parties=("conversation_id", "seq"))
told_to_nobody(ConversationOpened, TakenBack, Hidden, ShownAgain, because="the conversation shows it, in its place")
told_to_nobody(ConversationMoved, ConversationRead, because="lists of conversations show it, in their order")
