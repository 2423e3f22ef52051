"""The pages of a booth: for its visitors, for its staff, for the organiser."""

from events.booths.views.exhibiting import (
    add_sheet,
    cancel_duty,
    desk,
    edit,
    edit_sheet,
    exhibiting,
    remove_sheet,
    remove_staff,
    staff,
)
from events.booths.views.placing import assign, move, withdraw
from events.booths.views.visiting import booth, company, sheet_file

__all__ = [
    "add_sheet",
    "assign",
    "booth",
    "cancel_duty",
    "company",
    "desk",
    "edit",
    "edit_sheet",
    "exhibiting",
    "move",
    "remove_sheet",
    "remove_staff",
    "sheet_file",
    "staff",
    "withdraw",
]
