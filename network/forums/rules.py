"""Who may do what in forums. Whether a thread or post is seen at all is `visible_to`."""

from django.core.exceptions import PermissionDenied

from network.forums.models import Board, Listing, Post, Thread
from network.members.models import Member, Viewer

Voices = Board.Voices


def must(answer: bool) -> None:
    """Raises PermissionDenied where a rule said no."""
    if not answer:
        raise PermissionDenied


def may_read(viewer: Viewer, board: Board) -> bool:
    if board.audience == Board.Audience.PUBLIC:
        return True
    if not viewer.is_authenticated:
        return False
    return not board.is_closed or _is_listed(viewer, board)


def may_write(viewer: Viewer, board: Board) -> bool:
    """Start threads, reply, react: a reader who is a member and whom the board gives a voice."""
    if not viewer.is_authenticated:
        return False
    if board.voices == Voices.MODERATORS:
        return may_moderate(viewer, board)
    if board.voices == Voices.LISTED:
        return _is_listed(viewer, board)
    return may_read(viewer, board)


def may_moderate(viewer: Viewer, board: Board) -> bool:
    if not viewer.is_authenticated:
        return False
    return Listing.objects.moderated_by(viewer.pk).filter(board=board).exists()


def may_edit(viewer: Viewer, post: Post) -> bool:
    """Authors change their own words, as long as these stand."""
    return post.author_id == viewer.pk and post.stands


def may_delete(viewer: Viewer, post: Post) -> bool:
    return post.author_id == viewer.pk and post.deleted_at is None


def may_hide(viewer: Viewer, post: Post) -> bool:
    return post.deleted_at is None and may_moderate(viewer, post.thread.board)


def may_report(viewer: Viewer, post: Post) -> bool:
    return viewer.is_authenticated and post.stands and post.author_id != viewer.pk


def may_accept(viewer: Viewer, post: Post) -> bool:
    """The asker and the moderators say which reply answers a question."""
    thread = post.thread
    if not thread.is_question or post.number == 1 or not post.stands:
        return False
    return thread.author_id == viewer.pk or may_moderate(viewer, thread.board)


def may_retitle(viewer: Viewer, thread: Thread) -> bool:
    return thread.author_id == viewer.pk or may_moderate(viewer, thread.board)


def may_remove(viewer: Viewer, thread: Thread) -> bool:
    """Moderators, and the author as long as nobody has replied."""
    if thread.author_id == viewer.pk and thread.last_number == 1:
        return True
    return may_moderate(viewer, thread.board)


def may_open_boards(member: Member) -> bool:
    """The staff of Kontor."""
    return member.is_staff


def _is_listed(member: Member, board: Board) -> bool:
    return Listing.objects.of(member).filter(board=board).exists()
