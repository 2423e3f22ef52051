"""Whether what a match says of its score is what made it (guarantee G11): the parts stored with it add up."""

from collections.abc import Iterator

from landings.matching.models import Match
from network.reasons.rules import is_certified
from realtime.streams.vouched import vouched


@vouched
def faults() -> Iterator[str]:
    """Every match whose explanation does not make its score. One that was brought from elsewhere has none."""
    rows = Match.objects.exclude(breakdown=[]).order_by("pk").values_list("pk", "breakdown", "score")
    for pk, breakdown, score in rows.iterator(chunk_size=500):
        if not is_certified(breakdown, float(score)):
            yield f"match {pk} has a score that its reasons do not make"
