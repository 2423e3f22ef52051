"""One's private conversations, what is found in them, how one writes to another, and which first messages wait."""

from network.messages.queries.lists import (
    PAGE,
    Row,
    all_found,
    conversations_of,
    find_messages,
    messages_found,
    unread_of,
)
from network.messages.queries.writing import Writing, requests_to, takes_of, way_between, writing_to

__all__ = [
    "PAGE",
    "Row",
    "Writing",
    "all_found",
    "conversations_of",
    "find_messages",
    "messages_found",
    "requests_to",
    "takes_of",
    "unread_of",
    "way_between",
    "writing_to",
]
