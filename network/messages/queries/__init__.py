"""One's private conversations, what is found in them, how one writes to another, and which first messages wait."""

from network.messages.queries.lists import (
    PAGE,
    Row,
    all_found,
    conversations_of,
    find_messages,
    group_left,
    messages_found,
    taking_part,
    unread_of,
)
from network.messages.queries.writing import (
    Writing,
    connections_to_bring,
    may_be_brought,
    requests_to,
    takes_of,
    way_between,
    writing_to,
)

__all__ = [
    "PAGE",
    "Row",
    "Writing",
    "all_found",
    "connections_to_bring",
    "conversations_of",
    "find_messages",
    "group_left",
    "may_be_brought",
    "messages_found",
    "requests_to",
    "takes_of",
    "taking_part",
    "unread_of",
    "way_between",
    "writing_to",
]
