"""The figures of a programme: what its signed letters claim, and what silence leaves open.

Three readings of each measure, after the outcome letter of CDMN: the *claimed total* (the sum of what the newest
version of each signed letter says), the *lower bound per landing* (silence counts as zero: total / landings) and the
*mean of respondents* (total / letters that answered this question with a figure or "none").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from ground.money.formats import in_major
from landings.letters.models import Letter, Measure, SignedLetter
from landings.letters.rules import MONEY, TEXT, Question, questions_of
from landings.placements.models import Landing
from landings.programmes.models import Programme

WAVE = 12
SMALL_CELL = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure. Money in minor units of the programme's currency; `answered` letters gave a figure or none."""

    question: Question
    total: int
    answered: int
    landings: int

    @property
    def lower_bound(self) -> Fraction | None:
        return Fraction(self.total, self.landings) if self.landings else None

    @property
    def mean(self) -> Fraction | None:
        return Fraction(self.total, self.answered) if self.answered else None


@dataclass(frozen=True, slots=True)
class Impact:
    programme: Programme
    landings: int
    due: int
    received: int
    readings: Sequence[Reading]

    @property
    def response_rate(self) -> float | None:
        """Letters received of letters due, or None while none is due."""
        return self.received / self.due if self.due else None

    def reading(self, key: str) -> Reading:
        return next(reading for reading in self.readings if reading.question.key == key)


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a breakdown: landings and, unless the cell is too small to show, revenue claimed."""

    label: str
    landings: int
    received: int
    revenue: int | None


def impact_of(programme: Programme, *, on: date) -> Impact:
    """The programme's figures as of a day, in five queries."""
    landings = Landing.objects.standing().filter(programme=programme)
    letters = Letter.objects.filter(landing__in=landings, wave=WAVE, due_on__lte=on)
    received = letters.filter(signed_at__isnull=False)
    count = landings.count()
    sums = _sums(received)
    asked = [question for question in questions_of(programme.said_questions) if question.kind != TEXT]
    readings = [Reading(q, *sums.get(q.key, (0, 0)), count) for q in asked]
    return Impact(programme, count, letters.count(), received.count(), readings)


def _newest(received: QuerySet[Letter]) -> QuerySet[SignedLetter]:
    """The version that counts of each letter: its newest."""
    later = SignedLetter.objects.filter(letter=OuterRef("letter"), number__gt=OuterRef("number"))
    return SignedLetter.objects.filter(~Exists(later), letter__in=received)


def _sums(received: QuerySet[Letter]) -> dict[str, tuple[int, int]]:
    """Measure → (total, letters that answered it)."""
    answered = Q(said__in=[Measure.Said.VALUE, Measure.Said.NOTHING])
    rows = Measure.objects.filter(signed__in=_newest(received).values("pk")).filter(answered).values("key")
    summed = rows.annotate(total=Sum("in_programme"), answers=Count("pk")).values_list("key", "total", "answers")
    return {key: (int(total or 0), answers) for key, total, answers in summed}


def by_host(programme: Programme, *, on: date) -> list[Cell]:
    return _cells(programme, "host__name", on)


def by_market(programme: Programme, *, on: date) -> list[Cell]:
    return _cells(programme, "site__country", on)


def by_year(programme: Programme, *, on: date) -> list[Cell]:
    return _cells(programme, "starts_on__year", on)


def _cells(programme: Programme, field: str, on: date) -> list[Cell]:
    """Landings by a field. Cells of fewer than three letters do not show what they claim."""
    landings = Landing.objects.standing().filter(programme=programme)
    counts = landings.values_list(field).annotate(n=Count("pk", distinct=True)).order_by("-n", field)
    letters = Letter.objects.filter(landing__in=landings, wave=WAVE, due_on__lte=on, signed_at__isnull=False)
    revenue = Measure.objects.filter(signed__in=_newest(letters).values("pk"), key="revenue")
    path = f"signed__letter__landing__{field}"
    sums = revenue.values_list(path).annotate(n=Count("pk"), s=Sum("in_programme"))
    claimed = {label: (n, total) for label, n, total in sums}
    return [_cell(label, n, claimed.get(label, (0, 0))) for label, n in counts]


def _cell(label: Any, landings: int, claimed: tuple[int, int]) -> Cell:
    received, total = claimed
    return Cell(str(label), landings, received, int(total) if received >= SMALL_CELL else None)


def places(programme: Programme) -> list[dict[str, Any]]:
    """Where firms landed: each site with its coordinates and how many landings, for the map."""
    landings = Landing.objects.standing().filter(programme=programme)
    rows = landings.values("site__city", "site__latitude", "site__longitude", "site__country")
    return [dict(row) for row in rows.annotate(n=Count("pk")).order_by("-n", "site__city")]


def as_json(impact: Impact, *, on: date) -> dict[str, Any]:
    """The figures as a document. Money in major units of `currency`; means rounded to the minor unit."""
    currency = impact.programme.currency
    rate = impact.response_rate
    return {
        "programme": impact.programme.slug,
        "name": impact.programme.name,
        "as_of": on.isoformat(),
        "currency": currency,
        "landings": impact.landings,
        "letters": {
            "wave_months": WAVE,
            "due": impact.due,
            "received": impact.received,
            "response_rate": None if rate is None else round(rate, 4),
        },
        "measures": {reading.question.key: _measure(reading, currency) for reading in impact.readings},
    }


def _measure(reading: Reading, currency: str) -> dict[str, Any]:
    money = reading.question.kind == MONEY
    return {
        "unit": currency if money else "count",
        "claimed_total": _plain(Fraction(reading.total), currency if money else ""),
        "lower_bound_per_landing": _plain(reading.lower_bound, currency if money else ""),
        "mean_of_respondents": _plain(reading.mean, currency if money else ""),
        "respondents": reading.answered,
    }


def _plain(figure: Fraction | None, currency: str) -> int | float | None:
    """Minor units as major ones; whole numbers as integers."""
    if figure is None:
        return None
    value = in_major(round(figure), currency) if currency else Decimal(str(round(float(figure), 4)))
    return int(value) if value == value.to_integral_value() else float(value)
