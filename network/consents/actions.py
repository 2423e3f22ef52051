from datetime import datetime
from hashlib import sha256

from django.db import transaction

from network.consents.models import Consent
from network.members.models import Member
from network.papers import queries as papers
from network.papers.models import Paper

AGREED = "agreed"


def record_step(
    member_id: int, kind: str, *, about: str = "", choice: str, is_given: bool, version: str = "", now: datetime
) -> Consent | None:
    """Write down a choice, in the transaction that makes it; None where it is what stands already."""
    last = Consent.objects.of(member_id).filter(kind=kind, about=about).order_by("-pk").first()
    if last is not None and (last.choice, last.version) == (choice, version):
        return None
    values = {"about": about, "choice": choice, "is_given": is_given, "version": version, "at": now}
    return Consent.objects.create(member_id=member_id, kind=kind, **values)


@transaction.atomic
def agree_to_papers(member: Member, *, language: str, now: datetime) -> None:
    """Whoever signs up agrees to the papers that were linked there, in the language and words that they had then."""
    for kind in (Paper.Kind.TERMS, Paper.Kind.PRIVACY):
        paper = papers.paper_in(kind, language)
        if paper is not None:
            version = sha256(paper.body.encode()).hexdigest()[:16]
            about, kind_name = paper.language, kind.value
            record_step(member.pk, kind_name, about=about, choice=AGREED, is_given=True, version=version, now=now)
