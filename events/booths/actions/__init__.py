"""What one can do with a booth."""

from events.booths.actions.duty import cancel_duty, give_duty
from events.booths.actions.floor import stir
from events.booths.actions.placing import assign, move, withdraw
from events.booths.actions.sheets import add_sheet, change_sheet, remove_sheet
from events.booths.actions.staff import add_staff, dress, remove_staff

__all__ = [
    "add_sheet",
    "add_staff",
    "assign",
    "cancel_duty",
    "change_sheet",
    "dress",
    "give_duty",
    "move",
    "remove_sheet",
    "remove_staff",
    "stir",
    "withdraw",
]
