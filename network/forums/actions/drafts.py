"""What is typed and not sent yet, kept for its author on every device. Nobody is told: it is not said yet.

Each save takes the lock that sending takes, so that what was sent meanwhile is not kept once more.
"""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ground.tables import rows
from ground.tables.locks import locked
from ground.web import idempotency
from ground.words import markdown
from network.forums import rules
from network.forums.actions import steps
from network.forums.models import Board, Draft, Post, Thread
from network.forums.models.drafts import MOST
from network.members.models import Member

_FORGET_REPLY: Final = """
    DELETE FROM network_draft WHERE member_id = %s AND thread_id = %s AND post_id IS NULL
    AND (version = %s OR key = %s)
"""
_FORGET_START: Final = """
    DELETE FROM network_draft WHERE member_id = %s AND board_id = %s AND thread_id IS NULL
    AND (version = %s OR key = %s)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the form."""

    body: str = ""
    title: str = ""
    kind: str = ""
    quoted_id: int | None = None
    of_version: int | None = None


class Overtaken(Exception):
    """Another device has kept a newer one meanwhile: `draft`."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.draft = draft


@transaction.atomic
def draft_reply(
    thread_id: int, *, by: Member, typed: Typed, version: int = 0, key: str = "", now: datetime
) -> Draft | None:
    """Keep the draft of a reply over the version that the form holds; None where nothing is left to keep.

    Raises Thread.DoesNotExist, PermissionDenied, ValidationError, Overtaken.
    """
    thread = steps.locked_thread(thread_id, for_member=by)
    rules.must(rules.may_write(by, thread.board))
    place = Draft(member=by, board=thread.board, thread=thread)
    quoted = typed.quoted_id if thread.posts.standing().filter(pk=typed.quoted_id or 0).exists() else None
    kept = Typed(body=typed.body, quoted_id=quoted)
    return _keep(place, kept, is_left=not markdown.is_blank(typed.body), version=version, key=key, now=now)


@transaction.atomic
def draft_thread(
    board_id: int, *, by: Member, typed: Typed, version: int = 0, key: str = "", now: datetime
) -> Draft | None:
    """The same of a new thread. Raises Board.DoesNotExist besides."""
    board = locked(Board.objects.visible_to(by)).get(pk=board_id)
    rules.must(rules.may_write(by, board))
    kind = typed.kind if typed.kind in Thread.Kind.values else ""
    kept = Typed(body=typed.body, title=typed.title, kind=kind)
    is_left = not (markdown.is_blank(typed.body) and markdown.is_blank(typed.title))
    return _keep(Draft(member=by, board=board), kept, is_left=is_left, version=version, key=key, now=now)


@transaction.atomic
def draft_edit(post_id: int, *, by: Member, typed: Typed, version: int = 0, now: datetime) -> Draft | None:
    """The same of a change; what the post says already is none. Raises Post.DoesNotExist besides."""
    post = steps.locked_post(post_id, for_member=by)
    rules.must(rules.may_edit(by, post))
    place = Draft(member=by, board=post.thread.board, thread=post.thread, post=post)
    kept = Typed(body=typed.body, of_version=typed.of_version or post.version)
    is_left = not markdown.is_blank(typed.body) and typed.body != post.body
    return _keep(place, kept, is_left=is_left, version=version, key="", now=now)


def _keep(place: Draft, typed: Typed, *, is_left: bool, version: int, key: str, now: datetime) -> Draft | None:
    if idempotency.is_known(place.member_id, key):
        return None
    _must_be_short(typed)
    own = Draft.objects.of_place(place.member, place.board, place.thread, place.post)
    found = own.first()
    if found is not None and _is_same(found, typed):
        return found
    if found is not None and found.version != version:
        raise Overtaken(found)
    if not is_left:
        own.delete()
        return None
    if found is None:
        _must_have_room(place.member)
        found, version = place, _before_first()
    for name, value in asdict(typed).items():
        setattr(found, name, value)
    found.version, found.key, found.changed_at = version + 1, key, now
    found.save()
    return found


def _before_first() -> int:
    """A number that no draft had before: a device that still holds an earlier one's is not to pass for this one's."""
    return secrets.randbelow(2**30)


def _is_same(found: Draft, typed: Typed) -> bool:
    return all(getattr(found, name) == value for name, value in asdict(typed).items())


def _must_be_short(typed: Typed) -> None:
    if len(typed.body) > markdown.LONGEST or len(typed.title) > Thread.TITLE_LENGTH:
        words = _("This is too long to be sent, and is kept in this browser alone.")
        raise ValidationError(words, code="too_long")


def _must_have_room(member: Member) -> None:
    if Draft.objects.visible_to(member).count() >= MOST:
        words = _("You have %(most)s drafts: this one is kept in this browser alone. Discard some.")
        raise ValidationError(words % {"most": MOST}, code="too_many")


@transaction.atomic
def discard(draft_id: int, *, by: Member) -> None:
    """Throw a draft away. Raises Draft.DoesNotExist."""
    Draft.objects.visible_to(by).get(pk=draft_id).delete()


def forget_reply(thread: Thread, by: Member, draft: int | None, key: str) -> None:
    """What was sent is no draft any more: that of this version, or what the same form has kept since."""
    if draft is not None:
        rows.send(_FORGET_REPLY, by.pk, thread.pk, draft, key or "-")


def forget_start(board: Board, by: Member, draft: int | None, key: str) -> None:
    if draft is not None:
        rows.send(_FORGET_START, by.pk, board.pk, draft, key or "-")


def forget_edit(post: Post) -> None:
    """Who has changed their words, or erased them, has no draft of a change left."""
    Draft.objects.filter(member=post.author_id, post=post).delete()
