"""What moves: the list of one's own exports, for its owner alone."""

from collections.abc import Collection

from ground.web.policies import OWN, only
from network.mydata.facts import ExportAsked, ExportDeleted, ExportFailed, ExportMade
from network.mydata.models import Export
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import Pair, StreamKind, register
from realtime.streams import Event


def _own(member_id: int | None, stream_id: int) -> bool:
    return bool(_hold([(member_id, stream_id)]))


def _hold(pairs: Collection[Pair]) -> set[Pair]:
    streams = {stream_id for _member_id, stream_id in pairs}
    own = Export.objects.filter(stream_id__in=streams, member__is_active=True)
    return set(pairs) & set(own.values_list("member_id", "stream_id"))


register(StreamKind("export", may_read=_own, hold=_hold, who=only(member=OWN)))


@pieces.shows(ExportAsked, ExportMade, ExportFailed, ExportDeleted, in_="export")
def own_list(event: Event) -> list[pieces.Piece]:
    return [pieces.refresh("exports")]
