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
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, Value

from ground.money.formats import in_major
from ground.tables.worded import Worded, rows_of_all
from landings.impact.models import Publication, PublishedSum
from landings.impact.rules import Answer
from landings.letters.models import SIGNED_AS, Letter, Measure
from landings.letters.rules import questions_of
from landings.placements.models import Landing
from landings.programmes.models import Programme
from network.followups import queries as figures
from network.followups.kinds import MONEY, TEXT, Question
from network.signing.models import SealedText

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
        return figures.lower_bound(self.total, self.landings)

    @property
    def mean(self) -> Fraction | None:
        return figures.mean(self.total, self.answered)


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
        return figures.response_rate(self.received, self.due)

    def reading(self, key: str) -> Reading:
        return next(reading for reading in self.readings if reading.question.key == key)


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a breakdown: landings and, unless the cell is too small to show, revenue claimed."""

    label: str
    landings: int
    received: int
    revenue: int | None


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a page of the figures shows."""

    impact: Impact
    hosts: list[Cell]
    markets: list[Cell]
    years: list[Cell]


def whole_of(programme: Programme, *, on: date) -> Whole:
    """The programme's figures as of a day, and their breakdowns, in six queries."""
    newest = _newest(programme)
    hosts, markets, years = (_cells(programme, table, on, newest) for table in (Table.HOST, Table.MARKET, Table.YEAR))
    return Whole(_impact(programme, on, newest), hosts, markets, years)


def impact_of(programme: Programme, *, on: date) -> Impact:
    """The programme's figures as of a day, in three queries."""
    return _impact(programme, on, _newest(programme))


def _impact(programme: Programme, on: date, newest: "Newest") -> Impact:
    counts = rows_of_all([(_LANDINGS, {"programme": programme.pk}), (_LETTERS, {"programme": programme.pk, "on": on})])
    (landings, _same), (due, received) = counts
    sums = {row.measure: (row.total, len(row.answers)) for row in newest.sums if row.table == Table.ALL}
    asked = [question for question in questions_of(programme.questions) if question.kind != TEXT]
    readings = [_reading(question, sums.get(question.key), landings) for question in asked]
    return Impact(programme, landings, due, received, readings, newest.on)


def _standing(programme: int) -> "QuerySet[Landing]":
    return Landing.objects.standing().filter(programme=programme)


def _due(programme: int, on: date) -> QuerySet[Letter]:
    return Letter.objects.filter(landing__in=_standing(programme), wave=WAVE, due_on__lte=on)


def _two(rows: QuerySet[Any], one: Count, other: Count) -> QuerySet[Any, Any]:
    """Two counts of all these rows, as one row."""
    whole = rows.order_by().annotate(all=Value("")).values("all")
    counted: QuerySet[Any, Any] = whole.annotate(one=one, other=other).values_list("one", "other")
    return counted


_LANDINGS: Final = Worded(lambda programme: _two(_standing(programme), Count("pk"), Count("pk")))
_LETTERS: Final = Worded(
    lambda programme, on: _two(_due(programme, on), Count("pk"), Count("pk", filter=Q(answered_at__isnull=False)))
)


def _reading(question: Question, shown: tuple[int, int] | None, landings: int) -> Reading:
    total, answered = shown or (None, 0)
    return Reading(question, total, answered, landings)


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest publication: its day, and the sums of all tables. None where nothing was published."""

    on: date | None
    sums: list[PublishedSum]


def _newest(programme: Programme) -> Newest:
    last = next(iter(_LAST.objects(programme=programme.pk)), None)
    return Newest(last.published_at.date(), _SUMS.objects(publication=last.pk)) if last else Newest(None, [])


_LAST: Final = Worded(lambda programme: Publication.objects.filter(programme=programme).order_by("-number")[:1])
_SUMS: Final = Worded(lambda publication: PublishedSum.objects.filter(publication=publication).order_by("pk"))


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
    letters = Letter.objects.filter(landing__in=landings, wave=WAVE, due_on__lte=on, answered_at__isnull=False)
    landing_of = {letter.pk: letter.landing for letter in letters.select_related("landing__site")}
    texts = SealedText.objects.filter(kind=SIGNED_AS, subject__in=letters.values("pk")).newest()
    rows = Measure.objects.filter(signed__in=texts.values("pk"), said__in=ANSWERS)
    rows = rows.select_related("signed").order_by("signed__subject", "key")
    in_words = _in_words(programme)
    return [_said(row, landing_of[row.signed.subject]) for row in rows if row.key not in in_words]


def _in_words(programme: Programme) -> set[str]:
    return {question.key for question in questions_of(programme.questions) if question.kind == TEXT}


def _said(row: Measure, landing: Landing) -> Said:
    cells: dict[str, str] = {
        Table.MARKET: str(landing.site.country),
        Table.YEAR: str(landing.starts_on.year),
        Table.HOST: str(landing.host_id),
    }
    version = row.signed
    return Said(row.key, version.subject, version.pk, row.in_programme, landing.firm_id, cells)


@dataclass(frozen=True, slots=True)
class Published:
    """A sum that was published once: whose answers it added up, as unknowns to a reader."""

    publication: int
    measure: str
    table: str
    cell: str
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
    return Published(row.publication_id, row.measure, row.table, row.cell, answers, firms)


def by_host(programme: Programme, *, on: date) -> list[Cell]:
    return _cells(programme, Table.HOST, on, _newest(programme))


def by_market(programme: Programme, *, on: date) -> list[Cell]:
    return _cells(programme, Table.MARKET, on, _newest(programme))


def by_year(programme: Programme, *, on: date) -> list[Cell]:
    return _cells(programme, Table.YEAR, on, _newest(programme))


def _cells(programme: Programme, table: str, on: date, newest: Newest) -> list[Cell]:
    """Landings by a field, with what was published of them."""
    shown = {row.cell: row.total for row in newest.sums if (row.table, row.measure) == (table, "revenue")}
    counts = _COUNTS[table].objects(programme=programme.pk, on=on)
    return [Cell(str(name), n, received, shown.get(str(cell))) for cell, name, n, received in counts]


def _counts(key: str, label: str) -> Worded[Any]:
    """Landings and letters received by a field, the most landings first."""

    def rows(programme: int, on: date) -> QuerySet[Landing, Any]:
        due = Q(letters__wave=WAVE, letters__due_on__lte=on, letters__answered_at__isnull=False)
        counts = (
            _standing(programme)
            .values_list(key, label)
            .annotate(n=Count("pk", distinct=True), received=Count("letters", filter=due, distinct=True))
        )
        return counts.order_by("-n", label)

    return Worded(rows)


_COUNTS: Final[dict[str, Worded[Any]]] = {
    Table.HOST: _counts("host", "host__name"),
    Table.MARKET: _counts("site__country", "site__country"),
    Table.YEAR: _counts("starts_on__year", "starts_on__year"),
}


def places(programme: Programme) -> list[dict[str, Any]]:
    """Where firms landed: each site with its coordinates and how many landings, for the map."""
    return _PLACES.objects(programme=programme.pk)


def _places(programme: int) -> QuerySet[Any, Any]:
    rows = _standing(programme).values("site__city", "site__latitude", "site__longitude", "site__country")
    return rows.annotate(n=Count("pk")).order_by("-n", "site__city")


_PLACES: Final = Worded(_places)


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
