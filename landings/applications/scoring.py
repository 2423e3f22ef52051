"""Reviews side by side: who said what of each criterion, and the score that the rubric's weights make of it."""

from dataclasses import dataclass

from django.db.models import Prefetch

from landings.applications.models import Application, Review, Score
from landings.programmes.models import Criterion


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion with what each reviewer said. `average` is of those who scored, 1 to 5."""

    criterion: Criterion
    scores: list[Score]

    @property
    def average(self) -> float | None:
        return sum(score.points for score in self.scores) / len(self.scores) if self.scores else None


def criteria_of(application: Application) -> list[Criterion]:
    """The rubric of the version that the application was submitted under, in its order."""
    if application.version is None:
        return []
    keys = [line["key"] for line in application.version.document["rubric"]]
    criteria = Criterion.objects.select_related("programme")
    lines = {line.key: line for line in criteria.filter(programme_id=application.programme_id, key__in=keys)}
    return [lines[key] for key in keys if key in lines]


def reviews_of(application: Application) -> list[Review]:
    scores = Prefetch("scores", Score.objects.select_related("criterion").order_by("criterion__position", "pk"))
    return list(application.reviews.select_related("reviewer").prefetch_related(scores))


def scored_lines(application: Application, reviews: list[Review]) -> list[Line]:
    said = [score for review in reviews if review.submitted_at for score in review.scores.all()]
    return [
        Line(criterion, [score for score in said if score.criterion_id == criterion.pk])
        for criterion in criteria_of(application)
    ]


def weighted_score(application: Application, lines: list[Line]) -> float | None:
    """Averages weighed as the version's rubric says, from 1 to 5; none before the first review."""
    rubric = application.version.document["rubric"] if application.version else []
    weights = {line["key"]: line["weight"] for line in rubric}
    scored = [(line.average, weights[line.criterion.key]) for line in lines if line.average is not None]
    total = sum(weight for _average, weight in scored)
    return sum(average * weight for average, weight in scored if average is not None) / total if total else None
