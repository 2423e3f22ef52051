"""Work items are kept as the truth says: as facts are published, and by a sweep that compares them all."""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from ground.tables.locks import locked
from network.desk.kinds import Group, Work, WorkSource, all_sources, followers_of
from network.desk.models import ComparedSource, WorkExclusion, WorkItem
from realtime.streams import Event, after_each_writing

log = logging.getLogger("kontor.desk")
AT_ONCE: Final = 500
FIELDS: Final = ("target", "since", "due_at", "until_at", "rank_at", "says")
ONCE: Final = ("kind", "subject", "group_kind", "group_key")

Key = tuple[str, int, str, int]


@dataclass(slots=True)
class _Kept:
    """A work item with the groups that it is not for."""

    item: WorkItem
    not_for: set[Group]

    def is_like(self, other: "_Kept") -> bool:
        return self.not_for == other.not_for and all(
            getattr(self.item, name) == getattr(other.item, name) for name in FIELDS
        )


@after_each_writing
def follow(events: Sequence[Event]) -> None:
    """Inside the transaction that tells these facts: what they touch waits, or no longer waits, from its commit on."""
    touched: dict[str, tuple[WorkSource, set[int]]] = {}
    found: list[Any] = []
    for event in events:
        followers = followers_of(event.fact)
        # One fact on several streams is found once.
        if followers and (told := event.told) not in found:
            found.append(told)
            for source, find in followers:
                touched.setdefault(source.name, (source, set()))[1].update(find(told))
    for source, subjects in touched.values():
        _keep_step(source, subjects, events[-1].at)


def mend(*, now: datetime) -> Counter[str]:
    """Compare all work items with the truth, and make them so. How many differed, by kind: a healthy house has none."""
    _forget_lapsed(now)
    differed = _compare(all_sources(), now)
    if differed:
        log.warning("work items were not as their truth: %s mended (%s)", differed.total(), _figures(differed))
    return differed


def keep_changed(*, now: datetime) -> Counter[str]:
    """The same for those sources alone whose truth is not the one that they were last compared with: after an update.

    What differs there is nobody's fault. One statement where nothing changed, however much there is.
    """
    compared = dict(ComparedSource.objects.values_list("name", "signature"))
    changed = [source for source in all_sources() if compared.get(source.name) != source.signature]
    differed = _compare(changed, now)
    if differed:
        log.info("work items as this release has them: %s written (%s)", differed.total(), _figures(differed))
    return differed


def _compare(sources: Iterable[WorkSource], now: datetime) -> Counter[str]:
    differed: Counter[str] = Counter()
    for source in sources:
        for keys in _chunks(source):
            apart = _apart(source, keys, now)
            if apart:
                differed.update(_mend(source, {key[1] for key in apart}, now))
        said = {"signature": source.signature, "compared_at": now}
        ComparedSource.objects.update_or_create(name=source.name, defaults=said)
    return differed


def _figures(differed: Counter[str]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in sorted(differed.items()))


@transaction.atomic
def _forget_lapsed(now: datetime) -> None:
    """What the clock has taken off every desk already."""
    WorkItem.objects.filter(until_at__lte=now).delete()


@transaction.atomic
def _mend(source: WorkSource, subjects: Collection[int], now: datetime) -> Counter[str]:
    """Under the locks of the things, so that no action comes between the reading and the writing."""
    list(locked(source.subjects().filter(pk__in=subjects).order_by("pk")).values_list("pk", flat=True))
    return _keep_step(source, subjects, now)


def _apart(source: WorkSource, subjects: Collection[int], now: datetime) -> set[Key]:
    """The keys of the items that are not as the truth says, or missing, or left over."""
    kept, true = _kept(source, subjects), _true(source, subjects, now)
    return {key for key in {*kept, *true} if key not in kept or key not in true or not kept[key].is_like(true[key])}


def _chunks(source: WorkSource) -> Iterable[list[int]]:
    """The keys of all of the source's things, and of those that are gone and left something."""
    left = WorkItem.objects.filter(kind__in=_names(source)).values_list("subject", flat=True)
    keys = sorted({*source.subjects().values_list("pk", flat=True), *left})
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))


def _keep_step(source: WorkSource, subjects: Collection[int], now: datetime) -> Counter[str]:
    """Make the items about these things what the truth says. How many were not, by kind."""
    if not subjects:
        return Counter()
    kept, true = _kept(source, subjects), _true(source, subjects, now)
    over = [one.item for key, one in kept.items() if key not in true]
    changed = [(kept[key], one) for key, one in true.items() if key in kept and not kept[key].is_like(one)]
    missing = [one for key, one in true.items() if key not in kept]
    if over:
        WorkItem.objects.filter(pk__in=[item.pk for item in over]).delete()
    for was, one in changed:
        one.item.pk = was.item.pk
        one.item.save(force_update=True, update_fields=FIELDS)
        one.item.exclusions.all().delete()
    if missing:
        items = [one.item for one in missing]
        WorkItem.objects.bulk_create(items, update_conflicts=True, unique_fields=ONCE, update_fields=FIELDS)
    _exclude([*missing, *(one for _was, one in changed)])
    return Counter(item.kind for item in (*over, *(one.item for _was, one in changed), *(one.item for one in missing)))


def _exclude(made: Iterable[_Kept]) -> None:
    rows = [
        WorkExclusion(item=one.item, group_kind=kind, group_key=key)
        for one in made
        for kind, key in sorted(one.not_for)
    ]
    if rows:
        WorkExclusion.objects.bulk_create(rows, ignore_conflicts=True)


def _kept(source: WorkSource, subjects: Collection[int]) -> dict[Key, _Kept]:
    """As they stand, with their exclusions, in one query."""
    rows = WorkItem.objects.filter(kind__in=_names(source), subject__in=subjects)
    found: dict[Key, _Kept] = {}
    for pk, *values, kind, key in rows.values_list(
        "pk", *ONCE, *FIELDS, "exclusions__group_kind", "exclusions__group_key"
    ):
        item = WorkItem(pk, *values)
        one = found.setdefault(_key(item), _Kept(item, set()))
        if kind is not None and key is not None:
            one.not_for.add((kind, key))
    return found


def _true(source: WorkSource, subjects: Collection[int], now: datetime) -> dict[Key, _Kept]:
    """As the source says, without what has lapsed."""
    works = (work for work in source.truth(subjects) if work.until_at is None or work.until_at > now)
    found = (_Kept(_item_of(work), set(work.not_for)) for work in works)
    return {_key(one.item): one for one in found}


def _item_of(work: Work) -> WorkItem:
    (group_kind, group_key), target = work.group, work.target
    return WorkItem(
        kind=work.kind.name,
        subject=work.subject,
        group_kind=group_kind,
        group_key=group_key,
        target=work.subject if target is None else target,
        since=work.since,
        due_at=work.due_at,
        until_at=work.until_at,
        rank_at=work.due_at or work.since + work.kind.patience,
        # As the database gives it back.
        says={place: list(one) if isinstance(one, tuple) else one for place, one in work.says.items()},
    )


def _key(item: WorkItem) -> Key:
    return item.kind, item.subject, item.group_kind, item.group_key


def _names(source: WorkSource) -> list[str]:
    return [kind.name for kind in source.kinds]
