"""Who reviews: those with the least to do first, never one with a known conflict."""

from datetime import datetime

from django.db.models import Count, Q

from landings.applications import rules
from landings.applications.models import Application, Review
from landings.programmes.models import Officer, Programme
from network.members.models import Member


def assign(application: Application, wanted: int, now: datetime) -> list[Review]:
    """New reviews, up to `wanted`; fewer where the programme has not enough reviewers free of conflict."""
    # Locked so that two submissions at once do not both take the least busy reviewer.
    Programme.objects.select_for_update(no_key=True).get(pk=application.programme_id)
    chosen: list[Member] = []
    for reviewer in _by_load(application):
        if len(chosen) < wanted and not rules.has_known_conflict(reviewer, application):
            chosen.append(reviewer)
    return [Review.objects.create(application=application, reviewer=one, assigned_at=now) for one in chosen]


def _by_load(application: Application) -> list[Member]:
    """Reviewers of the programme who were not asked about this one, those with the fewest open reviews first."""
    here = Q(reviews__application__programme_id=application.programme_id, reviews__conflict_at=None)
    asked = Review.objects.filter(application=application).values("reviewer_id")
    reviewers = Officer.objects.filter(programme_id=application.programme_id, role=Officer.Role.REVIEWER)
    people = Member.objects.filter(pk__in=reviewers.values("member_id"), is_active=True).exclude(pk__in=asked)
    counted = people.annotate(
        open_reviews=Count("reviews", filter=here & Q(reviews__submitted_at=None)),
        all_reviews=Count("reviews", filter=here),
    )
    return list(counted.order_by("open_reviews", "all_reviews", "pk"))
