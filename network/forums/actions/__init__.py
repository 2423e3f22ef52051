"""The only writes of forums. Locks are taken in this order everywhere: thread, post, board, streams."""

from network.forums.actions.answers import accept, withdraw_answer
from network.forums.actions.boards import (
    change_board,
    follow,
    list_member,
    list_organisation,
    open_board,
    set_board_level,
    unfollow,
    unlist,
)
from network.forums.actions.drafts import Overtaken, Typed, discard, draft_edit, draft_reply, draft_thread
from network.forums.actions.moderation import dismiss, hide, report, restore, uphold
from network.forums.actions.posts import delete, edit, react, reply
from network.forums.actions.reading import catch_up, read_to, set_level
from network.forums.actions.rendering import render_anew
from network.forums.actions.threads import lock, pin, remove, retitle, start, unlock, unpin

__all__ = [
    "Overtaken",
    "Typed",
    "accept",
    "catch_up",
    "change_board",
    "delete",
    "discard",
    "dismiss",
    "draft_edit",
    "draft_reply",
    "draft_thread",
    "edit",
    "follow",
    "hide",
    "list_member",
    "list_organisation",
    "lock",
    "open_board",
    "pin",
    "react",
    "read_to",
    "remove",
    "render_anew",
    "reply",
    "report",
    "restore",
    "retitle",
    "set_board_level",
    "set_level",
    "start",
    "unfollow",
    "unlist",
    "unlock",
    "unpin",
    "uphold",
    "withdraw_answer",
]
