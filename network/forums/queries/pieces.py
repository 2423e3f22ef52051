"""Posts with all that their pieces show: asked for with every message, so by statements that are worded once."""

from collections.abc import Iterable
from typing import Final

from ground.tables import statements
from ground.tables.beside import Beside
from ground.tables.worded import Worded
from network.forums.models import Post
from network.members import registry
from network.members.models import Member

_POSTS: Final = Worded(lambda keys: Post.objects.beside().filter(pk__in=keys).order_by("number"))
_SIGNS: Final = Beside(lambda: Post, "reactions", lambda rows: rows.order_by("id"))
_FIRMS: Final = Beside(
    lambda: Member, "memberships", lambda rows: rows.select_related("organisation").order_by("joined_at", "id")
)


def post_piece(post_id: int) -> Post:
    """A post with all that its piece shows. Raises Post.DoesNotExist."""
    found = post_pieces([post_id])
    if not found:
        raise Post.DoesNotExist
    return found[0]


def post_pieces(post_ids: Iterable[int]) -> list[Post]:
    """The same of many, in as many queries as for one, by number."""
    with statements.trip():
        asked = _POSTS.ask(keys=list(post_ids))
    return completed(asked.objects())


def completed(posts: list[Post]) -> list[Post]:
    """Posts that have what stands beside them (`PostQuerySet.beside`), with the rest that their pieces show."""
    authors = [post.author for post in posts]
    with statements.trip():
        signs, firms = _SIGNS.ask(posts), _FIRMS.ask(authors)
        offices = [each.ask(authors) for each in registry.beside(but="memberships")]
    for told in (signs, firms, *offices):
        told()
    return posts
