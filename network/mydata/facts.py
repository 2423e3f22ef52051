"""What becomes of an export. What is in it stands in no fact."""

from dataclasses import dataclass

from realtime.streams.audiences import lets_see
from realtime.streams.facts import fact


@fact("export.asked")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExportAsked:
    export_id: int


@fact("export.made")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExportMade:
    export_id: int


@fact("export.failed")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFailed:
    export_id: int


@fact("export.deleted")
@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDeleted:
    export_id: int


lets_see(ExportAsked, ExportMade, ExportFailed, ExportDeleted, parties=("export_id",))
