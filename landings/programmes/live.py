"""What moves: a programme's desk, for those who work for it."""

from landings.programmes.models import Officer
from realtime import live
from realtime.access import OWN, only


def _works_for(member: int | None, stream_id: int) -> bool:
    if member is None:
        return False
    return Officer.objects.filter(member_id=member, member__is_active=True, programme__stream_id=stream_id).exists()


live.register(live.StreamKind("programme", may_read=_works_for, who=only(officer=OWN)))
