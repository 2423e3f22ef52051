"""Who reviews, and who sees what the others said."""

from django.db.models import QuerySet

from network.members.models import Member
from network.reviews.kinds import Kept
from network.reviews.models import Reviewing


def may_review(member: Member, review: Reviewing) -> bool:
    return review.reviewer_id == member.pk and review.conflict_at is None


def has_said(member: Member, reviews: QuerySet[Kept]) -> bool:
    """Blind until one's own: a reviewer sees what the others said once theirs is in, and not after stepping back.

    `reviews` are those of the thing.
    """
    return reviews.filter(reviewer=member, conflict_at=None, submitted_at__isnull=False).exists()
