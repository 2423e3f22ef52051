"""What stands in an export: what each feature gives, a batch at a time, and the files that go with it."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from typing import Any, Final

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from ground.tables import commits
from network.members.models import Member
from network.mydata.models import FORMAT
from network.mydata.queries.archives import Entry
from network.mydata.registry import Holding, Holdings, all_holdings

BATCH: Final = 500
LARGEST_FILE: Final = 2 * 1024 * 1024
"""Bytes of rows in one file of JSON, more or less; what is more goes on in the next."""
Row = dict[str, Any]


def entries_of(member: Member, *, now: datetime) -> Iterator[Entry]:
    """First the page that says what is in it, then the files of each feature. In the active language."""
    yield Entry("README.txt", _read_me(member, now).encode())
    for holdings in sorted(all_holdings(), key=lambda one: one.name):
        yield from _of_feature(holdings, member.pk)


def _read_me(member: Member, now: datetime) -> str:
    given = sorted((one for one in all_holdings() if any(each.gives for each in one.those)), key=lambda one: one.name)
    words = {"member": member, "now": now, "format": FORMAT, "features": given}
    return render_to_string("network/mydata/readme.txt", words)


def _of_feature(holdings: Holdings, member_id: int) -> Iterator[Entry]:
    """`forums.json`, `forums-2.json`…: each a whole document, with some of the rows."""
    number, size, found = 1, 0, dict[str, list[Row]]()
    for holding in holdings.those:
        if not holding.gives:
            continue
        found.setdefault(holding.name, [])
        for row, file in _rows_of(holding, member_id, holdings.name):
            found.setdefault(holding.name, []).append(row)
            size += len(json.dumps(row, cls=DjangoJSONEncoder))
            if file is not None:
                yield file
            if size >= LARGEST_FILE:
                yield _document(holdings.name, number, found)
                number, size, found = number + 1, 0, {}
    if found:
        yield _document(holdings.name, number, found)


def _document(feature: str, number: int, found: dict[str, list[Row]]) -> Entry:
    whole = {"format": FORMAT, "feature": feature, "part": number, **found}
    text = json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    return Entry(f"{feature}.json" if number == 1 else f"{feature}-{number}.json", text.encode())


def _rows_of(holding: Holding, member_id: int, feature: str) -> Iterator[tuple[Row, Entry | None]]:
    """In the order of their keys, in batches: no cursor stays open, and no more than a batch is in memory."""
    last = 0
    files = [name for name in (holding.file, holding.file_name) if name]
    while batch := list(
        holding.rows_of(member_id).filter(pk__gt=last).order_by("pk").values("pk", *holding.gives, *files)[:BATCH]
    ):
        for row in batch:
            file = _file(row, holding, feature)
            shown = {name.replace("__", "_"): row[name] for name in holding.gives}
            yield {"id": row["pk"], **shown, **({"file": file.path} if file else {})}, file
        last = batch[-1]["pk"]


def _file(row: Row, holding: Holding, feature: str) -> Entry | None:
    """The row's file. What was lost is not there; what cannot be reached now fails the attempt."""
    kept = row[holding.file] if holding.file else ""
    if not kept:
        return None
    name = PurePath(str(row[holding.file_name] if holding.file_name else kept)).name or "file"
    commits.let_go()
    try:
        with default_storage.open(str(kept), "rb") as content:
            return Entry(f"files/{feature}/{holding.name}-{row['pk']}-{name}", content.read())
    except FileNotFoundError:
        return None
