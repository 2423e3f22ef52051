from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from network.forums.models import Board, BoardFollow, Listing, Report, Thread
from network.forums.queries.lists import not_read_by
from network.members.models import Member, Viewer
from network.organisations.models import Membership


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board in the list. `unread` counts threads with something new, on boards that the viewer follows."""

    board: Board
    followed: bool
    unread: int


def board_groups(viewer: Viewer) -> list[tuple[str, list[BoardRow]]]:
    """The boards that the viewer reads, by subject, each with what is new there."""
    unread = unread_by_board(viewer)
    rows = [
        BoardRow(board, board.pk in unread, unread.get(board.pk, 0))
        for board in Board.objects.visible_to(viewer).for_list()
    ]
    subjects = (
        (str(label), [row for row in rows if row.board.subject == name]) for name, label in Board.Subject.choices
    )
    return [(label, found) for label, found in subjects if found]


def followed_boards(viewer: Viewer) -> list[BoardRow]:
    """The viewer's own boards, for the rail."""
    unread = unread_by_board(viewer)
    boards = Board.objects.visible_to(viewer).filter(pk__in=unread).order_by("place", "folded_name", "id")
    return [BoardRow(board, True, unread[board.pk]) for board in boards] if unread else []


def unread_by_board(viewer: Viewer) -> dict[int, int]:
    """Followed board → how many of its threads have something new since the member was there."""
    if not viewer.is_authenticated:
        return {}
    counts = dict.fromkeys(BoardFollow.objects.filter(member=viewer).values_list("board_id", flat=True), 0)
    since = {"board__follows__member": viewer, "last_post_at__gt": F("board__follows__caught_up_at")}
    new = not_read_by(viewer, Thread.objects.filter(removed_at=None, **since))
    counts |= dict(new.order_by().values_list("board_id").annotate(count=Count("pk")))
    return counts


def moderators_of(board: Board) -> list[Member]:
    """Members who moderate the board, themselves or through their organisation; at most a dozen."""
    listings = board.listings.exclude(moderates_since=None)
    staff = Membership.objects.filter(organisation__in=listings.values("organisation_id"))
    people = Q(pk__in=listings.values("member_id")) | Q(pk__in=staff.values("member_id"))
    return list(Member.objects.filter(people, is_active=True).order_by("folded_name", "pk")[:12])


def report_desk(member: Member) -> dict[str, Any]:
    """What waits for a moderator, oldest first, and the ten decided last. `boards` is how many they moderate."""
    moderated = Listing.objects.of(member).exclude(moderates_since=None).values("board_id")
    seen = Report.objects.visible_to(member)
    return {
        "boards": Board.objects.filter(pk__in=moderated).count(),
        "waiting": list(seen.open().for_list()[:100]),
        "decided": list(seen.exclude(closed_at=None).for_list().order_by("-closed_at", "-id")[:10]),
    }
