"""What one can do: publish a programme's rules, open and close it, appoint who works for it."""

from landings.programmes.actions.people import appoint, dismiss
from landings.programmes.actions.publishing import close, drop_draft, load, publish_draft, reopen, save_draft

__all__ = ["appoint", "close", "dismiss", "drop_draft", "load", "publish_draft", "reopen", "save_draft"]
