"""Publishing figures, in batches of three firms or more."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from landings.impact import queries, rules
from landings.impact.models import Publication, PublishedSum
from landings.impact.queries import Said
from landings.impact.rules import Answer, Known
from landings.programmes.models import Programme

Table = PublishedSum.Table
BETWEEN: Final = timedelta(days=7)
BROKEN_DOWN: Final = "revenue"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sum that might be published."""

    measure: str
    table: str
    cell: str
    said: list[Said]

    @property
    def answers(self) -> list[Answer]:
        return [one.answer for one in self.said]


def publish_figures(programme_id: int, *, now: datetime) -> Publication | None:
    """Publish what the letters say by now, where three firms or more have said something since the last time.

    What a reader could subtract a firm's figure from stays out; once a week at most. None where nothing is published.
    It is reckoned before anything is locked.
    """
    programme = Programme.objects.get(pk=programme_id)
    last = Publication.objects.filter(programme=programme).order_by("-number").first()
    if last and now - last.published_at < BETWEEN:
        return None
    said, earlier = queries.said_by(programme, on=now.date()), queries.published(programme)
    if not _is_news(said, earlier, last):
        return None
    shown = _chosen(said, earlier)
    if not any(one.measure == BROKEN_DOWN and one.table == Table.ALL for one in shown):
        return None
    # What may never be shown would else be news every week.
    if last and _sums(shown) == _sums(row for row in earlier if row.publication == last.pk):
        return None
    return _keep(programme, last.number + 1 if last else 1, shown, now)


@transaction.atomic
def _keep(programme: Programme, number: int, shown: list[Candidate], now: datetime) -> Publication | None:
    """None where another process was first: what it published was not reckoned with."""
    publication, new = Publication.objects.get_or_create(
        programme=programme, number=number, defaults={"published_at": now}
    )
    if not new:
        return None
    PublishedSum.objects.bulk_create([_row(publication, candidate) for candidate in shown])
    return publication


def publish_all(*, now: datetime) -> int:
    """Every programme's, each on its own. Returns how many were published."""
    programmes = Programme.objects.filter(published_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    return sum(publish_figures(pk, now=now) is not None for pk in programmes)


def _is_news(said: list[Said], earlier: list[queries.Published], last: Publication | None) -> bool:
    """Three firms said something that was not published, or took back what was."""
    firms = {(one.measure, one.answer): one.firm for one in said}
    shown = {
        (row.measure, answer): row.firms[answer]
        for row in earlier
        if last and row.publication == last.pk and row.table == Table.ALL
        for answer in row.answers
    }
    changed = firms.keys() ^ shown.keys()
    return len({firms.get(key) or shown[key] for key in changed}) >= rules.LEAST


def _sums(figures: Iterable[Candidate | queries.Published]) -> dict[tuple[str, str, str], list[Answer]]:
    """Which figures stand where, by what they add up."""
    return {(one.measure, one.table, one.cell): sorted(one.answers) for one in figures}


def _chosen(said: list[Said], earlier: list[queries.Published]) -> list[Candidate]:
    """Of each measure, what may be shown beside all that was: totals first, then the larger cells."""
    chosen: list[Candidate] = []
    for measure in sorted({one.measure for one in said}):
        before = [row for row in earlier if row.measure == measure]
        mine = [one for one in said if one.measure == measure]
        firms = {one.answer: one.firm for one in mine}
        for row in before:
            firms |= row.firms
        known = Known(firms)
        for row in before:
            known = known.told(row.answers)
        candidates = list(_candidates(measure, mine))
        may, _known = rules.publishable([one.answers for one in candidates], known)
        chosen += [one for one, sound in zip(candidates, may, strict=True) if sound]
    return chosen


def _candidates(measure: str, said: list[Said]) -> Iterator[Candidate]:
    yield Candidate(measure, Table.ALL, "", said)
    if measure != BROKEN_DOWN:
        return
    for table in (Table.MARKET, Table.YEAR, Table.HOST):
        cells: dict[str, list[Said]] = {}
        for one in said:
            cells.setdefault(one.cells[table], []).append(one)
        for cell, inside in sorted(cells.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            yield Candidate(measure, table, cell, inside)


def _row(publication: Publication, candidate: Candidate) -> PublishedSum:
    return PublishedSum(
        publication=publication,
        measure=candidate.measure,
        table=candidate.table,
        cell=candidate.cell,
        total=sum(one.value for one in candidate.said),
        answers=[[one.letter, one.version] for one in candidate.said],
    )
