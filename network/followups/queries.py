"""What answers tell of all that was given, and what silence leaves open. Sums in whole units; None where nothing is."""

from fractions import Fraction


def response_rate(received: int, due: int) -> float | None:
    """Answers received of those due, from 0 to 1; None while none is due."""
    return received / due if due else None


def lower_bound(total: int | None, given: int) -> Fraction | None:
    """What each of all that was given brought at least: silence counts as zero."""
    return Fraction(total, given) if given and total is not None else None


def mean(total: int | None, answered: int) -> Fraction | None:
    """What those who answered say on the average: silence is left out, and may differ."""
    return Fraction(total, answered) if answered and total is not None else None
