"""The tables of booths, gathered."""

from events.booths.models.booths import Booth, BoothStaff, Pulse, Sheet, Visit
from events.booths.models.duty import CELL, Duty, DutyCell

__all__ = ["CELL", "Booth", "BoothStaff", "Duty", "DutyCell", "Pulse", "Sheet", "Visit"]
