from datetime import datetime

from django.db import transaction

from network.forums import queries
from network.forums.actions import steps
from network.forums.models import Board, BoardFollow, BoardMute, Thread, ThreadFollow
from network.members.models import Member
from realtime.notices import mark_read


@transaction.atomic
def read_to(thread: Thread, *, by: Member, number: int, now: datetime) -> bool:
    """The member has seen the posts up to this number: so have their notices. True when the mark, which never goes
    back, moved."""
    moved = steps.mark_read(thread, by, min(number, thread.last_number), now)
    if paths := queries.notices_seen(thread, by, number):
        mark_read(by.pk, path=paths, now=now)
    return moved


@transaction.atomic
def set_level(thread: Thread, *, by: Member, level: str, now: datetime) -> ThreadFollow:
    values = {"level": ThreadFollow.Level(level), "since": now}
    return ThreadFollow.objects.update_or_create(thread=thread, member=by, defaults=values)[0]


@transaction.atomic
def catch_up(board: Board, *, by: Member, now: datetime) -> None:
    """Everything on the board counts as read, and the board is among the member's own, unless they mute it."""
    if BoardMute.objects.filter(board=board, member=by).exists():
        return
    values = {"caught_up_at": now}
    BoardFollow.objects.update_or_create(
        board=board, member=by, defaults=values, create_defaults={**values, "followed_at": now}
    )
