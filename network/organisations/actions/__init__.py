"""What one can do with an organisation: its page and what it offers, and who belongs to it."""

from network.organisations.actions.invitations import accept, end_with, invite, let_in, revoke, turn_away
from network.organisations.actions.page import (
    add_language,
    add_market,
    add_service,
    change_page,
    change_service,
    drop_language,
    drop_market,
    drop_service,
    open_organisation,
)
from network.organisations.actions.staff import change_role, remove

__all__ = [
    "accept",
    "add_language",
    "add_market",
    "add_service",
    "change_page",
    "change_role",
    "change_service",
    "drop_language",
    "drop_market",
    "drop_service",
    "end_with",
    "invite",
    "let_in",
    "open_organisation",
    "remove",
    "revoke",
    "turn_away",
]
