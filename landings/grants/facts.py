"""What happens to money, on the landing's stream. `moves` holds [transfer's id, its digest] of each transfer made:
the chained event vouches for the ledger's rows."""

from dataclasses import dataclass, field

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact
from realtime.tellings import told_to_nobody

Moves = list[list[int | str]]


@fact("grant.awarded")
@dataclass(frozen=True, slots=True, kw_only=True)
class GrantAwarded:
    grant_id: int
    amount: int
    currency: str
    moves: Moves = field(default_factory=list)


@fact("grant.advance_approved")
@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceApproved:
    advance_id: int
    amount: int
    currency: str
    moves: Moves = field(default_factory=list)


@fact("grant.advance_paid")
@dataclass(frozen=True, slots=True, kw_only=True)
class AdvancePaid:
    advance_id: int
    amount: int
    currency: str
    moves: Moves = field(default_factory=list)


@fact("grant.advance_sent_back")
@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceSentBack:
    advance_id: int
    moves: Moves = field(default_factory=list)


@fact("grant.advance_returned")
@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceReturned:
    """The firm has paid back what no claim covered."""

    grant_id: int
    amount: int
    currency: str
    moves: Moves = field(default_factory=list)


@fact("claim.begun")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimBegun:
    claim_id: int


@fact("claim.lines_changed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLinesChanged:
    claim_id: int


@fact("claim.submitted")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSubmitted:
    claim_id: int
    number: int


@fact("claim.changes_wanted")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChangesWanted:
    claim_id: int
    number: int


@fact("claim.approved")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimApproved:
    claim_id: int
    number: int
    amount: int
    currency: str
    moves: Moves = field(default_factory=list)


@fact("claim.declined")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDeclined:
    claim_id: int
    number: int


@fact("claim.sent_back")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSentBack:
    """Finance did not pay: the officer looks again."""

    claim_id: int
    number: int
    moves: Moves = field(default_factory=list)


@fact("claim.paid")
@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPaid:
    claim_id: int
    number: int
    amount: int
    currency: str
    moves: Moves = field(default_factory=list)


@fact("grant.released")
@dataclass(frozen=True, slots=True, kw_only=True)
class GrantReleased:
    grant_id: int
    amount: int
    currency: str
    moves: Moves = field(default_factory=list)


lets_see(GrantAwarded, GrantReleased, AdvanceReturned, parties=("grant_id", "amount", "currency"))
lets_see(AdvanceApproved, AdvancePaid, parties=("advance_id", "amount", "currency"))
lets_see(ClaimBegun, ClaimLinesChanged, parties=("claim_id",))
lets_see(ClaimSubmitted, ClaimChangesWanted, ClaimDeclined, ClaimSentBack, parties=("claim_id", "number"))
lets_see(ClaimApproved, ClaimPaid, parties=("claim_id", "number", "amount", "currency"))
told_to_nobody(ClaimBegun, ClaimLinesChanged, because="a draft is its firm's own until it is sent in")
told_to_nobody(AdvanceReturned, because="the grant's account shows it, and the host reads the timeline")
