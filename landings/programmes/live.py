"""What moves: a programme's desk, for those who read its applications."""

from ground.web.policies import OWN, only
from landings.programmes.models import Officer
from realtime.kinds.stream_kinds import StreamKind, register


def _reads_applications(member: int | None, stream_id: int) -> bool:
    if member is None:
        return False
    people = Officer.objects.filter(programme__stream_id=stream_id).exclude(role=Officer.Role.FINANCE)
    return people.filter(member_id=member, member__is_active=True).exists()


register(StreamKind("programme", may_read=_reads_applications, who=only(officer=OWN)))
