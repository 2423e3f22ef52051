"""Who may do what for a programme."""

from typing import Final

from ground.tables.worded import Worded
from landings.programmes.models import Officer, Programme
from network.members.models import Member

Role = Officer.Role


def is_officer(member: Member, programme: Programme) -> bool:
    """Decides on applications and changes the programme."""
    return _has_role(member, programme.pk, [Role.OFFICER])


def is_reviewer(member: Member, programme: Programme) -> bool:
    return _has_role(member, programme.pk, [Role.REVIEWER])


def may_pay(member: Member, programme: Programme) -> bool:
    """Finance approves payments; an officer may too, though never what the same person approved."""
    return _has_role(member, programme.pk, [Role.FINANCE, Role.OFFICER])


def reads_applications(member: Member, programme: Programme) -> bool:
    """Officers and reviewers. Finance reads what it pays, not what firms told those who judge them."""
    return _has_role(member, programme.pk, [Role.OFFICER, Role.REVIEWER])


def is_officer_anywhere(member: Member) -> bool:
    return Officer.objects.filter(member_id=member.pk, role=Role.OFFICER).exists()


def has_officer(programme: Programme) -> bool:
    return Officer.objects.filter(programme_id=programme.pk, role=Role.OFFICER).exists()


def may_go(officer: Officer) -> bool:
    """A programme keeps one officer at least."""
    others = Officer.objects.filter(programme_id=officer.programme_id, role=Role.OFFICER).exclude(pk=officer.pk)
    return others.exists()


def _has_role(member: Member, programme_id: int, roles: list[Officer.Role]) -> bool:
    return bool(_HELD.objects(programme=programme_id, member=member.pk, roles=[str(role) for role in roles]))


_HELD: Final = Worded(
    lambda programme, member, roles: Officer.objects.filter(
        programme_id=programme, member_id=member, role__in=roles
    ).values_list("pk")[:1]
)
