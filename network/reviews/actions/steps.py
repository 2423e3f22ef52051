"""Steps of reviewing, for the actions of the area whose thing it is: inside their transaction, under their lock."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from network.members.models import Member
from network.reviews import rules
from network.reviews.kinds import Kept, ReviewKind, Subject
from network.reviews.models import LEAST, MOST

Given = Mapping[str, tuple[int, str]]


def assign_step(
    kind: ReviewKind[Subject, Kept], subject: Subject, *, wanted: int | None = None, now: datetime
) -> list[Kept]:
    """New reviews, as many as the kind wants or as told; fewer where not enough reviewers are free of conflict.

    The caller holds the lock under which the pool's work is shared out.
    """
    many = kind.wanted(subject) if wanted is None else wanted
    chosen: list[Member] = []
    for reviewer in _by_load(kind, subject):
        if len(chosen) < many and not kind.has_conflict(reviewer, subject):
            chosen.append(reviewer)
    return [kind.ask(subject, one, now) for one in chosen]


def _by_load(kind: ReviewKind[Subject, Kept], subject: Subject) -> list[Member]:
    """Those who were not asked about this one: with the fewest open reviews first, then with the fewest at all."""
    standing = kind.pool(subject).filter(conflict_at=None).order_by()
    waiting = Count("pk", filter=Q(submitted_at=None))
    counted = standing.values("reviewer_id").annotate(waiting=waiting, all=Count("pk"))
    loads = {row["reviewer_id"]: (row["waiting"], row["all"]) for row in counted}
    asked = kind.reviews(subject).order_by().values("reviewer_id")
    people = kind.reviewers(subject).filter(is_active=True).exclude(pk__in=asked)
    return sorted(people, key=lambda one: (*loads.get(one.pk, (0, 0)), one.pk))


def step_back_step(review: Kept, *, reason: str, now: datetime) -> bool:
    """A conflict is declared. Whether it is new; raises ValidationError (`not_now` once scored, `empty`)."""
    if review.conflict_at is not None:
        return False
    if review.submitted_at is not None:
        raise ValidationError(_("You have scored this already."), code="not_now")
    if not reason.strip():
        raise ValidationError(_("Say in a few words what the conflict is."), code="empty")
    review.step_back(reason, now)
    review.save()
    return True


def hand_back_step(kind: ReviewKind[Subject, Kept], review: Kept, subject: Subject, *, now: datetime) -> list[Kept]:
    """Its reviewer goes, and has not written it: the review is no more. Those that are asked for instead: one, or none.

    The caller holds the lock under which the pool's work is shared out.
    """
    # While theirs is there, they are not asked again.
    asked = assign_step(kind, subject, wanted=1, now=now)
    review.delete()
    return asked


def check_may_submit(kind: ReviewKind[Subject, Kept], review: Kept, subject: Subject, by: Member) -> None:
    """Raises PermissionDenied for who stepped back, is not the reviewer, or has a conflict that is known by now."""
    if not rules.may_review(by, review) or kind.has_conflict(by, subject):
        raise PermissionDenied


def score_step(
    kind: ReviewKind[Subject, Kept], review: Kept, subject: Subject, given: Given, *, comment: str, now: datetime
) -> None:
    """Points and words for every line of the rubric: key → (points, words). The caller saves what is its own too.

    Raises ValidationError (`incomplete`) for a line without points from one to five or without words.
    """
    for line in kind.rubric(subject):
        points, words = given.get(line.key, (0, ""))
        if points not in range(LEAST, MOST + 1) or not words.strip():
            message = _("“%(line)s” needs 1 to 5 points and a justification.")
            raise ValidationError(message, code="incomplete", params={"line": line.label})
        kind.score(review, line, points, words.strip())
    review.submit(comment, now)
