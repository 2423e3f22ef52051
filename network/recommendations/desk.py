"""What waits: a request and a change asked for, for the writer; what was written, for whom it is about."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, time

from django.utils.translation import gettext_lazy as _

from network.desk.kinds import MEMBER, Work, WorkKind, WorkSource, by, one
from network.recommendations.facts import (
    ChangeAsked,
    RecommendationAsked,
    RecommendationKept,
    RecommendationShown,
    RecommendationWithdrawn,
    RecommendationWritten,
    RequestDeclined,
)
from network.recommendations.models import Recommendation, RecommendationQuerySet, State

ASKED = WorkKind(
    name="recommendation.asked",
    icon="message-square-quote",
    words=_("%(who)s asks you for a recommendation"),
    route="network:recommendation",
)
WRITTEN = WorkKind(
    name="recommendation.written",
    icon="message-square-quote",
    words=_("%(who)s recommends you: say whether your page shows it"),
    route="network:recommendation",
)
CHANGE = WorkKind(
    name="recommendation.change",
    icon="pencil",
    words=_("%(who)s asks you for other words in your recommendation"),
    route="network:recommendation",
)
FACTS = (
    RecommendationAsked,
    RequestDeclined,
    RecommendationWritten,
    RecommendationShown,
    RecommendationKept,
    ChangeAsked,
    RecommendationWithdrawn,
)


def _standing() -> RecommendationQuerySet:
    return Recommendation.objects.filter(withdrawn_at=None).here()


def _truth(keys: Collection[int]) -> Iterator[Work]:
    for found in _standing().filter(pk__in=keys).select_related("dealing"):
        if found.state == State.ASKED and found.asked_at:
            yield _for_writer(ASKED, found, found.asked_at)
        elif found.waits_for_change and found.change_asked_at:
            yield _for_writer(CHANGE, found, found.change_asked_at)
        elif found.state == State.WAITING and found.written_at:
            yield Work(
                kind=WRITTEN,
                subject=found.pk,
                group=one(found.about_id),
                since=found.written_at,
                says={"who": (MEMBER, found.by_id)},
            )


def _for_writer(kind: WorkKind, found: Recommendation, since: datetime) -> Work:
    """Until the dealing closes: after it nothing more is said of it."""
    return Work(
        kind=kind,
        subject=found.pk,
        group=one(found.by_id),
        since=since,
        until_at=datetime.combine(found.dealing.closes_on, time(), UTC),
        says={"who": (MEMBER, found.about_id)},
    )


SOURCE = WorkSource(
    name="recommendations",
    kinds=(ASKED, WRITTEN, CHANGE),
    facts=dict.fromkeys(FACTS, by("recommendation_id")),
    truth=_truth,
    subjects=_standing,
)
