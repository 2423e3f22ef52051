from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact


@fact("application.begun")
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationBegun:
    application_id: int


@fact("application.submitted")
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationSubmitted:
    """`version` is the number of the programme's version whose rules hold for this application."""

    application_id: int
    version: int


@fact("application.reviewer_assigned")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerAssigned:
    review_id: int


@fact("application.conflict_declared")
@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictDeclared:
    review_id: int


@fact("application.review_handed_back")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewHandedBack:
    """Its reviewer no longer works for the programme, or is blocked, and had not written it: the review is no more.
    `asked` tells how many were asked instead: one or none.
    """

    application_id: int
    review_id: int
    asked: int


@fact("application.reviewed")
@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """How many of the assigned reviews are in; nobody is named."""

    review_id: int
    done: int
    of: int


@fact("application.information_wanted")
@dataclass(frozen=True, slots=True, kw_only=True)
class InformationWanted:
    request_id: int


@fact("application.information_given")
@dataclass(frozen=True, slots=True, kw_only=True)
class InformationGiven:
    request_id: int


@fact("application.decided")
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDecided:
    application_id: int
    decision_id: int
    outcome: str


@fact("application.referred")
@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralTaken:
    """The firm closed its draft and goes where the failed rules refer it."""

    application_id: int
    rules: list[str]


@fact("application.withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWithdrawn:
    application_id: int


lets_see(ApplicationBegun, ApplicationWithdrawn, parties=("application_id",))
lets_see(ApplicationSubmitted, parties=("application_id", "version"))
lets_see(ApplicationDecided, parties=("application_id", "outcome"))
lets_see(InformationWanted, InformationGiven, parties=("request_id",))
lets_see(ReviewerAssigned, ConflictDeclared, staff=("review_id",))
lets_see(Reviewed, staff=("review_id", "done", "of"))
lets_see(ReviewHandedBack, staff=("review_id", "asked"))
