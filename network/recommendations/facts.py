"""What becomes of a recommendation. Each is written to its own stream, which its two read."""

from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact


@fact("recommendation.asked")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationAsked:
    recommendation_id: int
    writer_id: int
    about_id: int


@fact("recommendation.request_declined")
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDeclined:
    recommendation_id: int
    writer_id: int
    about_id: int


@fact("recommendation.written")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationWritten:
    """For the first time, or anew: whom it is about sees it before anybody else."""

    recommendation_id: int
    writer_id: int
    about_id: int


@fact("recommendation.shown")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationShown:
    recommendation_id: int
    writer_id: int
    about_id: int


@fact("recommendation.kept")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationKept:
    recommendation_id: int
    writer_id: int
    about_id: int


@fact("recommendation.change_asked")
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAsked:
    recommendation_id: int
    writer_id: int
    about_id: int


@fact("recommendation.withdrawn")
@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationWithdrawn:
    recommendation_id: int
    writer_id: int
    about_id: int


lets_see(
    RecommendationAsked,
    RecommendationWritten,
    RecommendationShown,
    RecommendationKept,
    ChangeAsked,
    RecommendationWithdrawn,
    parties=("recommendation_id", "writer_id", "about_id"),
)
