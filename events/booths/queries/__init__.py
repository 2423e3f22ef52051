"""Booths as their pages show them."""

from events.booths.queries.calendar import duty_entries
from events.booths.queries.floor import (
    Attendance,
    Floor,
    Tile,
    attendance_at,
    floor_of,
    floors_of,
    open_halls,
    tiles_of,
)
from events.booths.queries.stands import Stand, Step, stands_of, steps_known, steps_of, with_steps
from events.booths.queries.visit import Company, Figures, company_of, figures_of, neighbours_of, plan_of, rota_of

__all__ = [
    "Attendance",
    "Company",
    "Figures",
    "Floor",
    "Stand",
    "Step",
    "Tile",
    "attendance_at",
    "company_of",
    "duty_entries",
    "figures_of",
    "floor_of",
    "floors_of",
    "neighbours_of",
    "open_halls",
    "plan_of",
    "rota_of",
    "stands_of",
    "steps_known",
    "steps_of",
    "tiles_of",
    "with_steps",
]
