from datetime import datetime

from django.db.models import QuerySet

from landings.letters.models import Letter, PersonalLink, SignedLetter
from landings.placements.models import Landing
from landings.programmes.models import Officer
from network.members.models import Member
from network.organisations.models import Membership
from realtime import bearer


def link_of(token: str) -> PersonalLink | None:
    """The mailing that this secret belongs to, whether or not it still opens."""
    loaded = PersonalLink.objects.select_related(
        "letter__stream", "letter__landing__firm", "letter__landing__site", "letter__landing__programme"
    )
    return loaded.filter(digest=bearer.digest_of(token)).first()


def letters_of(landing: Landing) -> QuerySet[Letter]:
    return landing.letters.for_list().prefetch_related("versions__measures")


def sealed(seal: str) -> SignedLetter | None:
    """The version with this seal, for the public page that verifies it."""
    return (
        SignedLetter.objects.select_related("letter__landing__firm", "letter__landing__programme")
        .filter(seal=seal)
        .first()
    )


def waiting_for(member: Member, *, now: datetime) -> list[Letter]:
    """Letters that this member's firm owes, oldest first."""
    firms = Membership.objects.filter(member_id=member.pk).values("organisation_id")
    return list(Letter.objects.waiting().filter(landing__firm__in=firms, raised_at__lte=now).for_list())


def silent(member: Member) -> list[Letter]:
    """Letters of the member's programmes that were mailed three times or more without an answer: call them."""
    runs = Officer.objects.filter(member_id=member.pk, role=Officer.Role.OFFICER).values("programme_id")
    return list(Letter.objects.waiting().filter(landing__programme__in=runs, sends__gte=3).for_list()[:50])
