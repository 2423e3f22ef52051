from dataclasses import dataclass
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q, QuerySet

from ground.tables.pages import page_of
from ground.tables.worded import Worded
from network.forums.models import Board, BoardFollow, BoardLevel, BoardMute, Listing, Report, Thread
from network.forums.models.boards import BoardQuerySet
from network.forums.queries.lists import PAGE, not_read_by
from network.members.models import Member, Viewer, someone
from network.members.registry import loading
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
    boards = _BOARDS.objects(me=viewer.pk)
    rows = [BoardRow(board, board.pk in unread, unread.get(board.pk, 0)) for board in boards]
    subjects = (
        (str(label), [row for row in rows if row.board.subject == name]) for name, label in Board.Subject.choices
    )
    return [(label, found) for label, found in subjects if found]


def boards_after(viewer: Viewer, key: int) -> tuple[list[Board], int]:
    """A page of the boards that the viewer reads, after that of this key; with the key of the next, or 0."""
    found = Board.objects.visible_to(viewer)
    anchor = found.filter(pk=key).values_list("place", "folded_name").first() if key else None
    if anchor:
        place, name = anchor
        same = Q(place=place) & (Q(folded_name__gt=name) | Q(folded_name=name, pk__gt=key))
        found = found.filter(Q(place__gt=place) | same)
    rows, last = page_of(found.for_list(), PAGE)
    return rows, last.pk if last else 0


def followed_boards(viewer: Viewer) -> list[BoardRow]:
    """The viewer's own boards, for the rail."""
    unread = unread_by_board(viewer)
    return [BoardRow(board, True, unread[board.pk]) for board in _OF_THESE.objects(me=viewer.pk, keys=list(unread))]


def unread_by_board(viewer: Viewer) -> dict[int, int]:
    """Followed board → how many of its threads have something new since the member was there."""
    if not viewer.is_authenticated:
        return {}
    return dict.fromkeys(_FOLLOWED.objects(me=viewer.pk), 0) | dict(_NEW.objects(me=viewer.pk))


def _new_by_board(me: int) -> QuerySet[Thread, tuple[int, int]]:
    since = {"board__follows__member": me, "last_post_at__gt": F("board__follows__caught_up_at")}
    new = not_read_by(someone(me), Thread.objects.filter(removed_at=None, **since))
    return new.order_by().values_list("board_id").annotate(count=Count("pk"))


def _visible(me: int | None) -> BoardQuerySet:
    return Board.objects.visible_to(AnonymousUser() if me is None else someone(me))


_BOARDS: Final[Worded[Board]] = Worded(lambda me: _visible(me).for_list())
_OF_THESE: Final[Worded[Board]] = Worded(
    lambda me, keys: _visible(me).filter(pk__in=keys).order_by("place", "folded_name", "id")
)
_FOLLOWED: Final[Worded[int]] = Worded(
    lambda me: BoardFollow.objects.filter(member=me).values_list("board_id", flat=True)
)
_NEW: Final = Worded(_new_by_board)


def level_of_board(board: Board, viewer: Viewer) -> str:
    """How much the viewer wants to hear of the board."""
    if not viewer.is_authenticated:
        return BoardLevel.NORMAL
    follow = BoardFollow.objects.filter(board=board, member=viewer).values_list("level", flat=True).first()
    if follow:
        return follow
    is_muted = BoardMute.objects.filter(board=board, member=viewer).exists()
    return BoardLevel.MUTE if is_muted else BoardLevel.NORMAL


def moderators_of(board: Board) -> list[Member]:
    """Members who moderate the board, themselves or through their organisation; at most a dozen."""
    listings = board.listings.exclude(moderates_since=None)
    staff = Membership.objects.filter(organisation__in=listings.values("organisation_id"))
    people = Q(pk__in=listings.values("member_id")) | Q(pk__in=staff.values("member_id"))
    found = Member.objects.filter(people, is_active=True).prefetch_related(*loading())
    return list(found.order_by("folded_name", "pk")[:12])


def report_desk(member: Member) -> dict[str, Any]:
    """What waits for a moderator, oldest first, and the ten decided last. `boards` is how many they moderate."""
    moderated = Listing.objects.of(member).exclude(moderates_since=None).values("board_id")
    seen = Report.objects.visible_to(member)
    return {
        "boards": Board.objects.filter(pk__in=moderated).count(),
        "waiting": list(seen.open().for_list()[:100]),
        "decided": list(seen.exclude(closed_at=None).for_list().order_by("-closed_at", "-id")[:10]),
    }
