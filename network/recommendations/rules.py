"""Who may do what with a recommendation. The two know each other by a dealing that both can speak of."""

from datetime import datetime

from network.dealings.kinds import Speech, kind_named
from network.dealings.models import Dealing
from network.dealings.rules import is_open
from network.members.models import Member
from network.recommendations.models import Recommendation, State

WRITTEN = (State.WAITING, State.SHOWN, State.KEPT)


def may_be_recommended(dealing: Dealing, writer: Member, *, now: datetime) -> bool:
    """Of a dealing that the writer and the other share: whether its kind allows it, and it is not closed."""
    return Speech.RECOMMENDATION in kind_named(dealing.kind).allows and is_open(dealing, writer, now=now)


def state_for(member: Member, found: Recommendation) -> State:
    """As this one of the two sees it: a quiet no looks like silence to who asked."""
    quiet = found.state == State.DECLINED and member.pk == found.about_id
    return State.ASKED if quiet else found.state


def may_write(member: Member, found: Recommendation, *, now: datetime) -> bool:
    """The writer: what was asked for, other words in place of those that stand, or again after all."""
    return _is_writer(member, found) and is_open(found.dealing, member, now=now)


def may_decline(member: Member, found: Recommendation) -> bool:
    return _is_writer(member, found) and found.state == State.ASKED


def may_withdraw(member: Member, found: Recommendation) -> bool:
    """The writer takes back what they wrote; who asked takes back the request, though it was declined."""
    if found.state in WRITTEN:
        return _is_writer(member, found)
    return _is_about(member, found) and found.state in (State.ASKED, State.DECLINED)


def may_show(member: Member, found: Recommendation) -> bool:
    return _is_about(member, found) and found.state in (State.WAITING, State.KEPT)


def may_keep(member: Member, found: Recommendation) -> bool:
    return _is_about(member, found) and found.state in (State.WAITING, State.SHOWN)


def may_ask_change(member: Member, found: Recommendation, *, now: datetime) -> bool:
    """Once, while the writer may write."""
    may = _is_about(member, found) and found.state in WRITTEN and found.change_asked_at is None
    return may and is_open(found.dealing, found.by, now=now)


def is_writer(member: Member, found: Recommendation) -> bool:
    return found.by_id == member.pk


def _is_writer(member: Member, found: Recommendation) -> bool:
    return member.is_active and found.by_id == member.pk


def _is_about(member: Member, found: Recommendation) -> bool:
    return member.is_active and found.about_id == member.pk
