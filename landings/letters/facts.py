from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact


@fact("letter.due")
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDue:
    letter_id: int


@fact("letter.mailed")
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterMailed:
    letter_id: int
    link_id: int
    number: int
    asked: bool = False


@fact("letter.signed")
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSigned:
    letter_id: int
    version: int
    seal: str


@fact("letter.declined")
@dataclass(frozen=True, slots=True, kw_only=True)
class LetterDeclined:
    letter_id: int


lets_see(LetterDue, LetterSigned, LetterDeclined, parties=("letter_id",))
