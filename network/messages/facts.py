from dataclasses import dataclass

from realtime.facts import fact


@fact("conversation.opened")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationOpened:
    conversation_id: int


@fact("conversation.said")
@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    line_id: int


@fact("conversation.unsaid")
@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaid:
    line_id: int
