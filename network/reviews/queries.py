"""What a rubric makes of the points that were given."""

from collections.abc import Iterable, Mapping, Sequence

from network.reviews.kinds import RubricLine


def average(points: Sequence[int]) -> float | None:
    """Of those who scored, from 1 to 5."""
    return sum(points) / len(points) if points else None


def weighted_score(rubric: Iterable[RubricLine], points: Mapping[str, Sequence[int]]) -> float | None:
    """The lines' averages as the rubric weighs them, from 1 to 5; none before the first review. By key of the line."""
    scored = [(mean, line.weight) for line in rubric if (mean := average(points.get(line.key, ()))) is not None]
    total = sum(weight for _mean, weight in scored)
    return sum(mean * weight for mean, weight in scored) / total if total else None
