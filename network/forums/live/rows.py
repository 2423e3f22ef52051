"""Rows of the forums' lists: a thread, drawn alike in its page and in what is pushed; boards; entries of the rail."""

from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ground.money.formats import number
from ground.ui import moments, patterns, people
from network.forums.models import Board, Thread
from network.forums.queries.boards import BoardRow
from network.forums.queries.lists import ThreadRow


def row_html(row: ThreadRow, *, with_board: bool = False) -> SafeString:
    """`unread` and `fresh` are said only where a page is drawn for a member."""
    thread, author, replies = row.thread, row.thread.author, row.thread.reply_count
    values = {
        "pk": thread.pk,
        "number": thread.last_number,
        "by": thread.last_poster_id,
        "face": people.avatar(author, "s"),
        "at": patterns.address("network:thread", thread.pk),
        "title": thread.title,
        "author": people.with_offices(author),
        "board": thread.board.said_name if with_board else "",
        "who": thread.last_poster.name if replies else "",
        "moved": moments.moment(thread.last_post_at, now=timezone.now()),
        "new": _("New") if row.fresh else _new(row.unread),
        "replies": number(replies),
        "replies_word": ngettext("reply", "replies", replies),
    }
    return patterns.fill(
        "network/forums/_row.html",
        values,
        is_new=bool(row.fresh or row.unread),
        is_pinned=thread.pinned_at is not None,
        is_locked=thread.locked_at is not None,
        question=("answered" if thread.accepted_post_id else "open") if thread.is_question else "",
    )


def board_row_html(row: BoardRow) -> SafeString:
    """A board in the list of all, with what was said there last."""
    board, last = row.board, row.board.last_thread
    values: dict[str, Any] = {
        "at": patterns.address("network:board", board.slug),
        "name": board.said_name,
        "about": board.said_about,
        "new": _new(row.unread),
        "threads": _counted(ngettext("%(n)s thread", "%(n)s threads", board.thread_count), board.thread_count),
        "posts": _counted(ngettext("%(n)s message", "%(n)s messages", board.post_count), board.post_count),
        "last": last.title if last else "",
    }
    if last:
        values |= {
            "last_at": patterns.address("network:thread", last.pk),
            "last_by": board.last_poster.name if board.last_poster else "",
            "moved": moments.moment(board.last_post_at, now=timezone.now()) if board.last_post_at else "",
        }
    shape = {"icon": board.icon, "is_closed": board.is_closed, "is_new": row.unread > 0}
    return patterns.fill("network/forums/_board.html", values, **shape)


def room_entry_html(room: Thread, people: int, here: Thread | None) -> SafeString:
    """In the rail: a thread that somebody has open."""
    icon = "circle-question-mark" if room.is_question else "messages-square"
    values = {"at": f"{patterns.address('network:thread', room.pk)}#new", "name": room.title, "count": people}
    return patterns.fill("network/forums/_entry.html", values, kind="room", icon=icon, is_current=room == here)


def board_entry_html(row: BoardRow, here: Board | None) -> SafeString:
    """In the rail: one of the reader's own boards."""
    board = row.board
    values = {"at": patterns.address("network:board", board.slug), "name": board.said_name, "count": row.unread}
    return patterns.fill("network/forums/_entry.html", values, kind="board", icon=board.icon, is_current=board == here)


def _new(count: int) -> str:
    return _counted(ngettext("%(n)s new", "%(n)s new", count), count) if count else ""


def _counted(words: str, count: int) -> str:
    return words % {"n": count}
