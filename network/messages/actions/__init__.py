"""What members do to begin a conversation of two, and with groups."""

from network.messages.actions.groups import bring, hand_over, leave, leave_all, make_owner, name, remove, start
from network.messages.actions.writing import KIND, accept, decline, end_with, write

__all__ = [
    "KIND",
    "accept",
    "bring",
    "decline",
    "end_with",
    "hand_over",
    "leave",
    "leave_all",
    "make_owner",
    "name",
    "remove",
    "start",
    "write",
]
