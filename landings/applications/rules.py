"""Who may do what with an application. Not now is not the same as may not: states are asked by the models."""

from landings.applications.models import Application, Review
from landings.applications.models.states import State
from landings.programmes.models import Programme
from landings.programmes.rules import is_officer, reads_applications
from network.members.models import Member
from network.organisations.models import Membership, Organisation
from network.reviews import rules as engine
from network.reviews.rules import has_said


def may_begin(member: Member, programme: Programme, firm: Organisation) -> bool:
    """Anyone on a firm's staff, while the programme is open."""
    return programme.is_open and firm.kind == Organisation.Kind.FIRM and is_of_firm(member, firm.pk)


def is_of_firm(member: Member, firm_id: int) -> bool:
    open_firm = Membership.objects.filter(organisation_id=firm_id, organisation__closed_at=None)
    return open_firm.filter(member_id=member.pk).exists()


def is_applicant(member: Member, application: Application) -> bool:
    return is_of_firm(member, application.firm_id)


def may_edit(member: Member, application: Application) -> bool:
    """The firm's people write the draft, and correct it while information is wanted."""
    return application.state in (State.DRAFT, State.INFORMATION_WANTED) and is_applicant(member, application)


def may_decide(member: Member, application: Application) -> bool:
    """The programme's officers, but never for a firm of their own."""
    return is_officer(member, application.programme) and not has_known_conflict(member, application)


def has_known_conflict(member: Member, application: Application) -> bool:
    """They belong to the firm, or to another organisation that somebody of the firm belongs to."""
    own = Membership.objects.filter(member_id=member.pk).values("organisation_id")
    people = Membership.objects.filter(organisation_id=application.firm_id).values("member_id")
    return Membership.objects.filter(organisation__in=own, member__in=people).exists()


def sees_reviews(member: Member, application: Application) -> bool:
    """Officers see all; a reviewer sees the others' after her own; the firm sees none."""
    if may_decide(member, application):
        return True
    reviews = Review.objects.filter(application=application)
    return reads_applications(member, application.programme) and has_said(member, reviews)


def may_review(member: Member, review: Review) -> bool:
    """Who was asked, while she works for the programme and no conflict is known."""
    if not engine.may_review(member, review) or not reads_applications(member, review.application.programme):
        return False
    return not has_known_conflict(member, review.application)
