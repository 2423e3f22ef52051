"""A post as everybody sees it: in its page, in the answer to who wrote it, and in what is pushed."""

from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ground.ui import moments, patterns, people
from network.forums.models import Post
from network.forums.models.posts import Signs
from network.members.models import Member


def post_html(post: Post, *, in_page: bool = False) -> SafeString:
    """What a page has and a piece has not, the browser adds: what one may do with it, and the whole moment on hover."""
    author, quoted, at = post.author, post.quoted, patterns.address("network:post", post.pk)
    values = {
        "pk": post.pk,
        "number": post.number,
        "at": at,
        "who": author.name,
        "home": patterns.address("network:member", author.pk),
        "face": people.avatar(author),
        "offices": people.signs_of(author),
        "role": _role(author, post),
        "written": moments.moment(post.written_at, now=timezone.now(), titled=in_page),
        "html": SafeString(post.html),
        "signs": SafeString("".join(_sign(sign, at) for sign in post.signs) if post.stands else ""),
    }
    if quoted and post.stands:
        values |= {"quoted_at": quoted.get_absolute_url(), "quoted_who": quoted.author.name, "quoted": quoted.excerpt}
    return patterns.fill(
        "network/forums/_post.html",
        values,
        state=post.state,
        has_signs=post.stands and bool(post.signs),
        is_best=post.stands and post.thread.accepted_post_id == post.pk,
        is_edited=post.stands and post.edited_at is not None,
        quotes=_quotes(quoted),
        in_page=in_page,
    )


def _role(author: Member, post: Post) -> SafeString:
    """What the author belongs to first, else does; and their country."""
    firm, said = post.firm, author.headline
    if firm:
        said = f"{firm.title}, {firm.organisation.name}" if firm.title else firm.organisation.name
    return format_html("{} {}", said, people.country(author.country, "chip"))


def _quotes(quoted: Post | None) -> str:
    return "" if quoted is None else "words" if quoted.stands else "gone"


def _sign(sign: Signs, at: str) -> SafeString:
    values: dict[str, Any] = {"at": at, "count": sign.count}
    return patterns.fill("network/forums/_sign.html", values, sign=Signs(sign.name))
