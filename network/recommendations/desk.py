"""What waits: a request and a change asked for, for the writer; what was written, for whom it is about."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ground.places.civil_time import first_moment
from ground.places.zones import zone_named
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
    for found in _standing().filter(pk__in=keys).select_related("dealing", "by"):
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
    """Until the dealing closes, by the writer's day: after it nothing more is said of it."""
    return Work(
        kind=kind,
        subject=found.pk,
        group=one(found.by_id),
        since=since,
        until_at=first_moment(found.dealing.closes_on, zone_named(found.by.time_zone)),
        says={"who": (MEMBER, found.about_id)},
    )


SOURCE = WorkSource(
    name="recommendations",
    kinds=(ASKED, WRITTEN, CHANGE),
    facts=dict.fromkeys(FACTS, by("recommendation_id")),
    truth=_truth,
    subjects=_standing,
)
