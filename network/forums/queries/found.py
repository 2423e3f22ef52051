from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from modelsearch.backends import get_search_backend

from network.directory.sources import Found
from network.directory.words import plain
from network.forums.models import Post, Thread
from network.members.models import Member, Viewer

PAGE: Final = 20


def search(viewer: Viewer, words: str, limit: int = PAGE) -> list[Post]:
    """Posts that the viewer reads and that hold all the words, best first."""
    asked = plain(words)
    if not asked:
        return []
    seen = Thread.objects.visible_to(viewer).values("pk")
    posts = Post.objects.filter(thread_id__in=seen).standing().select_related("author", "thread__board")
    return list(get_search_backend().search(asked, posts, operator="and")[:limit])


def find_posts(member: Member, text: str, limit: int) -> list[Found]:
    """For the search over everything."""
    return [
        Found(
            title=post.thread.title,
            url=post.get_absolute_url(),
            note=f"{post.author.name}: {post.excerpt}",
            icon="message-square-quote" if post.number > 1 else "messages-square",
        )
        for post in search(member, text, limit)
    ]


def all_found(text: str) -> str:
    """Where all that is found in the forums is shown."""
    return f"{reverse('network:forum-search')}?{urlencode({'q': text})}"
