"""A member's bookmarks as their list shows them, and the words of reminders."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from ground.tables import pages
from ground.web import page_keys
from ground.words import markdown, searching
from ground.words.folding import folded
from network.bookmarks.models import Bookmark, BookmarkQuerySet
from network.forums.models import Post, Thread
from network.members.models import Member
from realtime.notices import Notice

PAGE: Final = 30
QUOTED: Final = 600


@dataclass(frozen=True, slots=True)
class Kept:
    """A page of them, with the key after which the next begins; 0 on the last."""

    rows: list[Bookmark]
    next_key: int


def bookmarks_of(me: Member, *, text: str = "", before: str = "") -> Kept:
    """The newest first; of a text, those that hold all of its words: in the note, the title or what was said."""
    rows = Bookmark.objects.visible_to(me)
    if words := searching.words(text):
        rows = rows.filter(pk__in=_holding(rows, words))
    rows = pages.older_than(rows.for_list(), page_keys.number(before))
    found, last = pages.page_of(rows, PAGE)
    return Kept(found, last.pk if last else 0)


def _holding(rows: BookmarkQuerySet, words: Sequence[str]) -> list[int]:
    """One member has few enough that all are read: each word is found as it is folded, parts of words too."""
    texts = rows.values_list("pk", "note", "thread__title", "post__html", "post__author__name")
    return [
        pk
        for pk, note, title, html, who in texts
        if _has_all(folded(f"{note} {title} {who or ''} {markdown.plain(html or '', markdown.LONGEST)}"), words)
    ]


def _has_all(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def due_of(me: Member) -> list[Bookmark]:
    """Those whose reminder has come and that wait until they are done, the earliest first."""
    return list(Bookmark.objects.visible_to(me).due().for_list().order_by("remind_at", "pk"))


def kept_of(me: Member, thing: Post | Thread) -> Bookmark | None:
    """The member's bookmark of a post or a thread, if they have one."""
    own = Bookmark.objects.filter(member=me)
    found = own.filter(post=thing) if isinstance(thing, Post) else own.filter(thread=thing, post=None)
    return found.first()


def words_of_reminders(notices: Sequence[Notice]) -> dict[int, str]:
    """Of reminders that are not done, of what their reader may still read: the note, else the words that were kept."""
    keys = {notice.event.told.bookmark_id for notice in notices}
    found = {each.pk: each for each in _due(keys)}
    standing = ((notice, found.get(notice.event.told.bookmark_id)) for notice in notices)
    return {
        notice.pk: each.note or _said(each)
        for notice, each in standing
        if each and each.member_id == notice.recipient and each.reminded_at == notice.event.at
    }


def _due(keys: Collection[int]) -> BookmarkQuerySet:
    return Bookmark.objects.due().readable().filter(pk__in=keys).select_related("post")


def _said(each: Bookmark) -> str:
    return markdown.plain(each.post.html, QUOTED) if each.post else ""
