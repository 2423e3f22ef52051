"""Reviews side by side: who said what of each criterion, and the score that the rubric's weights make of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from landings.applications.models import Application, Review, Score
from landings.programmes.models import Criterion
from landings.programmes.models.languages import lines_said
from network.members.registry import loading
from network.reviews.kinds import RubricLine
from network.reviews.queries import average
from network.reviews.queries import weighted_score as weighted


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion with what each reviewer said. `average` is of those who scored, 1 to 5."""

    criterion: Criterion
    scores: list[Score]

    @property
    def average(self) -> float | None:
        return average([score.points for score in self.scores])


def criteria_of(application: Application) -> list[Criterion]:
    """The rubric of the version that the application was submitted under: its lines, words and weights."""
    if application.version is None:
        return []
    document = application.version.document
    said = lines_said(document["rubric"], "rubric", document.get("translations") or {})
    criteria = Criterion.objects.select_related("programme").filter(programme_id=application.programme_id)
    lines = {line.key: line for line in criteria.filter(key__in=[line["key"] for line in said])}
    return [_as_it_was(lines[line["key"]], line) for line in said if line["key"] in lines]


def _as_it_was(criterion: Criterion, line: Mapping[str, Any]) -> Criterion:
    """A later version may have changed the line; the words of this one are in the reader's language already."""
    criterion.label, criterion.description = line["label"], line.get("description", "")
    criterion.weight = line["weight"]
    return criterion


def rubric_of(application: Application, criteria: list[Criterion]) -> list[RubricLine]:
    """Those lines with the weights of that version."""
    rubric = application.version.document["rubric"] if application.version else []
    weights = {line["key"]: line["weight"] for line in rubric}
    return [RubricLine(line.key, line.label, weights[line.key], line.pk) for line in criteria]


def reviews_of(application: Application) -> list[Review]:
    scores = Prefetch("scores", Score.objects.select_related("criterion").order_by("criterion__position", "pk"))
    loaded = application.reviews.select_related("reviewer")
    return list(loaded.prefetch_related(scores, *loading("reviewer")))


def scored_lines(application: Application, reviews: list[Review]) -> list[Line]:
    said = [score for review in reviews if review.submitted_at for score in review.scores.all()]
    return [
        Line(criterion, [score for score in said if score.criterion_id == criterion.pk])
        for criterion in criteria_of(application)
    ]


def weighted_score(application: Application, lines: list[Line]) -> float | None:
    """Averages weighed as the version's rubric says, from 1 to 5; none before the first review."""
    points = {line.criterion.key: [score.points for score in line.scores] for line in lines}
    return weighted(rubric_of(application, [line.criterion for line in lines]), points)
