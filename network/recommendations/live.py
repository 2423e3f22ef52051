"""What moves: the page of a recommendation, for its two. What each may do differs, so each fetches it anew.

A no moves nothing: who asked is not to see that there was one.
"""

from collections.abc import Collection

from ground.web.policies import OWN, only
from network.members.registry import ProfilePart
from network.recommendations import queries
from network.recommendations.facts import (
    ChangeAsked,
    RecommendationAsked,
    RecommendationKept,
    RecommendationShown,
    RecommendationWithdrawn,
    RecommendationWritten,
)
from network.recommendations.models import Recommendation
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import Pair, StreamKind, register
from realtime.streams import Event


def _one_of_two(member_id: int | None, stream_id: int) -> bool:
    return bool(_hold([(member_id, stream_id)]))


def _hold(pairs: Collection[Pair]) -> set[Pair]:
    found = Recommendation.objects.here().filter(stream_id__in={stream_id for _member_id, stream_id in pairs})
    rows = found.values_list("by_id", "about_id", "stream_id")
    return set(pairs) & {(one, stream_id) for by, about, stream_id in rows for one in (by, about)}


register(StreamKind("recommendation", may_read=_one_of_two, hold=_hold, who=only(member=OWN)))


@pieces.shows(
    RecommendationAsked,
    RecommendationWritten,
    RecommendationShown,
    RecommendationKept,
    ChangeAsked,
    RecommendationWithdrawn,
    in_="recommendation",
)
def its_page(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh(f"recommendation-{event.told.recommendation_id}")]


ON_PROFILE = ProfilePart("network/recommendations/_on_profile.html", queries.on_profile, own=True)
