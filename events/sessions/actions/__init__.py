"""What one can do with a session."""

from events.sessions.actions.planning import give_back_all, plan, unplan
from events.sessions.actions.scheduling import Outline, Voice, cancel, change, schedule

__all__ = ["Outline", "Voice", "cancel", "change", "give_back_all", "plan", "schedule", "unplan"]
