"""For whom work waits at a programme."""

from typing import Any

from django.db.models import QuerySet

from landings.programmes.models import Officer, Programme
from network.desk.kinds import GroupKind, NameKind

OFFICERS = "programme.officers"
PAYERS = "programme.payers"


def _of(member_id: int, *roles: str) -> QuerySet[Officer, Any]:
    return Officer.objects.filter(member_id=member_id, role__in=roles).values("programme_id")


GROUPS = (
    GroupKind(OFFICERS, lambda member_id: _of(member_id, Officer.Role.OFFICER)),
    GroupKind(PAYERS, lambda member_id: _of(member_id, Officer.Role.OFFICER, Officer.Role.FINANCE)),
)
NAMES = (NameKind("programme", Programme),)
