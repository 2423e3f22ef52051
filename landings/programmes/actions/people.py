from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from landings.programmes.actions.locks import locked_by_officer, locked_programme
from landings.programmes.facts import OfficerAppointed, OfficerDismissed
from landings.programmes.models import Officer, Programme
from network.members.models import Member
from realtime.access.revocation import revoke
from realtime.streams import publish


@transaction.atomic
def appoint(programme_id: int, *, member: Member, role: str, by: Member | None, now: datetime) -> Officer:
    """`by` is an officer, or None for the installation's own staff. Appointing twice does nothing.

    Raises ValidationError (`other_role`): nobody's role is changed by adding them once more.
    """
    programme = locked_programme(programme_id) if by is None else locked_by_officer(programme_id, by)
    officer, new = Officer.objects.get_or_create(
        programme=programme, member=member, defaults={"role": role, "since": now}
    )
    if not new:
        _refuse_other_role(officer, role)
        return officer
    _keep_one_officer(programme, member, role)
    told = OfficerAppointed(member_id=member.pk, role=role)
    publish(told, to=programme.stream, by=by.pk if by else None, at=now)
    return officer


@transaction.atomic
def dismiss(programme_id: int, *, member_id: int, by: Member | None, now: datetime) -> None:
    """`by` as for `appoint`. A programme keeps one officer at least. Dismissing twice does nothing."""
    programme = locked_programme(programme_id) if by is None else locked_by_officer(programme_id, by)
    officer = Officer.objects.filter(programme=programme, member_id=member_id).select_related("member").first()
    if officer is None:
        return
    _keep_one_officer(programme, officer.member, role="")
    officer.delete()
    revoke(member_id)
    told = OfficerDismissed(member_id=member_id)
    publish(told, to=programme.stream, by=by.pk if by else None, at=now)


def _refuse_other_role(officer: Officer, role: str) -> None:
    if officer.role != role:
        said = {"who": officer.member.name, "role": officer.get_role_display()}
        message = _("%(who)s already works for it, as “%(role)s”: take them off first.") % said
        raise ValidationError(message, code="other_role")


def _keep_one_officer(programme: Programme, member: Member, role: str) -> None:
    others = Officer.objects.filter(programme=programme, role=Officer.Role.OFFICER).exclude(member=member)
    if role != Officer.Role.OFFICER and not others.exists():
        raise ValidationError(_("A programme needs one officer at least."), code="last_officer")
