"""What moves: one's own list, by one's own shelf, fetched anew with what one may read."""

from collections.abc import Collection

from ground.web.policies import OWN, only
from network.bookmarks.facts import BookmarkDropped, BookmarkKept, ReminderDone, ReminderDue
from network.bookmarks.models import Shelf
from realtime.kinds import pieces
from realtime.kinds.stream_kinds import Pair, StreamKind, register
from realtime.streams import Event


def _own(member_id: int | None, stream_id: int) -> bool:
    return bool(_hold([(member_id, stream_id)]))


def _hold(pairs: Collection[Pair]) -> set[Pair]:
    streams = {stream_id for _member_id, stream_id in pairs}
    own = Shelf.objects.filter(stream_id__in=streams, member__is_active=True)
    return set(pairs) & set(own.values_list("member_id", "stream_id"))


register(StreamKind("bookmarks", may_read=_own, hold=_hold, who=only(member=OWN)))


@pieces.shows(BookmarkKept, BookmarkDropped, ReminderDue, ReminderDone, in_="bookmarks")
def own_list(_event: Event) -> list[pieces.Piece]:
    return [pieces.refresh("bookmarks")]
