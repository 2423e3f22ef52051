"""What moves: one's own pages, by one's own circle. What the two may do differs, so each fetches it with its rights."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from ground.web.policies import OWN, only
from network.connections import queries
from network.connections.actions import circle_of
from network.connections.facts import (
    ConnectionDeclined,
    ConnectionEnded,
    ConnectionMade,
    ConnectionRequested,
    RequestLapsed,
    RequestWithdrawn,
)
from network.connections.models import Circle
from network.connections.registry import profile_steps
from network.members.models import Member
from network.members.registry import ProfilePart
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import Pair, StreamKind, register
from realtime.streams import Event


def _own(member_id: int | None, stream_id: int) -> bool:
    return bool(_hold([(member_id, stream_id)]))


def _hold(pairs: Collection[Pair]) -> set[Pair]:
    streams = {stream_id for _member_id, stream_id in pairs}
    own = Circle.objects.filter(stream_id__in=streams, member__is_active=True)
    return set(pairs) & set(own.values_list("member_id", "stream_id"))


register(StreamKind("connections", may_read=_own, hold=_hold, who=only(member=OWN)))


@pieces.shows(
    ConnectionRequested,
    ConnectionMade,
    ConnectionDeclined,
    RequestWithdrawn,
    RequestLapsed,
    ConnectionEnded,
    in_="connections",
)
def own_pages(event: Event) -> list[pieces.Piece]:
    """The profile of the other of the two; which of them that is, the circle's owner knows."""
    told = event.told
    profiles = [pieces.refresh(f"connection-{member_id}") for member_id in (told.asker_id, told.asked_id)]
    lists = [pieces.refresh(name) for name in ("connection-requests", "connection-tabs", "suggestions")]
    return [*profiles, *lists]


def _on_profile(other: Member, me: Member, now: datetime) -> dict[str, Any]:
    """The stream first, so that what happens meanwhile comes once more rather than never."""
    stream = circle_of(me.pk).stream
    return {"stream": stream, "between": queries.between(me, other, now=now), "steps": profile_steps(me, other, now)}


ON_PROFILE = ProfilePart("network/connections/_between.html", _on_profile)
