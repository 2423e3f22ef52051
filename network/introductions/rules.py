"""Who may propose, answer, suggest a time, and close."""

from datetime import datetime, timedelta

from network.introductions.models import Introduction, Side
from network.members.models import Member
from network.organisations.models import Membership, Organisation
from network.organisations.rules import is_staff

ASKS_PER_QUARTER = 3
QUARTER = timedelta(days=90)


def may_propose(member: Member, agency: Organisation) -> bool:
    """Staff of an agency are its trade commissioners."""
    return agency.kind == Organisation.Kind.AGENCY and is_staff(member, agency)


def is_of_office(member: Member, introduction: Introduction) -> bool:
    return Membership.objects.filter(member_id=member.pk, organisation_id=introduction.agency_id).exists()


def side_of(member: Member, introduction: Introduction) -> Side | None:
    return Side.objects.filter(introduction=introduction, member_id=member.pk).first()


def may_still_answer(introduction: Introduction, side: Side, *, now: datetime) -> bool:
    """An answer stands once it is yes or no; `later` may still become either, until the day it expires."""
    return introduction.is_standing and now < introduction.expires_at and side.answer not in ("yes", "no")


def asks_lately(member: Member, *, now: datetime) -> int:
    """How often a member was asked for an introduction in the last 90 days."""
    return Side.objects.filter(member=member, asked_at__gt=now - QUARTER).count()


def may_be_asked(member: Member, *, now: datetime) -> bool:
    """Contacts are not pestered: three asks a quarter."""
    return member.is_active and asks_lately(member, now=now) < ASKS_PER_QUARTER


def may_suggest_time(member: Member, introduction: Introduction) -> bool:
    taking_part = side_of(member, introduction) is not None or introduction.commissioner_id == member.pk
    return introduction.state == "agreed" and taking_part


def may_close(member: Member, introduction: Introduction) -> bool:
    return introduction.state == "agreed" and is_of_office(member, introduction)
