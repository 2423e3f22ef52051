from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.sessions import facts, rules
from events.sessions.models import Session, SessionPlan
from ground.tables.locks import locked
from network.members.models import Member
from realtime.streams import publish


@transaction.atomic
def plan(session_id: int, *, by: Member, now: datetime) -> SessionPlan:
    """Put a session into one's schedule and take a seat. The session's lock keeps the count of seats true."""
    session = _locked(session_id)
    if not rules.may_plan(by, session.show):
        raise PermissionDenied
    mine = SessionPlan.objects.filter(session=session, member=by).first()
    if mine:
        return mine
    if session.cancelled_at:
        raise ValidationError(_("The session was cancelled."), code="cancelled")
    if session.ends_at <= now:
        raise ValidationError(_("The session is over."), code="over")
    if session.capacity is not None and session.plans.count() >= session.capacity:
        words = ngettext("The one seat is taken.", "All %(seats)s seats are taken.", session.capacity)
        raise ValidationError(words, "full", {"seats": session.capacity})
    mine = SessionPlan.objects.create(session=session, member=by, at=now)
    publish(facts.SessionPlanned(session_id=session.pk), to=session.stream, by=by.pk, at=now)
    return mine


@transaction.atomic
def unplan(session_id: int, *, by: Member, now: datetime) -> None:
    """Take it out again and give the seat back. A second time changes nothing."""
    _give_back(_locked(session_id), by.pk, now)


@transaction.atomic
def give_back_all(show_id: int, *, member_id: int, now: datetime) -> None:
    """Who left the show gives back the seats of all that is still to come."""
    planned = Session.objects.filter(show=show_id, plans__member=member_id, ends_at__gt=now)
    for session_id in planned.order_by("pk").values_list("pk", flat=True):
        _give_back(_locked(session_id), member_id, now)


def _locked(session_id: int) -> Session:
    found = locked(Session.objects).select_related("stream", "show__organiser")
    return found.get(pk=session_id)


def _give_back(session: Session, member_id: int, now: datetime) -> None:
    gone, _rows = SessionPlan.objects.filter(session=session, member_id=member_id).delete()
    if gone:
        publish(facts.SessionUnplanned(session_id=session.pk), to=session.stream, by=member_id, at=now)
