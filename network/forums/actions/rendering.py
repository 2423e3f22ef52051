from django.db.models import QuerySet

from ground.words import markdown
from network.forums import queries
from network.forums.models import Post

BATCH = 200


def render_anew() -> int:
    """Draw posts again that an earlier version of the renderer drew. How many; twice does nothing.

    Each is read and drawn before any lock, and kept only where its words are still those that were drawn. Nobody is
    told: what was said is the same.
    """
    count, after = 0, 0
    while batch := list(_outdated().filter(pk__gt=after).order_by("pk")[:BATCH]):
        count += sum(map(_draw, batch))
        after = batch[-1].pk
    return count


def _outdated() -> QuerySet[Post]:
    return Post.objects.filter(html_version__lt=markdown.VERSION).select_related("thread__board")


def _draw(post: Post) -> int:
    words = queries.written(post.body, lambda: post.thread.board)
    same = Post.objects.filter(pk=post.pk, version=post.version, body=post.body)
    return same.update(html=words.html, html_version=markdown.VERSION)
