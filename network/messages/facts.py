"""What becomes of a first message. A no is written to the letterbox of who said it alone."""

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


lets_see(FirstMessageSent, FirstMessageAccepted, FirstMessageDeclined, parties=("exchange_id",))
