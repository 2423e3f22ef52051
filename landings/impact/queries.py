"""The figures of a programme: what its signed letters claim, and what silence leaves open.

Three readings of each measure, after the outcome letter of CDMN: the *claimed total* (the sum of what the newest
version of each signed letter says), the *lower bound per landing* (silence counts as zero: total / landings) and the
*mean of respondents* (total / letters that answered this question with a figure or "none").

How many letters came is told at once; what they say only as it was last published, in batches, and where no firm's
figure can be had by subtraction (`rules`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ground.money.formats import in_major
from landings.impact.models import Publication, PublishedSum
from landings.impact.rules import Answer
from landings.letters.models import Letter, Measure, SignedLetter
from landings.letters.rules import MONEY, TEXT, Question, questions_of
from landings.placements.models import Landing
from landings.programmes.models import Programme

WAVE = 12
ANSWERS = (Measure.Said.VALUE, Measure.Said.NOTHING)
Table = PublishedSum.Table


@dataclass(frozen=True, slots=True)
class Reading:
    """One measure. Money in minor units of the programme's currency; `answered` letters gave a figure or none.

    `total` is None where too few firms have answered for a sum to be published.
    """

    question: Question
    total: int | None
    answered: int
    landings: int

    @property
    def lower_bound(self) -> Fraction | None:
        return Fraction(self.total, self.landings) if self.landings and self.total is not None else None

    @property
    def mean(self) -> Fraction | None:
        return Fraction(self.total, self.answered) if self.answered and self.total is not None else None


@dataclass(frozen=True, slots=True)
class Impact:
    programme: Programme
    landings: int
    due: int
    received: int
    readings: Sequence[Reading]
    published_on: date | None

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
    last = _last(programme)
    sums = {row.measure: (row.total, len(row.answers)) for row in _sums(last, Table.ALL)}
    asked = [question for question in questions_of(programme.questions) if question.kind != TEXT]
    readings = [_reading(question, sums.get(question.key), count) for question in asked]
    shown_on = last.published_at.date() if last else None
    return Impact(programme, count, letters.count(), received.count(), readings, shown_on)


def _reading(question: Question, shown: tuple[int, int] | None, landings: int) -> Reading:
    total, answered = shown or (None, 0)
    return Reading(question, total, answered, landings)


def _last(programme: Programme) -> Publication | None:
    return Publication.objects.filter(programme=programme).order_by("-number").first()


def _sums(publication: Publication | None, table: str) -> QuerySet[PublishedSum]:
    return PublishedSum.objects.filter(publication=publication, table=table).order_by("pk")


def _newest(received: QuerySet[Letter]) -> QuerySet[SignedLetter]:
    """The version that counts of each letter: its newest."""
    later = SignedLetter.objects.filter(letter=OuterRef("letter"), number__gt=OuterRef("number"))
    return SignedLetter.objects.filter(~Exists(later), letter__in=received)


@dataclass(frozen=True, slots=True)
class Said:
    """What a firm says of one measure in the version of a letter that counts, and in which cells it stands."""

    measure: str
    letter: int
    version: int
    value: int
    firm: int
    cells: dict[str, str]

    @property
    def answer(self) -> Answer:
        return (self.letter, self.value)


def said_by(programme: Programme, *, on: date) -> list[Said]:
    """Every figure, and every "none", of the letters that were due by that day."""
    landings = Landing.objects.standing().filter(programme=programme)
    letters = Letter.objects.filter(landing__in=landings, wave=WAVE, due_on__lte=on, signed_at__isnull=False)
    rows = Measure.objects.filter(signed__in=_newest(letters).values("pk"), said__in=ANSWERS)
    rows = rows.select_related("signed__letter__landing__site").order_by("signed__letter", "key")
    return [_said(row, row.signed.letter.landing) for row in rows if row.key not in _in_words(programme)]


def _in_words(programme: Programme) -> set[str]:
    return {question.key for question in questions_of(programme.questions) if question.kind == TEXT}


def _said(row: Measure, landing: Landing) -> Said:
    cells: dict[str, str] = {
        Table.MARKET: str(landing.site.country),
        Table.YEAR: str(landing.starts_on.year),
        Table.HOST: str(landing.host_id),
    }
    version = row.signed
    return Said(row.key, version.letter_id, version.pk, row.in_programme, landing.firm_id, cells)


@dataclass(frozen=True, slots=True)
class Published:
    """A sum that was published once: whose answers it added up, as unknowns to a reader."""

    publication: int
    measure: str
    table: str
    answers: list[Answer]
    firms: dict[Answer, int]


def published(programme: Programme) -> list[Published]:
    """All that anybody ever could read of the programme's figures."""
    rows = list(PublishedSum.objects.filter(publication__programme=programme).order_by("pk"))
    versions = {version for row in rows for _letter, version in row.answers}
    measures = Measure.objects.filter(signed__in=versions).values_list("signed", "key", "in_programme")
    values = {(version, key): value for version, key, value in measures}
    letters = {letter for row in rows for letter, _version in row.answers}
    firm_of = dict(Letter.objects.filter(pk__in=letters).values_list("pk", "landing__firm"))
    return [_published(row, values, firm_of) for row in rows]


def _published(row: PublishedSum, values: dict[tuple[int, str], int], firm_of: dict[int, int]) -> Published:
    answers = [(letter, values[version, row.measure]) for letter, version in row.answers]
    firms = {answer: firm_of[answer[0]] for answer in answers}
    return Published(row.publication_id, row.measure, row.table, answers, firms)


def by_host(programme: Programme, *, on: date) -> list[Cell]:
    return _cells(programme, Table.HOST, ("host", "host__name"), on)


def by_market(programme: Programme, *, on: date) -> list[Cell]:
    return _cells(programme, Table.MARKET, ("site__country", "site__country"), on)


def by_year(programme: Programme, *, on: date) -> list[Cell]:
    return _cells(programme, Table.YEAR, ("starts_on__year", "starts_on__year"), on)


def _cells(programme: Programme, table: str, fields: tuple[str, str], on: date) -> list[Cell]:
    """Landings by a field, with what was published of them."""
    key, label = fields
    landings = Landing.objects.standing().filter(programme=programme)
    due = Q(letters__wave=WAVE, letters__due_on__lte=on, letters__signed_at__isnull=False)
    counts = landings.values_list(key, label).annotate(
        n=Count("pk", distinct=True), received=Count("letters", filter=due, distinct=True)
    )
    shown = {row.cell: row.total for row in _sums(_last(programme), table) if row.measure == "revenue"}
    return [
        Cell(str(name), n, received, shown.get(str(cell))) for cell, name, n, received in counts.order_by("-n", label)
    ]


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
        "figures_of": impact.published_on.isoformat() if impact.published_on else None,
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
        "claimed_total": _plain(None if reading.total is None else Fraction(reading.total), currency if money else ""),
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
