"""The doors' views, by what one comes for."""

from landings.applications.views import deciding, drafting, reading, reviewing, sending

__all__ = ["deciding", "drafting", "reading", "reviewing", "sending"]
