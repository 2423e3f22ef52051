"""What a member has typed and not sent."""

from typing import Final

from ground.tables import pages
from ground.web import page_keys
from network.forums.models import Board, Draft, Post, Thread
from network.members.models import Member, Viewer

PAGE: Final = 30


def drafts_of(me: Member, *, before: str = "") -> tuple[list[Draft], str]:
    """Those that were changed last first; with the key after which the next page begins, empty on the last."""
    rows = Draft.objects.visible_to(me).for_list()
    rows = pages.behind(rows, "changed_at", page_keys.moment_and_key(before), descending=True)
    found, last = pages.page_of(rows, PAGE)
    return found, page_keys.behind(last.changed_at, last.pk) if last else ""


def draft_for(viewer: Viewer, thing: Board | Thread | Post) -> Draft | None:
    """The viewer's draft of a new thread on a board, of a reply in a thread, or of a change of a post."""
    if not viewer.is_authenticated:
        return None
    own = Draft.objects.filter(member=viewer.pk)
    if isinstance(thing, Board):
        found = own.filter(board=thing, thread=None)
    elif isinstance(thing, Thread):
        found = own.filter(thread=thing, post=None).select_related("quoted__author")
    else:
        found = own.filter(post=thing)
    return found.first()
