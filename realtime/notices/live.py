"""The badge, which moves with the tray's stream."""

from collections.abc import Collection

from ground.web.policies import OWN, only
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import Pair, StreamKind, register
from realtime.notices.facts import Noticed, NoticesGone, NoticesRead
from realtime.notices.models import Tray
from realtime.streams import Event


def _own_tray(member: int | None, stream_id: int) -> bool:
    return member is not None and Tray.objects.filter(member=member, stream=stream_id).exists()


def _own_trays(pairs: Collection[Pair]) -> set[Pair]:
    owners = Tray.objects.filter(stream__in=[stream for _member, stream in pairs]).values_list("member", "stream")
    return set(pairs) & set(owners)


register(StreamKind("tray", may_read=_own_tray, hold=_own_trays, who=only(member=OWN)))


@pieces.shows(Noticed, NoticesRead, NoticesGone, in_="tray")
def badge(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh("tray-badge")]
