"""What moves: the landing's page, for firm, host, programme and commissioner (its rows: `history`)."""

from landings.placements.models import Landing
from network.members.models import Member
from realtime import live
from realtime.access import OWN, only


def _may_read(member_id: int | None, stream_id: int) -> bool:
    member = Member.objects.filter(pk=member_id or 0, is_active=True).first()
    return member is not None and Landing.objects.visible_to(member).filter(stream_id=stream_id).exists()


live.register(
    live.StreamKind(
        "landing",
        may_read=_may_read,
        who=only(founder=OWN, host=OWN, officer=OWN, finance=OWN, commissioner=OWN),
        presence=True,
    )
)
