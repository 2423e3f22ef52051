from datetime import datetime
from typing import Any

from django.db import transaction

from ground.tables.locks import locked
from network.forums import rules
from network.forums.facts import BoardChanged, BoardOpened, Listed, Unlisted
from network.forums.models import Board, BoardFollow, BoardLevel, BoardMute, Listing
from network.members.models import Member
from network.organisations.models import Membership, Organisation
from realtime.access.revocation import revoke, revoke_from_all
from realtime.streams import open_stream, publish


@transaction.atomic
def open_board(board: Board, *, by: Member, now: datetime) -> Board:
    """Open a board that is made but not saved. `by` must be staff of Kontor and moderates it from now."""
    rules.must(rules.may_open_boards(by))
    board.stream = open_stream("board")
    board.opened_at = now
    board.save(force_insert=True)
    Listing.objects.create(board=board, member=by, moderates_since=now, listed_at=now)
    publish(BoardOpened(board_id=board.pk), to=board.stream, by=by.pk, at=now)
    return board


@transaction.atomic
def change_board(board_id: int, *, by: Member, now: datetime, **values: Any) -> Board:
    """Change what a board is called, is for, and whom it is open to."""
    rules.must(rules.may_open_boards(by))
    board = locked(Board.objects).select_related("stream").get(pk=board_id)
    audience = board.audience
    for name, value in values.items():
        setattr(board, name, value)
    board.save(update_fields=[*values, "folded_name"])
    if board.audience != audience:
        revoke_from_all()
    publish(BoardChanged(board_id=board.pk), to=board.stream, by=by.pk, at=now)
    return board


@transaction.atomic
def list_member(board_id: int, member: Member, *, moderates: bool = False, by: int | None, now: datetime) -> Listing:
    """Let a member read and write on a closed board, or moderate any. Doing it twice changes nothing."""
    board = locked(Board.objects).select_related("stream").get(pk=board_id)
    listing, new = Listing.objects.get_or_create(board=board, member=member, defaults={"listed_at": now})
    return _listed(listing, new, moderates, by, now)


@transaction.atomic
def list_organisation(
    board_id: int, organisation: Organisation, *, moderates: bool = False, by: int | None, now: datetime
) -> Listing:
    """The same for all who belong to an organisation."""
    board = locked(Board.objects).select_related("stream").get(pk=board_id)
    listing, new = Listing.objects.get_or_create(board=board, organisation=organisation, defaults={"listed_at": now})
    return _listed(listing, new, moderates, by, now)


def _listed(listing: Listing, new: bool, moderates: bool, by: int | None, now: datetime) -> Listing:
    changed = moderates != (listing.moderates_since is not None)
    if changed:
        listing.moderates_since = now if moderates else None
        listing.save(update_fields=["moderates_since"])
    if changed and not moderates:
        _ask_again(listing)
    if new or changed:
        publish(Listed(listing_id=listing.pk), to=listing.board.stream, by=by, at=now)
    return listing


@transaction.atomic
def unlist(listing_id: int, *, by: int | None, now: datetime) -> None:
    """Take a member or an organisation off a board's list: what they have open of it is closed to them."""
    listing = Listing.objects.select_related("board__stream").get(pk=listing_id)
    _ask_again(listing)
    listing.delete()
    publish(Unlisted(listing_id=listing_id), to=listing.board.stream, by=by, at=now)


def _ask_again(listing: Listing) -> None:
    for member_id in _named_by(listing):
        revoke(member_id)


def _named_by(listing: Listing) -> list[int]:
    if listing.member_id:
        return [listing.member_id]
    return list(Membership.objects.filter(organisation=listing.organisation_id).values_list("member_id", flat=True))


@transaction.atomic
def follow(board: Board, *, by: Member, now: datetime) -> BoardFollow:
    """Put a board among the member's own. What was said before now counts as read."""
    rules.must(rules.may_read(by, board))
    return _follow(board, by, now)


def _follow(board: Board, by: Member, now: datetime) -> BoardFollow:
    BoardMute.objects.filter(board=board, member=by).delete()
    values = {"followed_at": now, "caught_up_at": now}
    return BoardFollow.objects.get_or_create(board=board, member=by, defaults=values)[0]


@transaction.atomic
def set_board_level(board: Board, *, by: Member, level: str, now: datetime) -> None:
    """Say how much one wants to hear of a board: to follow it, or not, or nothing at all. Twice is once."""
    rules.must(rules.may_read(by, board))
    wanted = BoardLevel(level)
    if wanted in BoardFollow.LEVELS:
        followed = _follow(board, by, now)
        BoardFollow.objects.filter(pk=followed.pk).update(level=wanted)
        return
    BoardFollow.objects.filter(board=board, member=by).delete()
    if wanted == BoardLevel.MUTE:
        BoardMute.objects.get_or_create(board=board, member=by, defaults={"since": now})
    else:
        BoardMute.objects.filter(board=board, member=by).delete()


@transaction.atomic
def unfollow(board: Board, *, by: Member) -> None:
    BoardFollow.objects.filter(board=board, member=by).delete()
