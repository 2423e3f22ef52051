"""Presence: who is here now, and who is writing. Areas read it, and register how people are shown."""

from realtime.presence.state import FEW, LEASE, Modes, Person, count, describe_with, here, here_in

__all__ = ["FEW", "LEASE", "Modes", "Person", "count", "describe_with", "here", "here_in"]
