"""What one can do with a placement: confirm a match, cancel, name a commissioner."""

from landings.placements.actions.placing import begin_and_end_due, cancel, confirm, locked_landing, name_commissioner

__all__ = ["begin_and_end_due", "cancel", "confirm", "locked_landing", "name_commissioner"]
