"""The tables of forums, gathered."""

from network.forums.models.boards import Board, BoardFollow, BoardLevel, BoardMute, Listing
from network.forums.models.drafts import Draft
from network.forums.models.posts import ALL_SIGNS, Mention, Post, PostVersion, Reaction
from network.forums.models.readers import ReadMark, ThreadFollow
from network.forums.models.reports import Report
from network.forums.models.threads import Thread

__all__ = [
    "ALL_SIGNS",
    "Board",
    "BoardFollow",
    "BoardLevel",
    "BoardMute",
    "Draft",
    "Listing",
    "Mention",
    "Post",
    "PostVersion",
    "Reaction",
    "ReadMark",
    "Report",
    "Thread",
    "ThreadFollow",
]
