"""Who may propose an offer, and who answers for which side."""

from landings.applications.models import Application
from landings.matching.models import Match
from landings.programmes import rules as programmes
from network.members.models import Member
from network.organisations import rules as organisations

Side = Match.Side


def may_propose(member: Member, application: Application) -> bool:
    """The programme's officers propose; reviewers and finance do not."""
    return programmes.is_officer(member, application.programme)


def side_of(member: Member, match: Match) -> str | None:
    """firm, host or None. Whoever belongs to both answers for the firm, and a conflict keeps that from arising."""
    if organisations.is_staff(member, match.application.firm):
        return Side.FIRM
    return Side.HOST if may_answer_for_host(member, match) else None


def may_answer_for_host(member: Member, match: Match) -> bool:
    """Owners and managers of the house give its desks away; its other staff look on."""
    return organisations.may_manage(member, match.offer.site.host)


def may_withdraw(member: Member, match: Match) -> bool:
    return may_propose(member, match.application)
